using System.Net;
using System.Net.Sockets;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>The tests' own way to start the app: a port is free until somebody takes it, and what goes wrong is told.</summary>
public sealed class AppProcessTests
{
    [Fact]
    public async Task A_port_that_somebody_takes_in_between_costs_another_one()
    {
        await using var tenant = await SandboxApp.StartTenantAsync();
        using var other = new TcpListener(IPAddress.Loopback, FreePort.Next());
        other.Start();
        var ports = new Queue<int>([((IPEndPoint)other.LocalEndpoint).Port, FreePort.Next()]);
        var free = ports.Last();

        await using var app = await AppProcess.StartAsync(ports.Dequeue, tenant);

        Assert.Equal(free, app.Origin.Port);
    }

    [Fact]
    public async Task An_app_that_does_not_start_says_why_and_with_what_code()
    {
        await using var tenant = await SandboxApp.StartTenantAsync();

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => AppProcess.StartAsync(tenant, ("AzureAd__ClientId", "")));

        Assert.Contains("with code 1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("AzureAd:ClientId is empty", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_port_that_another_process_was_given_is_not_given_again()
    {
        using var theirs = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        theirs.Bind(new IPEndPoint(IPAddress.Loopback, 0));

        Assert.False(FreePort.TryClaim(((IPEndPoint)theirs.LocalEndPoint!).Port));
    }
}
