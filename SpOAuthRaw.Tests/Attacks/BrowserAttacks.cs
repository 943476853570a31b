using System.Net;
using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Requests with headers that anybody can write, and addresses that lead elsewhere: nothing of them steers the app.</summary>
public sealed class BrowserAttacks(Scene scene) : IClassFixture<Scene>
{
    private RunningApp App => scene.App;

    private LyingProvider Provider => scene.Provider;

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:5555")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("X-Original-URL", "/evil")]
    [InlineData("Forwarded", "host=evil.example;proto=https;for=203.0.113.7")]
    public async Task A_header_of_a_stranger_changes_nothing(string name, string value)
    {
        using var visitor = new Visitor();
        Provider.Lies = new();

        var begun = await visitor.SendWithAsync(HttpMethod.Get, App.At("/signin"), null, (name, value));
        var form = (await scene.SignInAsync(visitor)).Html.Form(each => each["action"] == "/signout");
        var signedOut = await visitor.SendWithAsync(HttpMethod.Post, App.At("/signout"), form.Fields, (name, value));

        Assert.Equal(App.Callback.AbsoluteUri, begun.Query["redirect_uri"]);
        Assert.Equal(App.Origin.AbsoluteUri, signedOut.Query["post_logout_redirect_uri"]);
        Assert.Empty(begun.Headers["Strict-Transport-Security"]);
        Assert.All(begun.SetCookies, cookie => Assert.False(cookie.Name.StartsWith("__Host-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("///evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("\\\\evil.example")]
    [InlineData("/\t/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("\t//evil.example")]
    [InlineData("https:evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("~//evil.example")]
    [InlineData("~/\\evil.example")]
    [InlineData(".evil.example")]
    [InlineData("@evil.example")]
    [InlineData("")]
    public async Task The_language_switch_leads_home_or_to_a_page_of_ours(string returnUrl)
    {
        using var visitor = new Visitor();

        var answer = await visitor.PostAsync(App.At("/language"), [new("language", "fr"), new("returnUrl", returnUrl)]);

        Assert.Equal(HttpStatusCode.Found, answer.Status);
        Assert.Equal("/", answer.Header("Location"));
    }

    [Theory]
    [InlineData("/%2f%2fevil.example")]
    [InlineData("/%5cevil.example")]
    [InlineData("/%09/evil.example")]
    [InlineData("/errors?text=//evil.example")]
    public async Task An_address_that_only_looks_like_another_sites_stays_on_ours(string returnUrl)
    {
        using var visitor = new Visitor();

        var answer = await visitor.PostAsync(App.At("/language"), [new("language", "fr"), new("returnUrl", returnUrl)]);

        Assert.Equal(App.Origin.Authority, answer.Location.Authority);
        Assert.StartsWith(returnUrl[..2], answer.Header("Location"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_sites_form_does_not_change_the_language()
    {
        using var visitor = new Visitor();

        var answer = await visitor.SendWithAsync(
            HttpMethod.Post,
            App.At("/language"),
            [new("language", "fr"), new("returnUrl", "/")],
            ("Sec-Fetch-Site", "cross-site")
        );

        answer.ShouldFail("antiforgery");
        Assert.Empty(answer.SetCookies);
    }

    [Theory]
    [InlineData("returnUrl")]
    [InlineData("ReturnUrl")]
    [InlineData("redirect_uri")]
    [InlineData("post_logout_redirect_uri")]
    [InlineData("target_link_uri")]
    [InlineData("iss")]
    public async Task No_parameter_chooses_where_a_sign_in_or_a_sign_out_ends(string name)
    {
        using var visitor = new Visitor();
        Provider.Lies = new();
        var query = $"{name}=https%3A%2F%2Fevil.example";

        var begun = await visitor.GetAsync(App.At($"/signin?{query}"));
        var answer = Provider.Answer(begun);
        var returned = await scene.BringAsync(visitor, name == "iss" ? answer : answer.With(name, "https://evil.example"));
        var home = await visitor.ShouldBeSignedInAsync(App);
        var form = home.Html.Form(each => each["action"] == "/signout");
        var signedOut = await visitor.PostAsync(App.At($"/signout?{query}"), [.. form.Fields, new(name, "https://evil.example")]);

        Assert.Equal(Provider.LoginUrl.Authority, begun.Location.Authority);
        Assert.Equal(App.Callback.AbsoluteUri, begun.Query["redirect_uri"]);
        Assert.Equal("/", returned.Header("Location"));
        Assert.Equal(Provider.LoginUrl.Authority, signedOut.Location.Authority);
        Assert.Equal(App.Origin.AbsoluteUri, signedOut.Query["post_logout_redirect_uri"]);
        Assert.DoesNotContain("evil", begun.Location.Query + signedOut.Location.Query, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookies_on_http_are_out_of_reach_of_script_and_of_other_sites()
    {
        using var visitor = new Visitor();
        Provider.Lies = new();

        var today = await visitor.BeginAsync(App);
        var asIn2016 = await visitor.BeginAsync(App, Dialect.V1);
        var returned = await scene.BringAsync(visitor, Provider.Answer(today));
        var home = await visitor.ShouldBeSignedInAsync(App);

        Cookies.Given(today, "SpOAuth.Pending.").ShouldBe(SameSiteMode.Lax, secure: false);
        foreach (var cookie in asIn2016.SetCookies)
        {
            var copy = cookie.Name.EndsWith(".lax", StringComparison.Ordinal);
            cookie.ShouldBe(copy ? SameSiteMode.Lax : SameSiteMode.None, secure: !copy);
        }

        Cookies.Given(returned, "SpOAuth.Session").ShouldBe(SameSiteMode.Lax, secure: false);
        Assert.Empty(home.SetCookies);
    }
}

/// <summary>The app behind a proxy that ends TLS: what the proxy may say, and what nobody may.</summary>
public sealed class ProxyAttacks
{
    private const string Origin = "https://profile.contoso.example";

    private static readonly (string, string) ByHttps = ("X-Forwarded-Proto", "https");

    private static readonly (string, string) Known = ("Proxies:Known", "127.0.0.1, ::1");

    [Fact]
    public async Task On_https_every_cookie_is_bound_to_the_host_and_every_answer_keeps_the_browser_on_https()
    {
        await using var scene = await Scene.StartAsync(settings: [("App:PublicOrigin", Origin), Known]);
        using var visitor = new Visitor();

        var today = await GetAsync(visitor, scene, "/signin", ByHttps);
        var asIn2016 = await GetAsync(visitor, scene, "/signin?dialect=v1", ByHttps);
        var returned = await GetAsync(visitor, scene, Scene.AsQuery(scene.Provider.Answer(today)), ByHttps);
        var home = await GetAsync(visitor, scene, "/", ByHttps);
        var french = await visitor.SendWithAsync(HttpMethod.Post, scene.App.At("/language"), [new("language", "fr")], ByHttps);
        var form = home.Html.Form(each => each["action"] == "/signout");
        var signedOut = await visitor.SendWithAsync(HttpMethod.Post, scene.App.At("/signout"), form.Fields, ByHttps);

        Assert.Equal($"{Origin}/auth", today.Query["redirect_uri"]);
        Assert.Equal($"{Origin}/", signedOut.Query["post_logout_redirect_uri"]);
        Assert.Equal("/", returned.Header("Location"));
        Assert.NotNull(home.Html.ById("user-title"));
        foreach (var hop in new[] { today, asIn2016, returned, home, french, signedOut })
        {
            Assert.StartsWith("max-age=", hop.Header("Strict-Transport-Security"), StringComparison.Ordinal);
            Assert.Equal("no-store", hop.Header("Cache-Control"));
            hop.ShouldBeGuarded(scene.Provider.LoginUrl);
        }

        Cookies.Given(today, "__Host-SpOAuth.Pending.").ShouldBe(SameSiteMode.Lax, secure: true);
        Cookies.Given(asIn2016, "__Host-SpOAuth.Pending.").ShouldBe(SameSiteMode.None, secure: true);
        Cookies.Given(returned, "__Host-SpOAuth.Session").ShouldBe(SameSiteMode.Lax, secure: true);
        Assert.Empty(home.SetCookies);
        Assert.All(french.SetCookies, cookie => Assert.True(cookie.Secure));
    }

    [Fact]
    public async Task An_app_on_https_whose_proxy_says_nothing_is_no_500()
    {
        await using var scene = await Scene.StartAsync(settings: ("App:PublicOrigin", Origin));
        using var visitor = new Visitor();

        var begun = await visitor.GetAsync(scene.App.At("/signin"));
        var returned = await scene.BringAsync(visitor, scene.Provider.Answer(begun));
        var home = await visitor.GetAsync(scene.App.Origin);
        var stranger = await visitor.PostAsync(scene.App.At("/signout"), []);

        returned.ShouldRedirectTo(scene.App.Origin);
        Assert.Equal(HttpStatusCode.OK, home.Status);
        Assert.NotNull(home.Html.ById("user-title"));
        stranger.ShouldFail("antiforgery");
        Cookies.Given(begun, "__Host-SpOAuth.Pending.").ShouldBe(SameSiteMode.Lax, secure: true);
        Cookies.Given(returned, "__Host-SpOAuth.Session").ShouldBe(SameSiteMode.Lax, secure: true);
    }

    [Fact]
    public async Task A_known_proxy_is_believed_about_scheme_and_address_and_not_about_the_host()
    {
        await using var scene = await Scene.StartAsync(settings: Known);
        using var visitor = new Visitor();

        var begun = await GetAsync(
            visitor,
            scene,
            "/signin",
            ByHttps,
            ("Host", "evil.example"),
            ("X-Forwarded-Host", "evil.example"),
            ("X-Forwarded-Prefix", "/evil")
        );

        Assert.Equal(scene.App.Callback.AbsoluteUri, begun.Query["redirect_uri"]);
        Assert.NotEmpty(begun.Headers["Strict-Transport-Security"]);
    }

    [Fact]
    public async Task By_https_the_session_is_bound_to_this_host_also_where_no_public_origin_is_configured()
    {
        await using var scene = await Scene.StartAsync(settings: Known);
        using var visitor = new Visitor();

        var answer = scene.Provider.Answer(await GetAsync(visitor, scene, "/signin", ByHttps));
        var returned = await GetAsync(visitor, scene, Scene.AsQuery(answer), ByHttps);
        var home = await GetAsync(visitor, scene, "/", ByHttps);

        Cookies.Given(returned, "__Host-SpOAuth.Session").ShouldBe(SameSiteMode.Lax, secure: true);
        Assert.NotNull(home.Html.ById("user-title"));
        var session = visitor.Cookies.Value("localhost", "__Host-SpOAuth.Session");
        using var planted = new Visitor();
        planted.Cookies.Set("localhost", Scene.SessionCookie, session);
        Assert.Null((await GetAsync(planted, scene, "/", ByHttps)).Html.ById("user-title"));
    }

    [Theory]
    [InlineData("/signin", SameSiteMode.Lax)]
    [InlineData("/signin?dialect=v1", SameSiteMode.None)]
    public async Task So_is_a_sign_in_under_way_and_it_is_found_by_whichever_scheme_its_answer_comes(string signIn, SameSiteMode sameSite)
    {
        await using var scene = await Scene.StartAsync(settings: Known);

        foreach (var way in new (string, string)[][] { [ByHttps], [] }) // the redirect URI says http://localhost here, and so may the browser
        {
            using var visitor = new Visitor();
            var begun = await GetAsync(visitor, scene, signIn, ByHttps);
            var cookie = Assert.Single(begun.SetCookies);
            Cookies.Given(begun, "__Host-SpOAuth.Pending.").ShouldBe(sameSite, secure: true);

            var answer = scene.Provider.Answer(begun);
            var returned =
                answer.Dialect == Dialect.V1
                    ? await visitor.SendWithAsync(HttpMethod.Post, scene.App.Callback, answer.Parameters, way)
                    : await GetAsync(visitor, scene, Scene.AsQuery(answer), way);

            returned.ShouldRedirectTo(scene.App.Origin);
            var taken = Assert.Single(returned.SetCookies, each => each.Expires is { Year: 1970 });
            Assert.Equal((cookie.Name, true, sameSite), (taken.Name, taken.Secure, taken.SameSite));
        }
    }

    [Fact]
    public async Task A_proxy_that_nobody_knows_is_not_believed()
    {
        await using var scene = await Scene.StartAsync(settings: [("Proxies:Known", "192.0.2.1"), ("Limits:SignInsPerMinute", "1")]);
        using var visitor = new Visitor();

        for (var request = 0; request < 3; request++)
        {
            var begun = await GetAsync(visitor, scene, "/signin", ByHttps, ("X-Forwarded-For", "203.0.113.7"));
            Assert.Equal(HttpStatusCode.Found, begun.Status); // from this machine, whatever it says
            Assert.Empty(begun.Headers["Strict-Transport-Security"]);
        }
    }

    [Fact]
    public async Task More_sign_ins_than_allowed_get_a_page_that_says_when_to_come_back()
    {
        await using var scene = await Scene.StartAsync(settings: [Known, ("Limits:SignInsPerMinute", "6")]);
        using var visitor = new Visitor();
        Task<Hop> From(string address, string path = "/signin") => GetAsync(visitor, scene, path, ("X-Forwarded-For", address));

        for (var request = 0; request < 6; request++)
            Assert.Equal(
                request % 2 == 0 ? HttpStatusCode.Found : HttpStatusCode.BadRequest,
                (await From("203.0.113.7", request % 2 == 0 ? "/signin" : "/auth")).Status
            );

        foreach (var path in new[] { "/signin", "/signin?dialect=v1", "/auth?code=c&state=s" })
        {
            var refused = await From("203.0.113.7", path);
            refused.ShouldBeAProblem(HttpStatusCode.TooManyRequests);
            Assert.InRange(int.Parse(refused.Header("Retry-After"), System.Globalization.CultureInfo.InvariantCulture), 1, 60);
            refused.ShouldBeGuarded(scene.Provider.LoginUrl);
        }

        (await From("127.0.0.1, 203.0.113.7")).ShouldBeAProblem(HttpStatusCode.TooManyRequests); // what the client itself wrote comes first
        (await From("203.0.113.7:4711")).ShouldBeAProblem(HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.Found, (await From("203.0.113.8")).Status);
        Assert.Equal(HttpStatusCode.OK, (await From("203.0.113.7", "/")).Status);
        for (var request = 0; request < 10; request++)
            Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync(scene.App.At("/signin"))).Status); // this machine itself
    }

    [Fact]
    public async Task All_addresses_of_one_IPv6_customer_count_as_one()
    {
        await using var scene = await Scene.StartAsync(settings: [Known, ("Limits:SignInsPerMinute", "2")]);
        using var visitor = new Visitor();
        Task<Hop> From(string address) => GetAsync(visitor, scene, "/signin", ("X-Forwarded-For", address));

        Assert.Equal(HttpStatusCode.Found, (await From("2001:db8:1:2::1")).Status);
        Assert.Equal(HttpStatusCode.Found, (await From("2001:db8:1:2::2")).Status);

        (await From("2001:db8:1:2:ffff::3")).ShouldBeAProblem(HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.Found, (await From("2001:db8:1:3::1")).Status);
    }

    private static Task<Hop> GetAsync(Visitor visitor, Scene scene, string path, params (string, string)[] headers) =>
        visitor.SendWithAsync(HttpMethod.Get, scene.App.At(path), null, headers);
}

/// <summary>What these tests do with requests and cookies.</summary>
internal static class Cookies
{
    /// <summary>Sends a request with headers of its own, <c>Host</c> too.</summary>
    public static Task<Hop> SendWithAsync(
        this Visitor visitor,
        HttpMethod method,
        Uri address,
        IEnumerable<KeyValuePair<string, string>>? form,
        params (string Name, string Value)[] headers
    )
    {
        var request = new HttpRequestMessage(method, address) { Content = form is null ? null : new FormUrlEncodedContent(form) };
        foreach (var (name, value) in headers)
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        return visitor.SendAsync(request);
    }

    /// <summary>The one cookie that an answer gives, and does not take back, whose name begins like this.</summary>
    public static SetCookieHeaderValue Given(Hop hop, string prefix) =>
        Assert.Single(
            hop.SetCookies,
            cookie => cookie.Name.StartsWith(prefix, StringComparison.Ordinal) && cookie.Expires is not { Year: 1970 }
        );

    /// <summary>Asserts a cookie's attributes.</summary>
    public static void ShouldBe(this SetCookieHeaderValue cookie, SameSiteMode sameSite, bool secure)
    {
        Assert.True(cookie.HttpOnly);
        Assert.Equal(sameSite, cookie.SameSite);
        Assert.Equal(secure, cookie.Secure);
        Assert.Equal("/", cookie.Path.Value);
        Assert.False(cookie.Domain.HasValue);
        Assert.InRange(cookie.ToString().Length, 10, 4096);
    }
}
