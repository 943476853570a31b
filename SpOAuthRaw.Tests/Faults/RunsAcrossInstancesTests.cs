using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;
using StackExchange.Redis;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>Recordings where several instances serve one site: shared, encrypted, and gone in time.</summary>
public sealed class RunsAcrossInstancesTests(TwoInstances site) : IClassFixture<TwoInstances>
{
    private IApp One => new At(site.Apps[0].Origin);

    private IApp Other => new At(site.Apps[1].Origin);

    [RedisTheory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_walk_begun_on_one_instance_goes_on_on_the_other(Dialect dialect)
    {
        using var visitor = new Visitor();

        await visitor.SendAsync(await visitor.BeginWalkAsync(One, dialect));
        var back = await visitor.AskAsync(await visitor.StepAsync(Other, 2));
        back.ShouldRedirectTo(new Uri(site.Proxy.Origin, "/walkthrough/3"));
        await visitor.SendAsync(await visitor.StepAsync(One, 4));
        await visitor.SendAsync(await visitor.StepAsync(Other, 6));

        foreach (var app in site.Apps)
            await visitor.ShouldBeSignedInAtAsync(app.Origin);
        foreach (var step in new[] { 1, 2, 4, 6 })
            Assert.Equal((await visitor.StepAsync(One, step)).Wire(IdOf(step)), (await visitor.StepAsync(Other, step)).Wire(IdOf(step)));
    }

    [RedisFact]
    public async Task A_sign_in_made_on_one_instance_can_be_walked_through_on_both_until_the_sign_out()
    {
        using var visitor = new Visitor();
        await visitor.SignInAtAsync(site.Proxy.Origin);
        Assert.Null((await visitor.StepAsync(One, 4)).Html.ById("no-run"));
        Assert.Null((await visitor.StepAsync(Other, 4)).Html.ById("no-run"));
        var copy = visitor.Cookies.Value("localhost", "SpOAuth.Run");

        await visitor.PressAsync(await visitor.ShouldBeSignedInAtAsync(site.Apps[0].Origin), "/signout");

        visitor.Cookies.Set("localhost", "SpOAuth.Run", copy);
        Assert.NotNull((await visitor.StepAsync(One, 4)).Html.ById("no-run"));
        Assert.NotNull((await visitor.StepAsync(Other, 4)).Html.ById("no-run"));
    }

    [RedisFact]
    public async Task In_Redis_a_recording_is_encrypted_and_expires_within_the_hour_and_goes_when_it_is_forgotten()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(site.Redis.ConnectionString);
        var before = await NamesAsync(redis);
        using var visitor = new Visitor();

        await visitor.SendAsync(await visitor.BeginWalkAsync(One));
        var two = await visitor.StepAsync(Other, 2);
        var name = Assert.Single(await NamesAsync(redis), each => !before.Contains(each));

        Assert.Matches("^SpOAuthRaw:[A-Za-z0-9_-]{43}$", name);
        Assert.InRange(
            await redis.GetDatabase().KeyTimeToLiveAsync(name) ?? TimeSpan.MaxValue,
            TimeSpan.FromMinutes(58),
            TimeSpan.FromHours(1)
        );
        var kept = System.Text.Encoding.Latin1.GetString((byte[])(await redis.GetDatabase().StringGetAsync(name))!);
        Assert.True(kept.Length > 1000, "the recording is there");
        Assert.All(
            ["HTTP/1.1", "Pending", "issuer", "Verifier", "localhost"],
            word => Assert.DoesNotContain(word, kept, StringComparison.OrdinalIgnoreCase)
        );

        await visitor.PostAsync(Other.At("/walkthrough/8?handler=forget"), two.Html.Form(each => each["id"] == "send").Fields);
        Assert.DoesNotContain(name, await NamesAsync(redis));
    }

    private static async Task<string[]> NamesAsync(ConnectionMultiplexer redis)
    {
        var names = new List<string>();
        await foreach (var key in redis.GetServers()[0].KeysAsync())
            names.Add(key!);
        return [.. names];
    }

    private static string IdOf(int step) =>
        step switch
        {
            1 => "metadata",
            2 => "authorize",
            4 => "token",
            _ => "profile",
        };

    private sealed record At(Uri Origin) : IApp;
}
