using System.Net;
using System.Net.Sockets;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>One request and its answer as they went through a tap.</summary>
public sealed record Tapped(byte[] Request, byte[] Response);

/// <summary>
/// A bare TCP listener in front of a server: it passes every byte on, and keeps it. It knows nothing of HTTP but that a client speaks again
/// only when it has been answered.
/// </summary>
public sealed class TcpTap : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stop = new();
    private readonly List<(MemoryStream Request, MemoryStream Response)> heard = [];
    private readonly int target;
    private readonly Task accepting;

    /// <summary>Listens in front of a port of this machine.</summary>
    public TcpTap(int target)
    {
        this.target = target;
        listener.Start();
        accepting = AcceptAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/");

    /// <summary>What went through, in order.</summary>
    public IReadOnlyList<Tapped> Heard
    {
        get
        {
            lock (heard)
                return [.. heard.Select(pair => new Tapped(pair.Request.ToArray(), pair.Response.ToArray()))];
        }
    }

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
        var passing = new List<Task>();
        try
        {
            while (true)
                passing.Add(PassAsync(await listener.AcceptTcpClientAsync(stop.Token)));
        }
        catch (Exception exception) when (exception is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(passing);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var _ = client;
        using var server = new TcpClient();
        (MemoryStream Request, MemoryStream Response)? open = null;
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, stop.Token);
            using var over = CancellationTokenSource.CreateLinkedTokenSource(stop.Token);
            var up = PumpAsync(client.GetStream(), server.GetStream(), bytes => Mine().Request.Write(bytes.Span), over.Token);
            var down = PumpAsync(server.GetStream(), client.GetStream(), bytes => open?.Response.Write(bytes.Span), over.Token);
            await Task.WhenAny(up, down);
            await over.CancelAsync();
            await Task.WhenAll(up, down);
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException or SocketException)
        {
            // One of the two is gone, or the test is over.
        }

        (MemoryStream Request, MemoryStream Response) Mine()
        {
            if (open is { Response.Length: 0 } pair)
                return pair;
            var begun = (new MemoryStream(), new MemoryStream());
            open = begun;
            heard.Add(begun);
            return begun;
        }
    }

    private async Task PumpAsync(NetworkStream from, NetworkStream to, Action<ReadOnlyMemory<byte>> keep, CancellationToken over)
    {
        var buffer = new byte[16 * 1024];
        while (await from.ReadAsync(buffer, over) is > 0 and var count)
        {
            lock (heard)
                keep(buffer.AsMemory(0, count));
            await to.WriteAsync(buffer.AsMemory(0, count), over);
        }
    }
}
