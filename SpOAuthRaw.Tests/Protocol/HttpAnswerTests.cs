using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace SpOAuthRaw.Tests;

/// <summary>Against a real listener on this machine: these are the ways in which a network fails.</summary>
public sealed class HttpAnswerTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public HttpAnswerTests() => listener.Start();

    public void Dispose() => listener.Dispose();

    private Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/asked");

    [Fact]
    public async Task An_answer_comes_whole_whatever_its_status()
    {
        var served = ServeAsync("HTTP/1.1 418 Teapot\r\nX-Trace: abc\r\nContent-Length: 5\r\n\r\nhello");

        var answer = (await AskAsync(new HttpClient())).ShouldPass();

        Assert.Equal(418, (int)answer.Status);
        Assert.Equal("hello", answer.Text);
        Assert.Equal(["abc"], answer.Headers.GetValues("X-Trace"));
        Assert.Equal(Address, answer.Address);
        await served;
    }

    [Fact]
    public async Task Nobody_listening_is_no_connection()
    {
        var address = Address;
        listener.Stop();

        var unreachable = (await AskAsync(new HttpClient(), address)).ShouldBeUnreachable();

        Assert.Equal(UnreachableReason.NoConnection, unreachable.Reason);
        Assert.Equal(Party.SharePoint, unreachable.Party);
        Assert.Equal(address, unreachable.Address);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_no_connection()
    {
        var served = ServeAsync("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhalf of i");

        var unreachable = (await AskAsync(new HttpClient())).ShouldBeUnreachable();

        Assert.Equal(UnreachableReason.NoConnection, unreachable.Reason);
        await served;
    }

    [Fact]
    public async Task An_answer_that_is_no_http_is_no_connection()
    {
        var served = ServeAsync("SSH-2.0-OpenSSH_9.9\r\n\r\n");

        var unreachable = (await AskAsync(new HttpClient())).ShouldBeUnreachable();

        Assert.Equal(UnreachableReason.NoConnection, unreachable.Reason);
        await served;
    }

    [Fact]
    public async Task Silence_ends_in_a_time_out()
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMilliseconds(100) };

        var unreachable = (await AskAsync(client)).ShouldBeUnreachable(); // the system takes the connection; nobody answers

        Assert.Equal((UnreachableReason.TimedOut, "0.1 s"), (unreachable.Reason, unreachable.Detail));
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n65\r\n")] // 0x65 = 101, with no length to see beforehand
    public async Task An_answer_over_the_limit_is_too_large(string head)
    {
        using var client = new HttpClient { MaxResponseContentBufferSize = 100 };
        var served = ServeAsync($"{head}{new string('x', 101)}\r\n0\r\n\r\n");

        var unreachable = (await AskAsync(client)).ShouldBeUnreachable();

        Assert.Equal((UnreachableReason.TooLarge, "> 100 B"), (unreachable.Reason, unreachable.Detail));
        await served;
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_answer_at_all()
    {
        using var givenUp = new CancellationTokenSource();
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, Address);

        var asking = HttpAnswer.ToAsync(client, request, Party.Provider, givenUp.Token);
        await givenUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{\"a\":1,}")]
    [InlineData("{/* */}")]
    [InlineData("{\"a\":1,\"a\":2}")]
    [InlineData("{\"a\":{\"b\":1,\"b\":2}}")]
    [InlineData("{\"a\":1,\"\\u0061\":2}")] // the same name, written in another way
    public void A_body_that_is_no_JSON_object_is_none(string body)
    {
        var answer = Given.Answer(200, body);

        var json = answer.Json();

        Assert.Null(json);
    }

    [Theory]
    [InlineData("{\"error\":\"\\ud800\"}")] // half of a pair: JSON by its grammar, text by no standard
    [InlineData("{\"a\":[{\"b\":\"\\udc00\\ud800\"}]}")]
    [InlineData("{\"\\ud800\":1}")]
    public void A_body_with_text_that_is_no_Unicode_is_no_JSON_object(string body)
    {
        var answer = Given.Answer(400, body);

        var json = answer.Json();

        Assert.Null(json);
    }

    [Theory]
    [InlineData(0xFF)]
    [InlineData(0xC3)]
    public void A_body_that_is_not_UTF_8_is_no_JSON_object(byte odd)
    {
        var answer = Given.Answer(400, [.. "{\"error\":\""u8, odd, .. "\"}"u8]);

        var json = answer.Json();

        Assert.Null(json);
    }

    [Fact]
    public void A_body_that_is_a_JSON_object_is_read()
    {
        var answer = Given.Answer(200, """{"a":1}""");

        var json = answer.Json();

        Assert.Equal(JsonValueKind.Object, json!.Value.ValueKind);
    }

    private async Task<Checked<HttpAnswer>> AskAsync(HttpClient client, Uri? address = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address ?? Address);
        return await HttpAnswer.ToAsync(client, request, Party.SharePoint, default);
    }

    private async Task ServeAsync(string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync();
        await using var stream = connection.GetStream();
        var read = await stream.ReadAsync(new byte[4096]);
        Assert.True(read > 0);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}
