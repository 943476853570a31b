using System.Net.Http.Headers;
using System.Text;
using SpOAuthRaw.Recording;
using Xunit;

namespace SpOAuthRaw.Tests.Recording;

/// <summary>A recorded answer is read as the framework's own client reads the same bytes: what one takes the other takes, and for the same.</summary>
public sealed class WireMessageTests
{
    private const string Ok = "HTTP/1.1 200 OK\r\n";

    /// <summary>Answers that servers have been seen to send, and some that they should not.</summary>
    public static TheoryData<string, string?> Shapes =>
        new()
        {
            { Ok + "Content-Length: 2\r\n\r\n{}", "{}" },
            { "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\n{}", "{}" },
            { "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\n{}", "{}" },
            { "HTTP/1.1 103 Early Hints\r\nno field\r\n\r\n" + Ok + "Content-Length: 2\r\n\r\n{}", null },
            { "HTTP/1.1 103 Early Hints\r\n\r\n", null },
            { "HTTP/1.1 200 OK\nContent-Length: 2\n\n{}", "{}" },
            { "HTTP/1.1 200 OK\nContent-Length: 2\r\nX: y\n\r\n{}", "{}" },
            { "HTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n2\n{}\n0\n\n", "{}" },
            { "HTTP/1.0 200 OK\r\n\r\n{}", "{}" },
            { "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\n{}", "{}" },
            { "HTTP/1.1  200 OK\r\nContent-Length: 2\r\n\r\n{}", null },
            { "HTTP/2 200 OK\r\nContent-Length: 2\r\n\r\n{}", null },
            { "\r\n" + Ok + "Content-Length: 2\r\n\r\n{}", null },
            { Ok + "X-Long: a\r\n b\r\n\tc\r\nContent-Length: 2\r\n\r\n{}", "{}" },
            { Ok + "X-Long: a\n b\nContent-Length:\r\n 2\r\n\r\n{}", "{}" },
            { Ok + "Content-Length:2\r\nX-Blank:\t \r\n\r\n{}", "{}" },
            { Ok + "Content-Length  : 2\r\n\r\n{}", "{}" },
            { Ok + "Content-Length\t: 2\r\n\r\n{}", null },
            { Ok + ": 2\r\n\r\n{}", null },
            { Ok + "no field\r\nContent-Length: 2\r\n\r\n{}", null },
            { Ok + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}", "{}" },
            { Ok + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x", "{}" },
            { Ok + "Content-Length: x\r\nContent-Length: 2\r\n\r\n{}x", "{}x" },
            { Ok + "Content-Length: 2, 2\r\n\r\n{}x", "{}x" },
            { Ok + "Content-Length: 002\r\n\r\n{}x", "{}" },
            { Ok + "Content-Length: -2\r\n\r\n{}", "{}" },
            { Ok + "Content-Length: 3\r\n\r\n{}", null },
            { Ok + "Content-Length: 2\r\n\r\n{}HTTP/1.1 500 No\r\n\r\n", "{}" },
            { Ok + "Content-Type: application/json\r\n\r\n{}", "{}" },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n", "{}" },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n0000000000000000000002\r\n{}\r\n0\r\n\r\n", "{}" },
            { Ok + "Transfer-Encoding: chunked\r\n\r\nA\r\n{\"abcd\":1}\r\n0\r\n\r\n", "{\"abcd\":1}" },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n2;name=\"value\";x\r\n{}\r\n0;y\r\nX-Trailer: 1\r\n\r\n", "{}" },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n2 \t ;x\r\n{}\r\n000\r\n\r\n", "{}" },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n2 x\r\n{}\r\n0\r\n\r\n", null },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n 2\r\n{}\r\n0\r\n\r\n", null },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n", null },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}x\r\n0\r\n\r\n", null },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n", null },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n", null },
            { Ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nno field\r\n\r\n", null },
            { Ok + "Transfer-Encoding: Chunked\r\nContent-Length: 5\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "{}" },
            { Ok + "Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "{}" },
            { Ok + "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "{}" },
            { Ok + "Transfer-Encoding: identity\r\nContent-Length: 2\r\n\r\n{}", "{}" },
            { Ok + "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n{}", "{}" },
            { "HTTP/1.1 204 No Content\r\nContent-Length: 2\r\n\r\n{}", "" },
            { "HTTP/1.1 304 Not Modified\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", "" },
            { "220 mail.example ESMTP\r\n\r\n", null },
            { Ok, null },
            { "", null },
        };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task An_answer_is_read_as_the_client_reads_it(string answer, string? body)
    {
        var bytes = Encoding.Latin1.GetBytes(answer);

        Assert.Equal(body, await ShouldAgreeAsync(bytes) is { } taken ? Encoding.Latin1.GetString(taken) : null);
    }

    [Fact]
    public async Task So_is_one_with_something_wrong_anywhere()
    {
        const string odd = "\r\n\n\r :;,\t0129aFgx-+\"\0\u00e9HTTP/1.";
        string[] shapes = [.. Shapes.Select(shape => (string)shape[0]).Where(shape => shape.Length > 0)];
        var random = new Random(20261123);
        for (var i = 0; i < 6000; i++)
        {
            var bytes = Encoding.Latin1.GetBytes(shapes[random.Next(shapes.Length)]).ToList();
            for (var changes = random.Next(1, 4); changes > 0 && bytes.Count > 0; changes--)
            {
                var (at, change) = (random.Next(bytes.Count), random.Next(3));
                if (change > 0)
                    bytes.RemoveAt(at);
                if (change < 2)
                    bytes.Insert(at, (byte)odd[random.Next(odd.Length)]);
            }

            await ShouldAgreeAsync([.. bytes]);
        }
    }

    [Fact]
    public void An_interim_answer_is_shown_and_counts_for_nothing_else()
    {
        const string interim = "HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n";
        const string head = Ok + "Transfer-Encoding: chunked\r\n\r\n";

        var message = WireMessage.From(Encoding.Latin1.GetBytes(interim + head + "2;x=y\r\n{}\r\n0\r\nT: 1\r\n\r\nmore"))!;

        Assert.Equal(("HTTP/1.1 200 OK", 200, null), (message.StartLine, message.Status, message.Header("Link")));
        Assert.Equal((head.Length, 22), (message.HeadSize, message.FramedSize));
        Assert.StartsWith("HTTP/1.1 103 Early Hints\nLink: </s.css>\n\nHTTP/1.1 200 OK\n", message.Text, StringComparison.Ordinal);
        foreach (var beside in new[] { "/s.css", "x=y", "T: 1", "more" })
            Assert.Contains(beside, message.Beside, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST /token HTTP/1.1\r\nContent-Length: 3\r\n\r\ncode=***")]
    [InlineData("POST /auth HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\ncode=***")]
    public void A_request_ends_where_its_bytes_end(string request)
    {
        var message = WireMessage.From(Encoding.Latin1.GetBytes(request))!;

        Assert.Equal(("code=***", true, 0), (Encoding.UTF8.GetString(message.Body), message.IsWhole, message.Status));
    }

    /// <returns>The body, as both have it; <c>null</c> when neither takes the answer.</returns>
    private static async Task<byte[]?> ShouldAgreeAsync(byte[] bytes)
    {
        var told = Encoding.Latin1.GetString(bytes);
        var message = WireMessage.From(bytes) is { IsAnswer: true, IsWhole: true } whole ? whole : null;
        var client = await ReadByTheClientAsync(bytes);

        Assert.Equal((told, client?.Status), (told, message?.Status));
        Assert.Equal((told, client?.Body), (told, message is null ? null : Encoding.Latin1.GetString(message.Body)));
        Assert.Equal((told, client?.Headers), (told, message is null ? null : Sorted(message.Headers)));
        return message?.Body;
    }

    private static async Task<(int Status, string Body, string Headers)?> ReadByTheClientAsync(byte[] bytes)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
            ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(new Canned(bytes)),
        };
        using var client = new HttpClient(handler);
        try
        {
            using var response = await client.GetAsync(new Uri("http://provider.example/"));
            var body = await response.Content.ReadAsByteArrayAsync();
            var headers = Lines(response.Headers).Concat(Lines(response.Content.Headers));
            return ((int)response.StatusCode, Encoding.Latin1.GetString(body), Sorted(headers));
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static IEnumerable<KeyValuePair<string, string>> Lines(HttpHeaders headers) =>
        headers.NonValidated.SelectMany(header => header.Value.Select(value => KeyValuePair.Create(header.Key, value)));

    /// <summary>Those that the client has read itself it gives in its own spelling; what they say is seen in the body.</summary>
    private static string Sorted(IEnumerable<KeyValuePair<string, string>> headers) =>
        string.Join(
            '\n',
            headers
                .Select(header => $"{header.Key.ToUpperInvariant()}: {header.Value}")
                .Where(header => !header.StartsWith("CONTENT-LENGTH:", StringComparison.Ordinal))
                .Where(header => !header.StartsWith("TRANSFER-ENCODING:", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        );
}
