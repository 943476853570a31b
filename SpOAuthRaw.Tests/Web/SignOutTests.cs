using System.Net;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Sessions: how one begins anew and how it ends.</summary>
public sealed class SignOutTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private const string SessionCookie = "SpOAuth.Session";

    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(Dialect.V2, "/organizations/oauth2/v2.0/logout")]
    [InlineData(Dialect.V1, "/organizations/oauth2/logout")]
    public async Task Signing_out_goes_by_the_provider_and_comes_back_home(Dialect dialect, string endSessionEndpoint)
    {
        using var visitor = new Visitor();
        var home = await visitor.SignInAsync(App, dialect);

        var signedOut = await visitor.PressAsync(home, "/signout");
        var atProvider = await visitor.GetAsync(signedOut.Location);

        signedOut.ShouldRedirectTo(new Uri(sandbox.Tenant.LoginUrl, endSessionEndpoint));
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["client_id"] = SandboxRegistration.ClientId,
                ["post_logout_redirect_uri"] = App.Origin.AbsoluteUri,
            },
            signedOut.Query
        );
        atProvider.ShouldRedirectTo(App.Origin);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Signing_out_ends_the_session_on_the_server_so_that_a_copied_cookie_opens_nothing()
    {
        using var visitor = new Visitor();
        using var thief = new Visitor();
        var home = await visitor.SignInAsync(App);
        thief.Cookies.Set("localhost", SessionCookie, visitor.Cookies.Value("localhost", SessionCookie));
        await thief.ShouldBeSignedInAsync(App); // else the copy proves nothing

        await visitor.PressAsync(home, "/signout");

        await thief.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Each_sign_in_has_a_session_of_its_own_and_ends_the_one_before_it()
    {
        using var visitor = new Visitor();
        using var thief = new Visitor();
        await visitor.SignInAsync(App);
        var first = visitor.Cookies.Value("localhost", SessionCookie);
        thief.Cookies.Set("localhost", SessionCookie, first);

        await visitor.SignInAsync(App);

        Assert.NotEqual(first, visitor.Cookies.Value("localhost", SessionCookie));
        await visitor.ShouldBeSignedInAsync(App);
        await thief.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task A_link_signs_nobody_out()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var answer = await visitor.GetAsync(App.At("/signout"));

        answer.ShouldBeAProblem(HttpStatusCode.MethodNotAllowed);
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Theory]
    [InlineData("/signout")]
    [InlineData("/profile")]
    public async Task A_form_of_another_site_does_nothing(string action)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);
        var calls = sandbox.Tenant.Traffic.Total;

        var answer = await visitor.PostAsync(App.At(action), []);

        answer.ShouldFail("antiforgery");
        Assert.Equal(calls, sandbox.Tenant.Traffic.Total);
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task Another_visitors_antiforgery_token_does_nothing()
    {
        using var visitor = new Visitor();
        using var attacker = new Visitor();
        await visitor.SignInAsync(App);
        var theirs = (await attacker.SignInAsync(App)).Html.Form(form => form["action"] == "/signout");

        var answer = await visitor.PostAsync(App.At("/signout"), theirs.Fields);

        answer.ShouldFail("antiforgery");
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task Signing_out_works_although_the_provider_is_gone()
    {
        var pair = await SandboxApp.StartAsync();
        await using var app = pair.App;
        using var visitor = new Visitor();
        var home = await visitor.SignInAsync(app);
        await pair.Tenant.DisposeAsync();

        var signedOut = await visitor.PressAsync(home, "/signout");

        Assert.Equal(HttpStatusCode.Found, signedOut.Status);
        await visitor.ShouldBeSignedOutAsync(app);
    }

    [Fact]
    public async Task A_made_up_session_cookie_is_nobodys()
    {
        using var visitor = new Visitor();
        visitor.Cookies.Set("localhost", SessionCookie, "made-up");

        await visitor.ShouldBeSignedOutAsync(App);
    }
}
