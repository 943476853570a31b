using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SpOAuthRaw.Tests.Properties;

/// <summary>Sends any bytes as a request, one after the other over one connection, for as long as the server keeps it open.</summary>
public sealed class KeepAliveClient(int port) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly byte[] buffer = new byte[64 * 1024];
    private TcpClient? connection;
    private int start;
    private int end;

    /// <summary>Sends a request in Latin-1, so that every byte can be written.</summary>
    /// <param name="request">The whole request.</param>
    /// <param name="hasBody">False for an answer to HEAD, which only looks as if it had one.</param>
    /// <returns>The answer's status line and headers.</returns>
    public async Task<string> SendAsync(string request, bool hasBody = true)
    {
        using var patience = new CancellationTokenSource(Patience);
        if (connection is null)
        {
            connection = new TcpClient { NoDelay = true };
            await connection.ConnectAsync(IPAddress.Loopback, port, patience.Token);
            start = end = 0;
        }

        try
        {
            await connection.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request), patience.Token);
        }
        catch (IOException)
        {
            // The server has answered and hung up before it was told everything, as it may (RFC 9112 §9.6); the answer is there to be read.
        }

        var head = await ReadHeadAsync(patience.Token);
        if (hasBody)
            await SkipBodyAsync(head, patience.Token);
        if (head.Contains("\r\nConnection: close", StringComparison.OrdinalIgnoreCase))
            Dispose();
        return head;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        connection?.Dispose();
        connection = null;
    }

    private async Task<string> ReadHeadAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n\r\n"u8)) < 0)
            await FillAsync(cancellationToken);
        var head = Encoding.Latin1.GetString(buffer, start, length + 2);
        start += length + 4;
        return head;
    }

    private async Task SkipBodyAsync(string head, CancellationToken cancellationToken)
    {
        if (head.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
        {
            int size;
            do
            {
                size = int.Parse(await ReadLineAsync(cancellationToken), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                await SkipAsync(size + 2, cancellationToken);
            } while (size > 0);
        }
        else if (head.IndexOf("\r\nContent-Length: ", StringComparison.OrdinalIgnoreCase) is >= 0 and var at)
        {
            await SkipAsync(int.Parse(head[(at + 18)..].Split('\r')[0], CultureInfo.InvariantCulture), cancellationToken);
        }
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        int length;
        while ((length = buffer.AsSpan(start, end - start).IndexOf("\r\n"u8)) < 0)
            await FillAsync(cancellationToken);
        var line = Encoding.Latin1.GetString(buffer, start, length);
        start += length + 2;
        return line;
    }

    private async Task SkipAsync(int count, CancellationToken cancellationToken)
    {
        while (end - start < count)
        {
            count -= end - start;
            start = end = 0;
            await FillAsync(cancellationToken);
        }

        start += count;
    }

    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (start > 0)
        {
            buffer.AsSpan(start, end - start).CopyTo(buffer);
            (start, end) = (0, end - start);
        }

        var read = await connection!.GetStream().ReadAsync(buffer.AsMemory(end), cancellationToken);
        if (read == 0)
            throw new IOException("The server hung up without a whole answer.");
        end += read;
    }
}
