using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace SpOAuthRaw.Sandbox.Hosting;

/// <summary>An address to listen at. Its host says on which interfaces; <c>localhost</c> is both loopbacks, as for a browser.</summary>
internal sealed record Listener(Uri Address, string Key, bool AnyIP)
{
    /// <summary>The listener for a configured address; port 0 becomes a port that is free now.</summary>
    public static Listener For(Uri configured, string key, bool anyIP)
    {
        if (!configured.IsAbsoluteUri || configured.Scheme != Uri.UriSchemeHttp || configured.AbsolutePath != "/")
            throw new SandboxStartException($"The sandbox can't listen at {configured}: set {key} to an http address without a path.");

        return new Listener(configured.Port == 0 ? WithFreePort(configured) : configured, key, anyIP);
    }

    public void Apply(KestrelServerOptions kestrel)
    {
        if (AnyIP)
            kestrel.ListenAnyIP(Address.Port);
        else if (Address.IsLoopback && !IPAddress.TryParse(Address.DnsSafeHost, out _))
            kestrel.ListenLocalhost(Address.Port);
        else
            kestrel.Listen(IPAddress.TryParse(Address.DnsSafeHost, out var ip) ? ip : IPAddress.Loopback, Address.Port);
    }

    /// <summary>Kestrel can't take port 0 on both loopbacks at once, so a port is found first and bound right after.</summary>
    private static Uri WithFreePort(Uri address)
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return new UriBuilder(address) { Port = ((IPEndPoint)probe.LocalEndPoint!).Port }.Uri;
    }
}
