using System.Text;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Stands in front of a server and passes its answers on in another shape, down to the byte.</summary>
public sealed class ReshapingServer : IAsyncDisposable
{
    private readonly HttpClient behind = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Uri target;
    private readonly RawServer server;

    /// <summary>Stands in front of a server.</summary>
    public ReshapingServer(Uri target)
    {
        this.target = target;
        server = new RawServer(Answer, () => Closes);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => server.Address;

    /// <summary>Given the request's path and an answer's body: the bytes to send.</summary>
    public Func<string, string, byte[]> Shape { get; set; } = (_, body) => RawServer.Json(body);

    /// <summary>Whether the connection is closed after an answer.</summary>
    public bool Closes { get; set; }

    /// <summary>The last answer's bytes.</summary>
    public byte[] Last { get; private set; } = [];

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        behind.Dispose();
    }

    private byte[] Answer(string request)
    {
        var (head, body) = request.Split("\r\n\r\n", 2) is [var first, var rest] ? (first, rest) : (request, "");
        var lines = head.Split("\r\n");
        var path = lines[0].Split(' ')[1];
        using var question = new HttpRequestMessage(new HttpMethod(lines[0].Split(' ')[0]), new Uri(target, path));
        if (body.Length > 0)
            question.Content = new StringContent(body, Encoding.Latin1, "application/x-www-form-urlencoded");
        foreach (var line in lines.Skip(1).Where(line => line.StartsWith("Authorization:", StringComparison.Ordinal)))
            question.Headers.TryAddWithoutValidation("Authorization", line.Split(": ", 2)[1]);
        using var answer = behind.Send(question);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return Last = Shape(path, reader.ReadToEnd());
    }
}
