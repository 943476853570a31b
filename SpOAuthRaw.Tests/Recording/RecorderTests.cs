using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Tests.Recording;

/// <summary>What the recorder keeps, against what a bare socket sent and received.</summary>
public sealed class RecorderTests
{
    private const string Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nX-Odd:  two  blanks\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"a\":\r\n4\r\n\"é\"}\r\n0\r\n\r\n";

    [Fact]
    public async Task What_is_kept_is_what_went_over_the_wire_byte_for_byte()
    {
        using var server = new OneAnswer(Encoding.UTF8.GetBytes(Answer.Replace("4\r\n\"é", "5\r\n\"é", StringComparison.Ordinal)));
        var recorder = new Recorder(TimeProvider.System);
        var client = Client(recorder);

        using var heard = recorder.Begin();
        var body = await client.PostAsync(server.Address, new StringContent("code=é&state=1"));

        var attempt = Assert.Single(Assert.Single(heard.Exchanges).Attempts);
        Assert.Equal(server.Received, attempt.Request);
        Assert.Equal(server.Sent, attempt.Response);
        Assert.Equal("{\"a\":\"é\"}", await body.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_message_taken_apart_has_its_body_without_the_framing_and_its_text_with_it()
    {
        using var server = new OneAnswer(Encoding.UTF8.GetBytes(Answer.Replace("4\r\n\"é", "5\r\n\"é", StringComparison.Ordinal)));
        var recorder = new Recorder(TimeProvider.System);
        using var heard = recorder.Begin();
        await Client(recorder).GetAsync(server.Address);

        var message = WireMessage.From(heard.Exchanges[0].Attempts[0].Response)!;

        Assert.Equal(200, message.Status);
        Assert.Equal("{\"a\":\"é\"}", Encoding.UTF8.GetString(message.Body));
        Assert.Equal("application/json", message.Header("content-type"));
        Assert.Contains("X-Odd:  two  blanks\n", message.Text, StringComparison.Ordinal);
        Assert.Contains("\n0\n\n", message.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_happens_elsewhere_is_not_heard()
    {
        using var server = new OneAnswer(Encoding.UTF8.GetBytes(Answer));
        var recorder = new Recorder(TimeProvider.System);
        recorder.Begin().Dispose();

        using var heard = await Task.Run(() => recorder.Begin());
        await Client(recorder).GetAsync(server.Address).ContinueWith(_ => { }, TaskScheduler.Default);

        Assert.Empty(heard.Exchanges);
    }

    [Fact]
    public async Task One_that_went_well_stays_until_another_does_that_is_whole()
    {
        var recorder = new Recorder(TimeProvider.System);
        var whole = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray();
        var chunks = string.Concat(Enumerable.Repeat("1\r\na\r\n", 230_000)); // in which the client finds less than it would refuse
        var tooLong = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}0\r\n\r\n");
        var answers = new Queue<byte[]>([whole, tooLong]);
        var client = Client(recorder, shared: true, () => new Canned(answers.Dequeue()));
        var address = new Uri("http://provider.example/keys");
        await client.GetStringAsync(address);
        var second = await client.GetStringAsync(address);

        Assert.Equal(230_000, second.Length);
        Assert.Equal(whole, Assert.Single(recorder.Latest(address)!.Attempts).Response);
    }

    private static HttpClient Client(Recorder recorder, bool shared = false, Func<Stream>? connection = null)
    {
        var services = new ServiceCollection();
        services
            .AddHttpClient("recorded")
            .AddHttpMessageHandler(() => recorder.Question(shared))
            .AddHttpMessageHandler(recorder.Attempt)
            .UseSocketsHttpHandler(
                (handler, _) =>
                {
                    handler.PlaintextStreamFilter = Recorder.TapAsync;
                    if (connection is not null)
                        handler.ConnectCallback = (_, _) => ValueTask.FromResult(connection());
                }
            );
        return services.BuildServiceProvider().GetRequiredService<IHttpClientFactory>().CreateClient("recorded");
    }

    /// <summary>Takes one connection, keeps what comes, sends what it was given.</summary>
    private sealed class OneAnswer : IDisposable
    {
        private readonly TcpListener listener = new(IPAddress.Loopback, 0);
        private readonly Task serving;
        private readonly List<byte> received = [];

        public OneAnswer(byte[] answer)
        {
            Sent = answer;
            listener.Start();
            serving = ServeAsync();
        }

        public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/token?x=1");

        public byte[] Sent { get; }

        public byte[] Received
        {
            get
            {
                serving.Wait(TimeSpan.FromSeconds(10));
                return [.. received];
            }
        }

        public void Dispose() => listener.Dispose();

        private async Task ServeAsync()
        {
            using var connection = await listener.AcceptTcpClientAsync();
            var stream = connection.GetStream();
            var buffer = new byte[4096];
            while (!IsWhole())
            {
                var count = await stream.ReadAsync(buffer);
                if (count == 0)
                    return;
                received.AddRange(buffer[..count]);
            }

            await stream.WriteAsync(Sent);
        }

        private bool IsWhole()
        {
            var text = Encoding.Latin1.GetString([.. received]);
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end < 0)
                return false;
            var length =
                text.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length: ", StringComparison.Ordinal))?.Split(' ')[1]
                ?? "0";
            return received.Count >= end + 4 + int.Parse(length, System.Globalization.CultureInfo.InvariantCulture);
        }
    }
}
