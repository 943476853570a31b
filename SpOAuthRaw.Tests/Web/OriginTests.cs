using System.Net;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>The redirect URI is the app's own, whatever a request says of the host it was sent to.</summary>
public sealed class OriginTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("Host", "evil.example")]
    [InlineData("Host", "evil.example:5555")]
    [InlineData("Host", "localhost.evil.example")]
    [InlineData("X-Forwarded-Host", "evil.example")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("X-Forwarded-Prefix", "/evil")]
    [InlineData("X-Original-Host", "evil.example")]
    [InlineData("Forwarded", "host=evil.example;proto=https")]
    public async Task No_header_steers_it(string header, string value)
    {
        using var visitor = new Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, App.At("/signin"));
        request.Headers.TryAddWithoutValidation(header, value);

        var begun = await visitor.SendAsync(request);

        begun.ShouldRedirectTo(new Uri(sandbox.Tenant.LoginUrl, "/organizations/oauth2/v2.0/authorize"));
        Assert.Equal(App.Callback.AbsoluteUri, begun.Query["redirect_uri"]);
    }

    [Fact]
    public async Task No_header_steers_where_a_sign_out_comes_back_to()
    {
        using var visitor = new Visitor();
        var home = await visitor.SignInAsync(App);
        var form = home.Html.Form(each => each["action"] == "/signout");
        var request = new HttpRequestMessage(HttpMethod.Post, App.At("/signout")) { Content = new FormUrlEncodedContent(form.Fields) };
        request.Headers.Host = "evil.example";

        var signedOut = await visitor.SendAsync(request);

        Assert.Equal(App.Origin.AbsoluteUri, signedOut.Query["post_logout_redirect_uri"]);
    }

    [Fact]
    public async Task No_header_is_shown_as_the_address_to_register()
    {
        using var visitor = new Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, App.Origin);
        request.Headers.Host = "evil.example";

        var home = await visitor.SendAsync(request);

        Assert.DoesNotContain("evil.example", home.Html.Source, StringComparison.Ordinal);
        Assert.Contains(App.Callback.AbsoluteUri, home.Html.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/signin?returnUrl=https://evil.example")]
    [InlineData("/signin?redirect_uri=https://evil.example&state=mine&nonce=mine")]
    public async Task No_parameter_steers_it(string signIn)
    {
        using var visitor = new Visitor();

        var begun = await visitor.GetAsync(App.At(signIn));

        Assert.DoesNotContain("evil.example", begun.Location.AbsoluteUri, StringComparison.Ordinal);
        Assert.NotEqual("mine", begun.Query["state"]);
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin?dialect=v1")]
    public async Task A_visitor_of_127_0_0_1_is_sent_to_localhost_first_where_the_cookies_will_be_needed(string signIn)
    {
        using var visitor = new Visitor();

        var moved = await visitor.GetAsync(new Uri($"http://127.0.0.1:{App.Origin.Port}{signIn}"));

        Assert.Equal(HttpStatusCode.Found, moved.Status);
        Assert.Equal(App.At(signIn), moved.Location);
        Assert.Empty(moved.SetCookies);
        (await visitor.GetAsync(moved.Location)).ShouldRedirectTo(
            new Uri(
                sandbox.Tenant.LoginUrl,
                signIn.Contains("v1", StringComparison.Ordinal) ? "/organizations/oauth2/authorize" : "/organizations/oauth2/v2.0/authorize"
            )
        );
    }

    [Fact]
    public async Task Behind_a_public_https_origin_the_cookies_are_bound_to_it()
    {
        await using var app = await RunningApp.StartAsync(sandbox.Tenant, [("App:PublicOrigin", "https://profile.contoso.example")]);
        using var visitor = new Visitor();

        foreach (var signIn in new[] { "/signin", "/signin?dialect=v1" })
        {
            var begun = await visitor.GetAsync(app.At(signIn));

            Assert.Equal("https://profile.contoso.example/auth", begun.Query["redirect_uri"]);
            var cookie = Assert.Single(begun.SetCookies);
            Assert.StartsWith("__Host-", cookie.Name.ToString(), StringComparison.Ordinal);
            Assert.True(cookie.Secure);
            Assert.True(cookie.HttpOnly);
        }
    }

    [Fact]
    public async Task Another_callback_path_is_used_throughout()
    {
        await using var app = await RunningApp.StartAsync(sandbox.Tenant, [("AzureAd:CallbackPath", "/signin-oidc")]);
        using var visitor = new Visitor();

        var home = await visitor.SignInAsync(app);

        Assert.Equal("Adele Vance", home.Html.TextOf("user-title"));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(app.Callback)).Status);
    }
}
