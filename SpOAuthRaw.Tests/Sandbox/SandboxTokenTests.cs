using System.Net;
using System.Text.Json;
using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Sandbox;

public sealed class SandboxTokenTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxBrowser _browser = new(fixture.Tenant);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_v2_answer_has_numbers_and_a_v1_answer_has_strings()
    {
        var v2 = await _browser.TokensAsync();
        var v1 = await _browser.TokensAsync(v1: true);

        Assert.Equal(JsonValueKind.Number, v2.GetProperty("expires_in").ValueKind);
        Assert.False(v2.TryGetProperty("expires_on", out _));
        Assert.Equal(JsonValueKind.String, v1.GetProperty("expires_in").ValueKind);
        Assert.Equal(JsonValueKind.String, v1.GetProperty("expires_on").ValueKind);
        Assert.Equal(_browser.Site, v1.GetProperty("resource").GetString());
    }

    [Fact]
    public async Task A_v2_id_token_has_the_claims_of_Entra_ID_and_no_others()
    {
        var tokens = await _browser.TokensAsync();

        var idToken = SandboxBrowser.Payload(tokens.GetProperty("id_token").GetString()!);
        string[] expected =
        [
            "aud",
            "exp",
            "iat",
            "iss",
            "name",
            "nbf",
            "nonce",
            "oid",
            "preferred_username",
            "rh",
            "sub",
            "tid",
            "uti",
            "ver",
        ];
        Assert.Equal(expected, idToken.EnumerateObject().Select(claim => claim.Name).Order());
        Assert.Equal($"{_browser.Login}/{SandboxRegistration.TenantId}/v2.0", idToken.GetProperty("iss").GetString());
        Assert.Equal(3900, idToken.GetProperty("exp").GetInt64() - idToken.GetProperty("iat").GetInt64());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_access_token_for_SharePoint_is_a_v1_token_in_both_dialects(bool v1)
    {
        var tokens = await _browser.TokensAsync(v1: v1);

        var token = tokens.GetProperty("access_token").GetString()!;
        var claims = SandboxBrowser.Payload(token);
        Assert.Equal(_browser.Site, claims.GetProperty("aud").GetString());
        Assert.Equal($"{_browser.Login}/{SandboxRegistration.TenantId}/", claims.GetProperty("iss").GetString());
        Assert.Equal("User.Read.All", claims.GetProperty("scp").GetString());
        Assert.Equal("JWT", SandboxBrowser.Header(token).GetProperty("typ").GetString());
        Assert.DoesNotContain(claims.EnumerateObject(), claim => claim.Name is "client_id" or "jti" or "oi_prst");
    }

    [Theory]
    [InlineData("client_secret", "wrong", HttpStatusCode.Unauthorized, "invalid_client", 7000215)]
    [InlineData("client_secret", null, HttpStatusCode.Unauthorized, "invalid_client", 7000218)]
    [InlineData("client_id", "nobody", HttpStatusCode.BadRequest, "unauthorized_client", 700016)]
    [InlineData("code_verifier", "a-verifier-of-the-right-length-but-of-another", HttpStatusCode.BadRequest, "invalid_grant", 501481)]
    [InlineData("code_verifier", null, HttpStatusCode.BadRequest, "invalid_request", 900144)]
    [InlineData("redirect_uri", "http://localhost:5555/other", HttpStatusCode.BadRequest, "invalid_grant", 50011)]
    [InlineData("code", "made-up", HttpStatusCode.BadRequest, "invalid_grant", 9002313)]
    [InlineData("code", null, HttpStatusCode.BadRequest, "invalid_request", 900144)]
    [InlineData("grant_type", "password", HttpStatusCode.BadRequest, "unsupported_grant_type", 70003)]
    [InlineData("resource", "http://localhost:5557", HttpStatusCode.BadRequest, "invalid_request", 901002)]
    [InlineData("scope", "https://one.example/a https://two.example/b", HttpStatusCode.BadRequest, "invalid_request", 700022)]
    public async Task A_bad_token_request_is_explained_and_leaves_the_code_unspent(
        string parameter,
        string? value,
        HttpStatusCode status,
        string error,
        int code
    )
    {
        var answer = await _browser.SignInAsync();

        var (refused, json) = await _browser.RedeemAsync(answer["code"]!, changes: (parameter, value));
        var (then, _) = await _browser.RedeemAsync(answer["code"]!);

        Assert.Equal(status, refused);
        Assert.Equal(error, json.GetProperty("error").GetString());
        Assert.Equal(code, json.GetProperty("error_codes")[0].GetInt32());
        Assert.Equal(HttpStatusCode.OK, then);
    }

    [Fact]
    public async Task A_code_is_good_once_and_a_second_use_ends_what_came_of_the_first()
    {
        var answer = await _browser.SignInAsync();
        var (_, tokens) = await _browser.RedeemAsync(answer["code"]!);

        var (status, json) = await _browser.RedeemAsync(answer["code"]!);
        var (refresh, _) = await _browser.RefreshAsync(tokens.GetProperty("refresh_token").GetString()!);

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal([70002, 54005], json.GetProperty("error_codes").EnumerateArray().Select(code => code.GetInt32()));
        Assert.Equal(HttpStatusCode.BadRequest, refresh);
    }

    [Fact]
    public async Task Of_eight_redemptions_at_once_one_succeeds()
    {
        var answer = await _browser.SignInAsync();

        var all = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _browser.RedeemAsync(answer["code"]!)));

        Assert.Single(all, one => one.Status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refresh_token_gives_a_new_one_and_is_good_once()
    {
        var tokens = await _browser.TokensAsync();
        var old = tokens.GetProperty("refresh_token").GetString()!;

        var (first, renewed) = await _browser.RefreshAsync(old);
        var (second, _) = await _browser.RefreshAsync(old);
        var (family, _) = await _browser.RefreshAsync(renewed.GetProperty("refresh_token").GetString()!);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.BadRequest], [first, second, family]);
    }

    [Fact]
    public async Task V2_gives_a_refresh_token_for_offline_access_only_and_v1_always()
    {
        var without = await _browser.TokensAsync(changes: ("scope", $"openid {_browser.Site}/User.Read.All"));
        var v1 = await _browser.TokensAsync(v1: true);

        Assert.False(without.TryGetProperty("refresh_token", out _));
        Assert.True(v1.TryGetProperty("refresh_token", out _));
    }

    [Fact]
    public async Task A_code_dies_after_ten_minutes()
    {
        var answer = await _browser.SignInAsync();
        fixture.Clock.Advance(TimeSpan.FromMinutes(11));

        var (_, json) = await _browser.RedeemAsync(answer["code"]!);

        Assert.Equal([70002, 70008], json.GetProperty("error_codes").EnumerateArray().Select(code => code.GetInt32()));
    }

    [Fact]
    public async Task A_code_asked_for_at_one_name_of_the_tenant_is_good_at_another()
    {
        var answer = await _browser.SignInAsync(tenantName: "common");

        var (status, _) = await _browser.RedeemAsync(answer["code"]!, tenantName: SandboxRegistration.TenantId);

        Assert.Equal(HttpStatusCode.OK, status);
    }

    [Fact]
    public async Task The_second_factor_is_demanded_until_its_claims_are_sent()
    {
        const string person = "second-factor@contoso.example";
        var refused = await _browser.TokensAsync(person);
        var claims = refused.GetProperty("claims").GetString()!;
        var granted = await _browser.TokensAsync(person, changes: ("claims", claims));

        Assert.Equal("basic_action", refused.GetProperty("suberror").GetString());
        Assert.True(granted.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task The_token_endpoint_takes_posts_alone()
    {
        using var response = await _browser.GetAsync($"{_browser.Login}/common/oauth2/v2.0/token");

        Assert.Contains("AADSTS900561", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_form_that_can_not_be_read_is_a_400()
    {
        using var http = new HttpClient();
        using var content = new StringContent("not a form");
        content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };

        foreach (var endpoint in new[] { "authorize", "token", "logout" })
        {
            using var response = await http.PostAsync(new Uri($"{_browser.Login}/common/oauth2/v2.0/{endpoint}"), content);
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }
}
