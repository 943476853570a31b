using System.Diagnostics;
using System.Net;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>While Redis is away the app says so, soon and clearly; when Redis is back the app is itself again, without a restart.</summary>
public sealed class RedisOutageTests : IAsyncLifetime, IDisposable
{
    /// <summary>An answer may wait for Redis for two seconds, and this machine may be busy.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    private readonly Visitor visitor = new();
    private SandboxTenant tenant = null!;
    private RedisServer redis = null!;

    [RedisFact]
    public async Task An_outage_is_said_and_passes()
    {
        await using var app = await StartAppAsync();
        await visitor.SignInAtAsync(app.Origin);
        var answer = await visitor.AnswerFromAsync(app.Origin);

        await redis.StopAsync();

        using var stranger = new Visitor();
        await stranger.ShouldBeSignedOutAtAsync(app.Origin);
        await ShouldStillServeAsync(app);
        await ShouldSaySoAsync(() => visitor.GetAsync(app.Origin));
        await ShouldSaySoAsync(() => visitor.GetAsync(new Uri(app.Origin, "/picture")));
        await ShouldSaySoAsync(() => visitor.ReturnAsync(answer));

        await redis.StartAgainAsync();

        await ShouldRecoverAsync(app);
        await visitor.ShouldBeSignedInAtAsync(app.Origin);
        (await visitor.ReturnAsync(answer)).ShouldRedirectTo(app.Origin); // its state was not used up
        await stranger.SignInAtAsync(app.Origin);
    }

    [RedisFact]
    public async Task A_Redis_that_comes_back_empty_signs_people_out_and_in_again()
    {
        await using var app = await StartAppAsync();
        await visitor.SignInAtAsync(app.Origin);

        await redis.KillAsync();
        await redis.StartAgainAsync();

        await ShouldRecoverAsync(app);
        await visitor.ShouldBeSignedOutAtAsync(app.Origin);
        await visitor.SignInAtAsync(app.Origin);
    }

    [RedisFact]
    public async Task An_app_that_is_started_during_an_outage_says_so_and_recovers()
    {
        await using var app = await StartAppAsync();
        await visitor.SignInAtAsync(app.Origin);
        var answer = await visitor.AnswerFromAsync(app.Origin);
        await app.KillAsync();
        await redis.StopAsync();

        await app.StartAgainAsync();

        using var stranger = new Visitor();
        await stranger.ShouldBeSignedOutAtAsync(app.Origin);
        await ShouldStillServeAsync(app);
        await ShouldSaySoAsync(() => stranger.GetAsync(new Uri(app.Origin, "/signin")));
        await ShouldSaySoAsync(() => visitor.GetAsync(app.Origin));
        await ShouldSaySoAsync(() => visitor.ReturnAsync(answer));

        await redis.StartAgainAsync();

        await ShouldRecoverAsync(app);
        await visitor.ShouldBeSignedInAtAsync(app.Origin);
        (await visitor.ReturnAsync(answer)).ShouldRedirectTo(app.Origin);
        await stranger.SignInAtAsync(app.Origin);
    }

    [RedisFact]
    public async Task A_Redis_that_hangs_is_an_outage_too()
    {
        await using var app = await StartAppAsync();
        await visitor.SignInAtAsync(app.Origin);

        redis.Pause();

        await ShouldStillServeAsync(app);
        await ShouldSaySoAsync(() => visitor.GetAsync(app.Origin));

        redis.GoOn();

        await ShouldRecoverAsync(app);
        await visitor.ShouldBeSignedInAtAsync(app.Origin);
    }

    [RedisFact]
    public async Task Many_people_at_once_wait_no_longer_than_one()
    {
        await using var app = await StartAppAsync();
        await visitor.SignInAtAsync(app.Origin);
        await app.KillAsync();
        await redis.StopAsync();
        await app.StartAgainAsync();

        var asked = Enumerable.Range(0, 30).Select(_ => ShouldSaySoAsync(() => visitor.GetAsync(app.Origin)));

        await Task.WhenAll(asked);
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (RedisServer.ReasonToSkip is null)
            (tenant, redis) = (await SandboxApp.StartTenantAsync(), await RedisServer.StartAsync());
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        foreach (var each in new IAsyncDisposable?[] { redis, tenant })
            await (each?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <inheritdoc />
    public void Dispose() => visitor.Dispose();

    private Task<AppProcess> StartAppAsync() => AppProcess.StartAsync(tenant, ("ConnectionStrings__Redis", redis.ConnectionString));

    /// <summary>What needs no store is as it ever was, also for a browser that brings its cookies along.</summary>
    private async Task ShouldStillServeAsync(AppProcess app)
    {
        Assert.Equal(HttpStatusCode.OK, (await SoonAsync(() => visitor.GetAsync(new Uri(app.Origin, "/site.css")))).Status);
        Assert.Equal(HttpStatusCode.OK, (await SoonAsync(() => visitor.GetAsync(new Uri(app.Origin, "/healthz")))).Status);

        var readiness = await SoonAsync(() => visitor.GetAsync(new Uri(app.Origin, "/readyz")));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.Status);
        Assert.Equal("provider: Healthy\nredis: Unhealthy\n", readiness.Html.Source);
    }

    /// <summary>503, on a page of the app, with the time to wait.</summary>
    private static async Task ShouldSaySoAsync(Func<Task<Hop>> ask)
    {
        var answer = await SoonAsync(ask);
        answer.ShouldBeAProblem(HttpStatusCode.ServiceUnavailable);
        Assert.Equal("5", answer.Header("Retry-After"));
        Assert.Contains("/site.css", answer.Html.Source, StringComparison.Ordinal);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    private static async Task<Hop> SoonAsync(Func<Task<Hop>> ask)
    {
        var asked = Stopwatch.GetTimestamp();
        var answer = await ask();
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, LongestWait);
        return answer;
    }

    private Task ShouldRecoverAsync(AppProcess app) =>
        Eventually.HoldsAsync(
            "the app is ready again",
            async () => (await visitor.GetAsync(new Uri(app.Origin, "/readyz"))).Status == HttpStatusCode.OK,
            TimeSpan.FromSeconds(15)
        );
}
