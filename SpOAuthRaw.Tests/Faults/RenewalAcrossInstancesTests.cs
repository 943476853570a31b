using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>A refresh token is good once at a strict provider, so two instances must not both use it.</summary>
public sealed class RenewalAcrossInstancesTests
{
    [RedisFact]
    public async Task Twenty_requests_over_two_instances_make_one_refresh()
    {
        await using var tenant = await SandboxApp.StartTenantAsync();
        await using var redis = await RedisServer.StartAsync();
        await using var proxy = await RoundRobinProxy.StartAsync();
        var clock = new ShiftedClock();
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        proxy.Ports = [one.Origin.Port, other.Origin.Port];
        using var visitor = new Visitor();
        await visitor.SignInAtAsync(proxy.Origin, person: "short-token@contoso.example"); // good for a minute
        var before = tenant.Traffic["oauth2/v2.0/token"];

        clock.Advance(TimeSpan.FromSeconds(57));
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => visitor.ShouldBeSignedInAtAsync(proxy.Origin))));

        Assert.Equal(before + 1, tenant.Traffic["oauth2/v2.0/token"]);
        Assert.Equal([10, 10], proxy.Served.TakeLast(20).CountBy(each => each.Instance).Select(each => each.Value));

        Task<RunningApp> StartAsync() =>
            RunningApp.StartAsync(
                tenant,
                [
                    ("ConnectionStrings:Redis", redis.ConnectionString),
                    ("App:PublicOrigin", proxy.Origin.AbsoluteUri),
                    ("Proxies:Known", "127.0.0.1"),
                ],
                services =>
                {
                    services.AddSingleton<TimeProvider>(clock);
                    services.RemoveAll<IDataProtectionProvider>(); // the shared keys are in Redis: no throwaway ones here
                    services.AddDataProtection();
                }
            );
    }
}
