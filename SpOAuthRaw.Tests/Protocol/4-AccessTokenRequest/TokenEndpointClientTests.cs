using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SpOAuthRaw.Tests;

/// <summary>Against a real listener: a code goes out once, also where .NET's handler would send it again by itself.</summary>
public sealed class TokenEndpointClientTests : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly StringBuilder heard = new();

    public TokenEndpointClientTests() => listener.Start();

    public void Dispose() => listener.Dispose();

    [Fact]
    public async Task A_request_whose_connection_dies_is_not_sent_twice()
    {
        using var http = new HttpClient();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        var client = new TokenEndpointClient(http);
        var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/token");
        var served = ServeAsync(patience.Token);

        var first = await client.SendAsync(endpoint, [new("code", "one")], patience.Token);
        var second = await client.SendAsync(endpoint, [new("code", "two")], patience.Token);
        listener.Stop();
        await served;

        Assert.Equal(200, (int)first.ShouldPass().Status);
        Assert.Equal(UnreachableReason.NoConnection, second.ShouldBeUnreachable().Reason);
        Assert.Equal(
            ["code=one", "code=two"],
            heard.ToString().Split('\n').Where(line => line.StartsWith("code=", StringComparison.Ordinal))
        );
        Assert.Contains("Content-Length: 8\r\n", heard.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Answers the first request, and hangs up on the second without a word; whatever comes later is answered again.</summary>
    private async Task ServeAsync(CancellationToken patience)
    {
        try
        {
            for (var connection = 0; ; connection++)
            {
                using var tcp = await listener.AcceptTcpClientAsync(patience);
                await HearAsync(tcp.GetStream(), patience);
                await tcp.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"u8.ToArray(), patience);
                if (connection == 0)
                    await HearAsync(tcp.GetStream(), patience);
            }
        }
        catch (Exception exception) when (exception is SocketException or InvalidOperationException)
        {
            // The listener is closed, before or while it was asked for another: the test is over.
        }
        catch (IOException)
        {
            // The client has hung up first.
        }
    }

    private async Task HearAsync(NetworkStream stream, CancellationToken patience)
    {
        var buffer = new byte[4096];
        var request = "";
        while (
            !request.Contains("\r\n\r\ncode=", StringComparison.Ordinal)
            || request.Length < request.IndexOf("code=", StringComparison.Ordinal) + 8
        )
        {
            var count = await stream.ReadAsync(buffer, patience);
            if (count == 0)
                break;
            request += Encoding.ASCII.GetString(buffer, 0, count);
        }

        heard.Append(request).Append('\n');
    }
}
