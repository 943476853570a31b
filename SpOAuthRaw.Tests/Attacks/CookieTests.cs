using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Every cookie that the app gives: out of reach of script and of other sites, and on https bound to this very host.</summary>
public sealed class CookieTests(Scene scene) : IClassFixture<Scene>
{
    [Fact]
    public async Task Every_cookie_on_http_has_its_attributes()
    {
        using var visitor = new Visitor();

        var given = await GivenAsync(visitor, scene);

        Assert.Equal(
            ["SpOAuth.Explain", "SpOAuth.Language", "SpOAuth.Pending", "SpOAuth.Run", "SpOAuth.Secrets", "SpOAuth.Session"],
            given.Select(NameOf).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(given, cookie => ShouldBeOutOfReach(cookie, secure: cookie.SameSite == SameSiteMode.None));
    }

    [Fact]
    public async Task Every_cookie_on_https_is_secure_and_has_the_prefix_where_it_is_for_the_whole_site()
    {
        await using var secure = await Scene.StartAsync(settings: ("App:PublicOrigin", "https://profile.contoso.example"));
        using var visitor = new Visitor();

        var given = await GivenAsync(visitor, secure);

        Assert.Equal(
            [
                "SpOAuth.Explain",
                "SpOAuth.Run",
                "__Host-SpOAuth.Language",
                "__Host-SpOAuth.Pending",
                "__Host-SpOAuth.Secrets",
                "__Host-SpOAuth.Session",
            ],
            given.Select(NameOf).Distinct().Order(StringComparer.Ordinal)
        );
        Assert.All(given, cookie => ShouldBeOutOfReach(cookie, secure: true));
    }

    [Fact]
    public async Task A_cookie_is_taken_back_with_the_attributes_with_which_it_was_given()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(scene.App));
        var page = await visitor.StepAsync(scene.App, 2);

        var fields = page.Html.Form(each => each["id"] == "send").Fields;
        var forgotten = await visitor.PostAsync(scene.App.At("/walkthrough/8?handler=forget"), fields);

        var cookie = Assert.Single(forgotten.SetCookies);
        Assert.Equal(1970, cookie.Expires?.Year);
        ShouldBeOutOfReach(cookie, secure: false);
    }

    /// <summary>Walks, signs in both ways, and presses every switch.</summary>
    private static async Task<List<SetCookieHeaderValue>> GivenAsync(Visitor visitor, Scene scene)
    {
        var app = scene.App;
        var walk = await visitor.BeginWalkAsync(app);
        var begun = await visitor.BeginAsync(app);
        Hop[] answers =
        [
            await visitor.PostAsync(walk, "send"),
            begun,
            await visitor.BeginAsync(app, Dialect.V1),
            await scene.BringAsync(visitor, scene.Provider.Answer(begun)),
            await visitor.PostAsync(app.At("/secrets"), [new("secrets", "")]),
            await visitor.PostAsync(app.At("/explain"), [new("explain", "less")]),
            await visitor.PostAsync(app.At("/language"), [new("language", "fr")]),
            await visitor.GetAsync(app.Origin),
            await visitor.GetAsync(app.At("/walkthrough/4")),
        ];
        return [.. answers.SelectMany(answer => answer.SetCookies).Where(cookie => cookie.Expires is not { Year: 1970 })];
    }

    private static void ShouldBeOutOfReach(SetCookieHeaderValue cookie, bool secure)
    {
        var name = NameOf(cookie);
        Assert.True(cookie.HttpOnly, name);
        Assert.Equal(secure, cookie.Secure);
        Assert.False(cookie.Domain.HasValue, name);
        Assert.Equal(name is "SpOAuth.Run" or "SpOAuth.Explain" ? "/walkthrough" : "/", cookie.Path.Value);
        Assert.True(
            cookie.SameSite == SameSiteMode.Lax
                || (cookie.SameSite == SameSiteMode.None && name.EndsWith("SpOAuth.Pending", StringComparison.Ordinal)),
            name
        );
        Assert.InRange(cookie.ToString().Length, 10, 4096);
    }

    /// <summary>Each pending sign-in has a cookie of its own.</summary>
    private static string NameOf(SetCookieHeaderValue cookie) => string.Join('.', cookie.Name.ToString().Split('.').Take(2));
}
