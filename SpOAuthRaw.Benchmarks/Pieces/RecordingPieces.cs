using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Builder;
using SpOAuthRaw.Benchmarks.Stub;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Benchmarks.Pieces;

/// <summary>What recording costs: one question on the back channel over real HTTP on loopback, listened to and not.</summary>
[MemoryDiagnoser]
public class RecordingPieces
{
    private readonly Recorder recorder = new(TimeProvider.System);
    private WebApplication stub = null!;
    private static HttpClient plain = null!;
    private static HttpClient recorded = null!;
    private Uri profile = null!;

    /// <summary>A client as the app's own, and one without the recorder.</summary>
    [GlobalSetup]
    public async Task StartAsync()
    {
        stub = await StubProgram.StartAsync();
        profile = new Uri($"{StubProgram.AddressOf(stub)}/_api/SP.UserProfiles.PeopleManager/GetMyProperties");
        plain = new HttpClient(new SocketsHttpHandler { UseCookies = false });

        var (question, attempt) = (recorder.Question(shared: false), recorder.Attempt());
        question.InnerHandler = attempt;
        attempt.InnerHandler = new SocketsHttpHandler { UseCookies = false, PlaintextStreamFilter = Recorder.TapAsync };
        recorded = new HttpClient(question);
    }

    /// <summary>The profile, as anybody would ask for it.</summary>
    [Benchmark(Baseline = true)]
    public Task<byte[]> Plain() => AskAsync(plain);

    /// <summary>The same with every byte kept.</summary>
    [Benchmark]
    public async Task<int> Recorded()
    {
        using var heard = recorder.Begin();
        await AskAsync(recorded);
        return heard.Exchanges[0].Attempts[0].Response.Length;
    }

    /// <summary>Lets go of the stub.</summary>
    [GlobalCleanup]
    public async Task StopAsync()
    {
        plain.Dispose();
        recorded.Dispose();
        await stub.DisposeAsync();
    }

    private async Task<byte[]> AskAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, profile);
        request.Headers.Authorization = new("Bearer", $"{StubTokens.AccessTokenOf(1)}{new string('A', 1400)}");
        using var response = await client.SendAsync(request);
        return await response.Content.ReadAsByteArrayAsync();
    }
}
