using System.Net;
using System.Security.Cryptography;
using System.Text;
using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Sandbox;

public sealed class SandboxSignInTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxBrowser _browser = new(fixture.Tenant);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_v2_sign_in_answers_with_a_code_and_the_state_as_it_came()
    {
        var answer = await _browser.SignInAsync();

        Assert.Equal(HttpStatusCode.Found, answer.Response.StatusCode);
        Assert.StartsWith("1.AC", answer["code"]);
        Assert.Equal("s=1&<é>", answer["state"]);
        Assert.Null(answer["iss"]); // Entra ID has no RFC 9207
    }

    [Fact]
    public async Task A_v1_sign_in_posts_a_code_and_an_id_token_that_covers_it()
    {
        var answer = await _browser.SignInAsync(v1: true);

        var half = SHA256.HashData(Encoding.ASCII.GetBytes(answer["code"]!))[..16]; // OIDC Core §3.3.2.11
        var idToken = SandboxBrowser.Payload(answer["id_token"]!);
        Assert.Equal(SandboxBrowser.Base64Url(half), idToken.GetProperty("c_hash").GetString());
        Assert.Equal("a nonce", idToken.GetProperty("nonce").GetString());
        Assert.Equal("1.0", idToken.GetProperty("ver").GetString());
    }

    [Theory]
    [InlineData("client_id", "00001111-aaaa-2222-bbbb-3333cccc4444", "AADSTS700016")]
    [InlineData("redirect_uri", "http://127.0.0.1:5555/auth", "AADSTS50011")]
    [InlineData("redirect_uri", "https://evil.example/auth", "AADSTS50011")]
    [InlineData("redirect_uri", "http://localhost@evil.example/", "AADSTS50011")]
    [InlineData("redirect_uri", null, "AADSTS900971")]
    public async Task A_wrong_client_or_address_is_shown_here_and_sent_nowhere(string parameter, string? value, string code)
    {
        var answer = await _browser.SignInAsync(changes: (parameter, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Response.StatusCode);
        Assert.Null(answer.Response.Headers.Location);
        Assert.Contains(code, answer.Page);
    }

    [Theory]
    [InlineData("response_type", "token", "unsupported_response_type", "AADSTS70005")]
    [InlineData("response_mode", "pigeon", "invalid_request", "AADSTS70007")]
    [InlineData("scope", "openid https://nobody.example/Some.Scope", "invalid_resource", "AADSTS500011")]
    [InlineData("resource", "http://localhost:5557", "invalid_request", "AADSTS901002")]
    [InlineData("code_challenge", null, "invalid_request", "AADSTS900144")]
    [InlineData("code_challenge_method", "plain", "invalid_request", "AADSTS501491")]
    [InlineData("prompt", "none", "login_required", "AADSTS50058")]
    public async Task Other_errors_go_back_to_the_client(string parameter, string? value, string error, string code)
    {
        var answer = await _browser.SignInAsync(user: null, changes: (parameter, value));

        Assert.Equal(error, answer["error"]);
        Assert.StartsWith(code, answer["error_description"]);
        Assert.Contains("\r\nTrace ID: ", answer["error_description"]);
        Assert.Equal("s=1&<é>", answer["state"]);
    }

    [Fact]
    public async Task Errors_are_posted_where_form_post_was_asked_for()
    {
        var answer = await _browser.SignInAsync(v1: true, changes: ("nonce", null));

        Assert.Equal(HttpStatusCode.OK, answer.Response.StatusCode);
        Assert.Contains($"action=\"{SandboxBrowser.RedirectUri}\"", answer.Page);
        Assert.Equal("invalid_request", answer["error"]);
    }

    [Fact]
    public async Task Consent_is_asked_once_and_again_with_prompt_consent()
    {
        const string person = "slow@contoso.example";
        var first = await _browser.SignInAsync(person, consent: null);
        await _browser.SignInAsync(person);
        var second = await _browser.SignInAsync(person, consent: null);
        var asked = await _browser.SignInAsync(person, consent: null, changes: ("prompt", "consent"));

        Assert.Contains("name=\"consent\" value=\"accept\"", first.Page);
        Assert.NotNull(second["code"]);
        Assert.Contains("name=\"consent\" value=\"cancel\"", asked.Page);
    }

    [Fact]
    public async Task Cancelling_consent_is_told_to_the_client()
    {
        var answer = await _browser.SignInAsync(consent: "cancel", changes: ("prompt", "consent"));

        Assert.Equal("access_denied", answer["error"]);
        Assert.StartsWith("AADSTS65004: User declined to consent", answer["error_description"]);
    }

    [Fact]
    public async Task Prompt_none_signs_in_whoever_is_signed_in_until_the_sign_out()
    {
        await _browser.SignInAsync();
        var silent = await _browser.SignInAsync(user: null, changes: ("prompt", "none"));
        using var signOut = await _browser.GetAsync(
            $"{_browser.Login}/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5555%2F&state=x%26y"
        );
        var after = await _browser.SignInAsync(user: null, changes: ("prompt", "none"));

        Assert.NotNull(silent["code"]);
        Assert.Equal("http://localhost:5555/?state=x%26y", signOut.Headers.Location!.OriginalString);
        Assert.Equal("login_required", after["error"]);
    }

    [Fact]
    public async Task Sign_out_leads_to_registered_addresses_only()
    {
        using var signOut = await _browser.GetAsync(
            $"{_browser.Login}/common/oauth2/v2.0/logout?post_logout_redirect_uri=http%3A%2F%2Fevil.example%2F"
        );

        Assert.Equal(HttpStatusCode.OK, signOut.StatusCode);
    }

    [Theory]
    [InlineData("conditional-access@contoso.example", "AADSTS53003")]
    [InlineData("admin-consent@contoso.example", "AADSTS90094")]
    public async Task People_who_are_not_let_in_are_told_to_the_client(string person, string code)
    {
        var answer = await _browser.SignInAsync(person);

        Assert.Equal("access_denied", answer["error"]);
        Assert.StartsWith(code, answer["error_description"]);
    }

    [Theory]
    [InlineData("other-directory@fabrikam.example", HttpStatusCode.BadRequest, "AADSTS50020")]
    [InlineData("wrong-password@contoso.example", HttpStatusCode.OK, "AADSTS50126: Error validating credentials")]
    public async Task People_whom_Entra_ID_does_not_know_stay_on_its_page(string person, HttpStatusCode status, string code)
    {
        var answer = await _browser.SignInAsync(person);

        Assert.Equal(status, answer.Response.StatusCode);
        Assert.Contains(code, answer.Page);
    }

    [Fact]
    public async Task A_name_with_markup_is_shown_as_text()
    {
        var answer = await _browser.SignInAsync(user: null);

        Assert.Contains("&lt;b&gt;Zoë&lt;/b&gt; &amp; 李", answer.Page);
        Assert.DoesNotContain("<b>Zoë", answer.Page);
    }

    [Theory]
    [InlineData("fr-CA,fr;q=0.9,en;q=0.5", "fr", "Bac à sable")]
    [InlineData("en,fr;q=0.9", "en", "nothing leaves this machine")]
    [InlineData("ja, ;;q=x", "en", "nothing leaves this machine")]
    public async Task The_pages_speak_the_browsers_language(string accept, string language, string notice)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.TryAddWithoutValidation("Accept-Language", accept);

        var page = await http.GetStringAsync(new Uri(_browser.Login));

        Assert.Contains($"<html lang=\"{language}\">", page);
        Assert.Contains(notice, page);
    }

    [Fact]
    public async Task The_pages_run_no_script_that_is_not_their_own()
    {
        var answer = await _browser.SignInAsync(user: null);

        var policy = answer.Response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("unsafe", policy);
        Assert.DoesNotContain("<script>", answer.Page);
        Assert.DoesNotContain(" style=", answer.Page);
    }

    [Fact]
    public async Task A_link_can_neither_pick_a_person_nor_consent()
    {
        var answer = await _browser.SignInAsync(user: null, changes: [("user", SandboxBrowser.Adele), ("consent", "accept")]);

        Assert.Null(answer["code"]);
        Assert.Contains("name=\"user\"", answer.Page);
    }

    [Fact]
    public async Task Client_info_is_given_where_it_is_asked_for()
    {
        var answer = await _browser.SignInAsync(changes: ("client_info", "1"));
        var tokens = (await _browser.RedeemAsync(answer["code"]!, changes: ("client_info", "1"))).Json;

        var json = Encoding.UTF8.GetString(Microsoft.AspNetCore.WebUtilities.WebEncoders.Base64UrlDecode(answer["client_info"]!));
        Assert.Contains($"\"utid\":\"{SandboxRegistration.TenantId}\"", json);
        Assert.Equal(answer["client_info"], tokens.GetProperty("client_info").GetString());
    }
}
