using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Finds ports for servers that must know theirs before they start.</summary>
public static class FreePort
{
    // Below the ports that systems give to outgoing connections (32768 on Linux, 49152 elsewhere): nobody is given one in between.
    private const int First = 20_000;
    private const int Last = 32_000;

    private static readonly ConcurrentDictionary<int, byte> Given = new();

    /// <summary>A port on which nobody listens, on either loopback, and which no other test is given.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            if (Given.TryAdd(port, 0) && IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port))
                return port;
        }

        throw new InvalidOperationException($"No port between {First} and {Last} is free.");
    }

    private static bool IsFree(IPAddress address, int port)
    {
        try
        {
            using var listener = new TcpListener(address, port);
            listener.Start();
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported; // no IPv6 here
        }
    }
}
