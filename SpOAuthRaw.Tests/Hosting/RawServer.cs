using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A server below HTTP: it reads whole requests, and answers with bytes that no HTTP library would send.</summary>
public sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly Func<string, byte[]?> answer;
    private readonly Func<bool> closes;
    private readonly Task accepting;
    private int connections;
    private int requests;

    /// <summary>Starts it.</summary>
    /// <param name="answer">The bytes for a request; <c>null</c> closes the connection without any. After the bytes the connection stays open.</param>
    /// <param name="closes">Whether the connection is closed after the bytes, too.</param>
    public RawServer(Func<string, byte[]?> answer, Func<bool>? closes = null)
    {
        (this.answer, this.closes) = (answer, closes ?? (() => false));
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>How many connections were made.</summary>
    public int Connections => connections;

    /// <summary>How many whole requests arrived.</summary>
    public int Requests => requests;

    /// <summary>An answer as bytes, with its length.</summary>
    public static byte[] Json(string body) =>
        Encoding.UTF8.GetBytes(
            $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
        );

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        await accepting;
        stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var serving = new List<Task>();
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                Interlocked.Increment(ref connections);
                serving.Add(ServeAsync(client));
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(serving);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                while (await ReadAsync(client.GetStream()) is { } request)
                {
                    Interlocked.Increment(ref requests);
                    if (answer(request) is not { } bytes)
                        return;
                    await client.GetStream().WriteAsync(bytes, stop.Token);
                    if (closes())
                        return;
                }
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException)
            {
                // The client is gone, or the test is over.
            }
        }
    }

    /// <summary>A head, and as many bytes as it promises.</summary>
    private async Task<string?> ReadAsync(NetworkStream stream)
    {
        var (text, buffer) = (new StringBuilder(), new byte[16 * 1024]);
        while (true)
        {
            var read = await stream.ReadAsync(buffer, stop.Token);
            if (read == 0)
                return null;
            var all = text.Append(Encoding.Latin1.GetString(buffer, 0, read)).ToString();
            var head = all.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (head >= 0 && all.Length >= head + 4 + LengthIn(all[..head]))
                return all;
        }
    }

    private static int LengthIn(string head) =>
        head.Split("\r\n")
            .Where(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            .Select(line => int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture))
            .SingleOrDefault();
}
