using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Requests that no well-behaved client would send, byte for byte.</summary>
public static class RawRequest
{
    /// <summary>Sends what it is given and reads until the server closes the connection.</summary>
    /// <param name="visitor">Whose cookies go along.</param>
    /// <param name="app">The app.</param>
    /// <param name="requestLine">Such as <c>GET /auth?state=%zz HTTP/1.1</c>, in Latin-1, so that every byte can be written.</param>
    /// <param name="headers">Besides <c>Host</c>, <c>Cookie</c> and <c>Connection</c>.</param>
    /// <param name="body">The body, in Latin-1.</param>
    public static async Task<Hop> SendRawAsync(
        this Visitor visitor,
        RunningApp app,
        string requestLine,
        string headers = "",
        string body = ""
    )
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tcp = new TcpClient();
        await tcp.ConnectAsync(IPAddress.Loopback, app.Origin.Port, patience.Token);
        var cookies = visitor.Cookies.HeaderFor(app.Origin, crossSitePost: false);
        var request =
            $"{requestLine}\r\nHost: {app.Origin.Authority}\r\nConnection: close\r\n"
            + (cookies is null ? "" : $"Cookie: {cookies}\r\n")
            + $"{headers}\r\n{body}";
        await tcp.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);

        using var answer = new MemoryStream();
        await tcp.GetStream().CopyToAsync(answer, patience.Token);
        var hop = Read(app.At("/auth"), Encoding.UTF8.GetString(answer.ToArray()));
        visitor.Cookies.Keep(app.Origin, hop.SetCookies);
        return hop;
    }

    private static Hop Read(Uri address, string answer)
    {
        var head = answer[..answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        var headers = head[1..]
            .Select(line => line.Split(": ", 2))
            .ToLookup(pair => pair[0], pair => pair.ElementAtOrDefault(1) ?? "", StringComparer.OrdinalIgnoreCase);
        var status = (HttpStatusCode)int.Parse(head[0].Split(' ')[1], CultureInfo.InvariantCulture);
        return new Hop(address, status, headers, new Html(answer[(string.Join("\r\n", head).Length + 4)..]));
    }
}
