using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Where runs are kept, each under a random key, until their hour is over.</summary>
public interface IRunStore
{
    /// <summary>Keeps a run.</summary>
    Task PutAsync(string key, Run run);

    /// <summary>Finds a run; <c>null</c> when there is none, or no longer.</summary>
    Task<Run?> FindAsync(string key);

    /// <summary>Forgets a run.</summary>
    Task RemoveAsync(string key);
}

/// <summary>
/// The runs of this process, bounded in number and size: when it is full, those that nobody has looked at for longest go. They are objects,
/// not text, because a sign-in should not pay for pages that nobody opens.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="largestTotal">How large they may be together, in bytes, roughly.</param>
public sealed class RunsInMemory(TimeProvider clock, long largestTotal = 64 * 1024 * 1024) : IRunStore, IDisposable
{
    private const double Room = 0.1; // of all, when it is full

    private readonly MemoryCache runs = new(new MemoryCacheOptions { SizeLimit = largestTotal, Clock = new Clock(clock) });

    /// <inheritdoc />
    public Task PutAsync(string key, Run run)
    {
        Keep(key, run);
        if (!runs.TryGetValue(key, out _))
        {
            runs.Compact(Room); // a full cache takes nothing new, and makes room only afterwards
            Keep(key, run);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Run?> FindAsync(string key) => Task.FromResult(runs.Get<Run>(key));

    /// <inheritdoc />
    public Task RemoveAsync(string key)
    {
        runs.Remove(key);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => runs.Dispose();

    private void Keep(string key, Run run) =>
        runs.Set(key, run, new MemoryCacheEntryOptions { Size = SizeOf(run), AbsoluteExpirationRelativeToNow = Run.Lifetime });

    /// <summary>What a run holds alone. Metadata and keys are everybody's, but for a walk's, which has asked for them itself.</summary>
    private static long SizeOf(Run run) =>
        2048
        + (run.Response?.Encoded.Length ?? 0)
        + (2 * run.Asked.Sum(parameter => parameter.Name.Length + parameter.Value.Length))
        + run.OwnExchanges.Sum(SizeOf)
        + (run.StepByStep ? new[] { run.Metadata, run.Keys }.OfType<Exchange>().Sum(SizeOf) : 0);

    private static long SizeOf(Exchange exchange) => exchange.Attempts.Sum(attempt => attempt.Request.Length + attempt.Response.Length);

    private sealed class Clock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}

/// <summary>The runs where several instances serve one site: encrypted, beside the sessions, so that a walk begun on one goes on on another.</summary>
public sealed class SealedRuns(SealedCache cache, TimeProvider clock) : IRunStore
{
    /// <inheritdoc />
    public Task PutAsync(string key, Run run) =>
        cache.SetAsync(
            Name(key),
            JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Default.Run),
            clock.GetUtcNow() + Run.Lifetime,
            CancellationToken.None
        );

    /// <inheritdoc />
    public async Task<Run?> FindAsync(string key)
    {
        try
        {
            var bytes = await cache.GetAsync(Name(key), CancellationToken.None);
            return bytes is null ? null : JsonSerializer.Deserialize(bytes, RunJson.Default.Run);
        }
        catch (JsonException)
        {
            return null; // written by another version of this app
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key) => cache.RemoveAsync(Name(key), CancellationToken.None);

    private static string Name(string key) => $"run:{key}";
}

/// <summary>How a run is written down.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Run))]
internal sealed partial class RunJson : JsonSerializerContext;
