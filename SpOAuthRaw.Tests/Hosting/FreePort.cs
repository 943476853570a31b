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

    /// <summary>
    /// The ports that were given, each with the UDP port of the same number: nobody else uses that one, so it tells the tests of other
    /// processes, until this one ends, that the number is not free even though nobody listens yet.
    /// </summary>
    private static readonly ConcurrentDictionary<int, Socket> Given = new();

    /// <summary>A port on which nobody listens, on either loopback, and which no other test is given, in this process or another.</summary>
    public static int Next()
    {
        for (var attempt = 0; attempt < 1000; attempt++)
        {
            var port = Random.Shared.Next(First, Last);
            if (TryClaim(port) && IsFree(IPAddress.Loopback, port) && IsFree(IPAddress.IPv6Loopback, port))
                return port;
        }

        throw new InvalidOperationException($"No port between {First} and {Last} is free.");
    }

    /// <summary>Claims a number, unless somebody has.</summary>
    public static bool TryClaim(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp) { ExclusiveAddressUse = true };
        try
        {
            claim.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return Given.TryAdd(port, claim);
        }
        catch (SocketException)
        {
            claim.Dispose();
            return false;
        }
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
