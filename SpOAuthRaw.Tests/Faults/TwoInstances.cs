using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>Two processes of the app that share a Redis, with a proxy before them; the tenant lives in the tests' process and outlives both.</summary>
public sealed class TwoInstances : IAsyncLifetime
{
    /// <summary>The make-believe tenant.</summary>
    public SandboxTenant Tenant { get; private set; } = null!;

    /// <summary>What the instances share.</summary>
    public RedisServer Redis { get; private set; } = null!;

    /// <summary>The one origin that browsers see.</summary>
    public RoundRobinProxy Proxy { get; private set; } = null!;

    /// <summary>The app, twice.</summary>
    public IReadOnlyList<AppProcess> Apps { get; private set; } = [];

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (RedisServer.ReasonToSkip is not null)
            return;
        (Tenant, Redis, Proxy) = (await SandboxApp.StartTenantAsync(), await RedisServer.StartAsync(), await RoundRobinProxy.StartAsync());
        Apps = await Task.WhenAll(StartAppAsync(), StartAppAsync());
        Proxy.Ports = [.. Apps.Select(app => app.Origin.Port)];
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        foreach (var app in Apps)
            await app.DisposeAsync();
        foreach (var each in new IAsyncDisposable?[] { Proxy, Redis, Tenant })
            await (each?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private Task<AppProcess> StartAppAsync() =>
        AppProcess.StartAsync(
            Tenant,
            ("ConnectionStrings__Redis", Redis.ConnectionString),
            ("App__PublicOrigin", Proxy.Origin.AbsoluteUri),
            ("Proxies__Known", "127.0.0.1")
        );
}
