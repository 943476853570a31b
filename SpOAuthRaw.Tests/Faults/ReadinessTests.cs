using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>What a load balancer is told while the provider is away.</summary>
public sealed class ReadinessTests
{
    [Fact]
    public async Task Askers_who_hang_up_make_the_app_ask_its_provider_no_oftener()
    {
        var (asked, answer) = (0, new TaskCompletionSource());
        await using var provider = await StubProvider.StartAsync(async context =>
        {
            Interlocked.Increment(ref asked);
            await answer.Task;
            context.Response.StatusCode = 404; // a 503 is worth another try
        });
        var door = new Door();
        await using var app = await RunningApp.StartAsync(
            provider.Address,
            provider.Address,
            services: each => each.AddSingleton<IStartupFilter>(door)
        );
        using var http = new HttpClient();

        for (var asker = 1; asker <= 5; asker++)
        {
            using var hangUp = new CancellationTokenSource();
            var asking = http.GetAsync(app.At("/readyz"), hangUp.Token);
            await Eventually.HoldsAsync(
                "they have come, and the provider is asked",
                () => Task.FromResult(door.Came == asker && asked > 0)
            );
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
            await Eventually.HoldsAsync("they are gone", () => Task.FromResult(door.Left == asker));
        }

        var patient = http.GetAsync(app.At("/readyz"));
        await Eventually.HoldsAsync("somebody patient has come", () => Task.FromResult(door.Came == 6));
        answer.SetResult();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await patient).StatusCode);
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task The_app_is_alive_without_its_provider_but_ready_with_it_alone()
    {
        var (login, site) = (new Uri($"http://localhost:{FreePort.Next()}"), new Uri($"http://localhost:{FreePort.Next()}"));
        var clock = new ShiftedClock();
        await using var app = await RunningApp.StartAsync(login, site, services: each => each.AddSingleton<TimeProvider>(clock));
        using var visitor = new Visitor();

        await ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "provider: Unhealthy");

        await using (await SandboxTenant.StartAsync(new SandboxOptions { LoginUrl = login, SharePointUrl = site }))
            await ShouldBeAsync(HttpStatusCode.OK, "provider: Healthy");

        await ShouldBeAsync(HttpStatusCode.ServiceUnavailable, "provider: Unhealthy");

        async Task ShouldBeAsync(HttpStatusCode ready, string line)
        {
            clock.Advance(TimeSpan.FromSeconds(6)); // an answer is kept for five seconds
            var readiness = await visitor.GetAsync(app.At("/readyz"));
            Assert.Equal((ready, line), (readiness.Status, readiness.Html.Source.Trim()));
            Assert.Equal(HttpStatusCode.OK, (await visitor.GetAsync(app.At("/healthz"))).Status);
        }
    }

    /// <summary>Counts who comes and who leaves.</summary>
    private sealed class Door : IStartupFilter
    {
        private volatile int came;
        private volatile int left;

        public int Came => came;

        public int Left => left;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
            app =>
            {
                app.Use(
                    async (context, rest) =>
                    {
                        Interlocked.Increment(ref came);
                        try
                        {
                            await rest(context);
                        }
                        finally
                        {
                            Interlocked.Increment(ref left);
                        }
                    }
                );
                next(app);
            };
    }
}
