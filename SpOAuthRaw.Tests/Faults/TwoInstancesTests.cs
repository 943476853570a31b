using System.Net;
using SpOAuthRaw.Tests.Hosting;
using StackExchange.Redis;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>Behind a proxy nobody knows which instance comes next, and nobody has to.</summary>
public sealed class TwoInstancesTests(TwoInstances site) : IClassFixture<TwoInstances>
{
    private Uri Site => site.Proxy.Origin;

    [RedisTheory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_sign_in_begins_on_one_instance_and_ends_on_the_other(Dialect dialect)
    {
        using var visitor = new Visitor();

        await visitor.SignInAtAsync(Site, dialect);

        Assert.NotEqual(site.Proxy.InstanceOf("/signin"), site.Proxy.InstanceOf("/auth"));
        foreach (var app in site.Apps)
            await visitor.ShouldBeSignedInAtAsync(app.Origin);
    }

    [RedisFact]
    public async Task Signing_out_on_one_instance_ends_the_session_on_the_other()
    {
        using var visitor = new Visitor();
        await visitor.SignInAtAsync(Site);
        var copy = visitor.Cookies.Value("localhost", "SpOAuth.Session");
        var home = await visitor.ShouldBeSignedInAtAsync(site.Apps[0].Origin);

        await visitor.PressAsync(home, "/signout");

        visitor.Cookies.Set("localhost", "SpOAuth.Session", copy);
        foreach (var app in site.Apps)
            await visitor.ShouldBeSignedOutAtAsync(app.Origin);
    }

    [RedisFact]
    public async Task A_form_of_one_instance_is_taken_by_the_other()
    {
        using var visitor = new Visitor();
        await visitor.SignInAtAsync(Site);
        var home = await visitor.ShouldBeSignedInAtAsync(site.Apps[0].Origin);
        var form = home.Html.Form(each => each["action"] == "/profile");

        var answer = await visitor.PostAsync(new Uri(site.Apps[1].Origin, "/profile"), form.Fields);

        Assert.Equal(HttpStatusCode.Found, answer.Status);
    }

    [RedisFact]
    public async Task A_language_chosen_on_one_instance_is_spoken_by_the_other()
    {
        using var visitor = new Visitor();

        await visitor.PostAsync(new Uri(site.Apps[0].Origin, "/language"), [KeyValuePair.Create("language", "fr")]);
        var home = await visitor.GetAsync(site.Apps[1].Origin);

        Assert.Equal("fr", Assert.Single(home.Html.Elements, each => each.Name == "html")["lang"]);
    }

    [RedisFact]
    public async Task A_response_that_one_instance_has_taken_is_refused_by_the_other()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerFromAsync(Site);
        var pending = visitor.Cookies.NamesFor("localhost").Single(name => name.StartsWith("SpOAuth.Pending.", StringComparison.Ordinal));
        var copy = visitor.Cookies.Value("localhost", pending);
        (await visitor.ReturnAsync(answer)).ShouldRedirectTo(Site);

        visitor.Cookies.Set("localhost", pending, copy);
        var other = site.Apps[1 - site.Proxy.InstanceOf("/auth")].Origin;
        var again = await visitor.GetAsync(new Uri(other, answer.Location.PathAndQuery));

        again.ShouldFail("state");
        Assert.Contains("used", again.Html.Source, StringComparison.Ordinal);
        await visitor.ShouldBeSignedInAtAsync(Site);
    }

    [RedisFact]
    public async Task What_lies_in_Redis_tells_nothing_of_anybody()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerFromAsync(Site, Dialect.V1);
        var frontIdToken = answer.Html.Form(form => form["id"] == "response")["id_token"];
        (await visitor.ReturnAsync(answer)).ShouldRedirectTo(Site);
        var home = await visitor.ShouldBeSignedInAtAsync(Site);
        await visitor.GetAsync(new Uri(Site, "/picture"));

        var dump = await DumpAsync();

        // Session and picture are there, by names that are hashes: a name in clear would be the session's key.
        Assert.True(System.Text.RegularExpressions.Regex.Count(dump, "SpOAuthRaw:[A-Za-z0-9_-]{43}") >= 2, "session and picture");
        Assert.DoesNotContain("session:", dump, StringComparison.Ordinal);
        string[] secrets =
        [
            home.Html.TextOf("access-token"),
            frontIdToken,
            IdToken.Decode(frontIdToken).ShouldPass().Text("nonce")!,
            visitor.Cookies.Value("localhost", "SpOAuth.Session"),
            "Adele",
            "Vance",
            "adelev@",
            "\"AccessToken\"",
            "RefreshToken",
            "\u0089PNG\r\n", // how the picture begins; three letters alone would be found in what is encrypted now and then
        ];
        Assert.DoesNotMatch("eyJ[A-Za-z0-9_-]{8,}[.]eyJ", dump); // a JWT; what is encrypted holds those three letters now and then
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, dump, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>All keys and values, whatever their kind, each byte a character.</summary>
    private async Task<string> DumpAsync()
    {
        await using var redis = await ConnectionMultiplexer.ConnectAsync(site.Redis.ConnectionString);
        var database = redis.GetDatabase();
        var dump = new System.Text.StringBuilder();
        await foreach (var key in redis.GetServers()[0].KeysAsync())
        {
            RedisValue[] values = await database.KeyTypeAsync(key) switch
            {
                RedisType.String => [await database.StringGetAsync(key)],
                RedisType.List => await database.ListRangeAsync(key),
                RedisType.Hash => [.. (await database.HashGetAllAsync(key)).SelectMany(each => new[] { each.Name, each.Value })],
                var other => throw new InvalidOperationException($"{key} is a {other}, which this test can't read."),
            };
            dump.AppendLine(key);
            foreach (var value in values)
                dump.AppendLine(System.Text.Encoding.Latin1.GetString((byte[]?)value ?? []));
        }

        return dump.ToString();
    }
}
