using System.Net;
using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Whole sign-ins over real HTTP, hop by hop.</summary>
public sealed class SignInTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    private SandboxTenant Tenant => sandbox.Tenant;

    [Fact]
    public async Task Todays_way_asks_for_a_code_with_PKCE_to_be_brought_in_the_query()
    {
        using var visitor = new Visitor();

        var begun = await visitor.BeginAsync(App);

        begun.ShouldRedirectTo(new Uri(Tenant.LoginUrl, "/organizations/oauth2/v2.0/authorize"));
        AssertParameters(
            begun.Query,
            ("client_id", SandboxRegistration.ClientId),
            ("response_type", "code"),
            ("redirect_uri", $"{App.Origin}auth"),
            ("response_mode", "query"),
            ("scope", $"openid profile offline_access {Tenant.SharePointUrl.GetLeftPart(UriPartial.Authority)}/User.Read.All"),
            ("code_challenge_method", "S256")
        );
    }

    [Fact]
    public async Task The_2016_way_asks_for_a_code_and_an_ID_token_as_a_form_post()
    {
        using var visitor = new Visitor();

        var begun = await visitor.BeginAsync(App, Dialect.V1);

        begun.ShouldRedirectTo(new Uri(Tenant.LoginUrl, "/organizations/oauth2/authorize"));
        AssertParameters(
            begun.Query,
            ("client_id", SandboxRegistration.ClientId),
            ("response_type", "code id_token"),
            ("redirect_uri", $"{App.Origin}auth"),
            ("response_mode", "form_post"),
            ("resource", Tenant.SharePointUrl.GetLeftPart(UriPartial.Authority)),
            ("scope", "openid"),
            ("code_challenge_method", "S256")
        );
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task State_nonce_and_challenge_are_new_for_each_sign_in(Dialect dialect)
    {
        using var visitor = new Visitor();

        var first = (await visitor.BeginAsync(App, dialect)).Query;
        var second = (await visitor.BeginAsync(App, dialect)).Query;

        foreach (var name in new[] { "state", "nonce", "code_challenge" })
            Assert.NotEqual(first[name], second[name]);
    }

    [Fact]
    public async Task Todays_pending_sign_in_is_one_cookie_that_scripts_and_foreign_posts_never_see()
    {
        using var visitor = new Visitor();

        var begun = await visitor.BeginAsync(App);

        var cookie = Assert.Single(begun.SetCookies);
        Assert.StartsWith("SpOAuth.Pending.", cookie.Name.ToString(), StringComparison.Ordinal);
        Assert.True(cookie.HttpOnly);
        Assert.Equal(SameSiteMode.Lax, cookie.SameSite);
        AssertShortLived(cookie);
        AssertHides(cookie, begun.Query);
    }

    [Fact]
    public async Task The_form_posts_cookie_is_None_and_Secure_with_a_Lax_copy_for_browsers_that_refuse_it()
    {
        using var visitor = new Visitor();

        var begun = await visitor.BeginAsync(App, Dialect.V1);

        Assert.Equal(2, begun.SetCookies.Count);
        var cookie = begun.SetCookies.Single(each => each.SameSite == SameSiteMode.None);
        var copy = begun.SetCookies.Single(each => each.SameSite == SameSiteMode.Lax);
        Assert.True(cookie.Secure);
        Assert.False(copy.Secure);
        Assert.Equal($"{cookie.Name}.lax", copy.Name.ToString());
        Assert.All(begun.SetCookies, each => Assert.True(each.HttpOnly));
        Assert.All(begun.SetCookies, AssertShortLived);
        Assert.All(begun.SetCookies, each => AssertHides(each, begun.Query));
    }

    [Fact]
    public async Task Todays_answer_is_a_redirect_that_ends_signed_in_with_the_code_gone_from_the_address_bar()
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(App);

        var answer = await visitor.AnswerAsync(begun);
        var returned = await visitor.ReturnAsync(answer);

        answer.ShouldRedirectTo(App.Callback);
        Assert.Equal(begun.Query["state"], answer.Query["state"]);
        returned.ShouldRedirectTo(App.Origin);
        Assert.Empty(returned.Location.Query);
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task The_2016_answer_is_a_form_post_that_ends_signed_in()
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(App, Dialect.V1);

        var answer = (await visitor.AnswerAsync(begun)).ShouldBeAPage();
        var returned = await visitor.ReturnAsync(answer);

        var form = answer.Html.Form(element => element["id"] == "response");
        Assert.Equal(App.Callback.AbsoluteUri, form.Action);
        Assert.Equal(["code", "state", "id_token", "session_state"], form.Fields.Select(field => field.Key));
        returned.ShouldRedirectTo(App.Origin);
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task A_form_post_from_another_site_brings_the_cookie_that_is_meant_for_it()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App, Dialect.V1));

        var returned = await visitor.ReturnAsync(answer, crossSite: true);

        returned.ShouldRedirectTo(App.Origin);
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_finished_sign_in_leaves_one_cookie_a_small_Lax_one_without_any_token_in_it(Dialect dialect)
    {
        using var visitor = new Visitor();

        var returned = await visitor.TrySignInAsync(App, dialect);

        var session = returned.SetCookies.Single(cookie => cookie.Name == "SpOAuth.Session");
        Assert.True(session.HttpOnly);
        Assert.Equal(SameSiteMode.Lax, session.SameSite);
        Assert.Null(session.Expires); // ends with the browser
        Assert.InRange(session.Value.Length, 1, 1000);
        // The key of the recorded sign-in goes to the walkthrough's pages alone.
        Assert.Equal("/walkthrough", returned.SetCookies.Single(cookie => cookie.Name == "SpOAuth.Run").Path.ToString());
        Assert.Equal(["SpOAuth.Session"], visitor.Cookies.NamesFor("localhost").Where(OurOwn).Where(name => name != "SpOAuth.Run"));
    }

    [Theory]
    [InlineData(Dialect.V2, "v2.0")]
    [InlineData(Dialect.V1, "v1")]
    public async Task Home_shows_who_signed_in_and_how(Dialect dialect, string version)
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, dialect)).Html;

        Assert.Equal("Adele Vance", home.TextOf("user-title"));
        Assert.Equal("sharepoint", home.ById("user-title")!["data-from"]);
        Assert.Equal("Retail Manager", home.TextOf("job-title"));
        Assert.Equal(SigningIn.Adele, home.TextOf("mail"));
        Assert.Equal("Adele Vance", home.TextOf("id-token-name"));
        Assert.Equal(SigningIn.Adele, home.TextOf("id-token-user-name"));
        Assert.Equal(SandboxRegistration.TenantId, home.TextOf("id-token-tenant"));
        Assert.Contains(version, home.TextOf("dialect"), StringComparison.Ordinal);
        Assert.Null(home.ById("sharepoint-problem"));
        Assert.Null(home.ById("sign-in"));
    }

    [Fact]
    public async Task Home_shows_the_whole_access_token_the_one_that_SharePoint_takes()
    {
        using var visitor = new Visitor();

        var home = await visitor.SignInAsync(App);

        var request = new HttpRequestMessage(HttpMethod.Get, UserProfileRequest.AddressBelow(Tenant.SharePointUrl));
        request.Headers.Authorization = new("Bearer", home.Html.TextOf("access-token"));
        request.Headers.Accept.ParseAdd("application/json;odata=nometadata");
        var profile = (await visitor.SendAsync(request)).ShouldBeAPage();
        Assert.Contains("\"DisplayName\":\"Adele Vance\"", profile.Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Home_says_when_the_access_token_expires()
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App)).Html;

        var expires = DateTimeOffset.Parse(
            home.Elements.Single(element => element.Name == "time")["datetime"]!,
            System.Globalization.CultureInfo.InvariantCulture
        );
        Assert.InRange(expires - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(91)); // Entra ID draws between 60 and 90
    }

    [Fact]
    public async Task Home_signed_out_offers_both_ways_and_names_the_redirect_URI_to_register()
    {
        using var visitor = new Visitor();

        var home = await visitor.ShouldBeSignedOutAsync(App);

        Assert.Equal("/signin", home.Html.ById("sign-in")!["href"]);
        Assert.Equal("/signin?dialect=v1", home.Html.ById("sign-in-v1")!["href"]);
        Assert.Contains($"{App.Origin}auth", home.Html.Source, StringComparison.Ordinal);
        Assert.Empty(home.SetCookies);
    }

    [Fact]
    public async Task A_dialect_that_does_not_exist_is_refused_in_words()
    {
        using var visitor = new Visitor();

        var answer = await visitor.GetAsync(App.At("/signin?dialect=v3"));

        answer.ShouldFail("dialect");
    }

    private static bool OurOwn(string cookie) => cookie.Contains("SpOAuth", StringComparison.Ordinal);

    /// <summary>Exactly these, and besides them the three that nobody can guess: 256 bits each, as 43 characters.</summary>
    private static void AssertParameters(Dictionary<string, string> actual, params (string Name, string Value)[] expected)
    {
        string[] random = ["state", "nonce", "code_challenge"];
        Assert.All(random, name => Assert.Matches("^[A-Za-z0-9_-]{43}$", actual[name]));
        Assert.Equal(
            expected.OrderBy(each => each.Name, StringComparer.Ordinal),
            actual
                .Where(each => !random.Contains(each.Key))
                .Select(each => (each.Key, each.Value))
                .OrderBy(each => each.Key, StringComparer.Ordinal)
        );
    }

    private static void AssertShortLived(SetCookieHeaderValue cookie) =>
        Assert.InRange(cookie.Expires!.Value - DateTimeOffset.UtcNow, TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(15));

    private static void AssertHides(SetCookieHeaderValue cookie, Dictionary<string, string> asked)
    {
        Assert.InRange(cookie.ToString().Length, 1, 4096);
        foreach (var name in new[] { "state", "nonce" })
            Assert.DoesNotContain(asked[name], cookie.ToString(), StringComparison.Ordinal);
    }
}
