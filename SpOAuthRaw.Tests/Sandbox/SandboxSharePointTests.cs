using System.Net;
using System.Text.Json;
using Xunit;

namespace SpOAuthRaw.Tests.Sandbox;

public sealed class SandboxSharePointTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxBrowser _browser = new(fixture.Tenant);

    public void Dispose() => _browser.Dispose();

    [Fact]
    public async Task A_profile_has_the_name_the_job_title_and_a_long_list_of_strings()
    {
        var profile = await JsonAsync(await _browser.SharePointAsync(await TokenAsync()));

        Assert.Equal("Adele Vance", profile.GetProperty("DisplayName").GetString());
        Assert.Equal("Retail Manager", profile.GetProperty("Title").GetString());
        Assert.StartsWith(_browser.Site, profile.GetProperty("PictureUrl").GetString());
        Assert.Equal(106, profile.GetProperty("UserProfileProperties").GetArrayLength());
        Assert.All(
            profile.GetProperty("UserProfileProperties").EnumerateArray(),
            entry => Assert.Equal(JsonValueKind.String, entry.GetProperty("Value").ValueKind)
        );
    }

    [Theory]
    [InlineData("application/json;odata=verbose", "{\"d\":{\"__metadata\":")]
    [InlineData("application/json;odata=minimalmetadata", "{\"odata.metadata\":")]
    [InlineData("application/json", "{\"odata.metadata\":")]
    [InlineData("application/json;odata=nometadata", "{\"AccountName\":")]
    [InlineData("application/xml", "<?xml")]
    [InlineData(null, "<?xml")]
    public async Task Accept_decides_the_envelope(string? accept, string start)
    {
        using var response = await _browser.SharePointAsync(await TokenAsync(), accept: accept);

        Assert.StartsWith(start, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Select_leaves_the_named_members_in_any_spelling_of_the_path()
    {
        var response = await _browser.SharePointAsync(
            await TokenAsync(),
            "/_API/sp.userprofiles.PEOPLEMANAGER/getmyproperties?$select=DisplayName"
        );

        Assert.Equal("{\"DisplayName\":\"Adele Vance\"}", await response.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("no-profile@contoso.example", 200, "{\"odata.null\":true}")]
    [InlineData("forbidden@contoso.example", 403, "System.UnauthorizedAccessException")]
    [InlineData("wrong-audience@contoso.example", 401, "AudienceUriValidationFailedException")]
    [InlineData("throttled@contoso.example", 429, "429 TOO MANY REQUESTS")]
    [InlineData("down@contoso.example", 503, "The service is unavailable.")]
    public async Task Each_person_gets_what_the_sign_in_page_said(string person, int status, string body)
    {
        using var response = await _browser.SharePointAsync(await TokenAsync(person));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(body, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Busy_for_a_moment_is_busy_once()
    {
        var token = await TokenAsync("busy@contoso.example");

        using var first = await _browser.SharePointAsync(token);
        using var second = await _browser.SharePointAsync(token);

        Assert.Equal(TimeSpan.FromSeconds(1), first.Headers.RetryAfter!.Delta);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Revoked_access_is_given_back_to_a_token_that_answers_the_challenge()
    {
        const string person = "revoked@contoso.example";
        using var refused = await _browser.SharePointAsync(await TokenAsync(person));
        var challenge = refused.Headers.GetValues("WWW-Authenticate").Single();
        var claims = Convert.FromBase64String(challenge.Split("claims=\"")[^1].TrimEnd('"'));

        var tokens = await _browser.TokensAsync(person, changes: ("claims", System.Text.Encoding.UTF8.GetString(claims)));
        using var granted = await _browser.SharePointAsync(tokens.GetProperty("access_token").GetString());

        Assert.Contains("error=\"insufficient_claims\"", challenge);
        Assert.Equal(HttpStatusCode.OK, granted.StatusCode);
    }

    [Fact]
    public async Task No_credentials_get_no_challenge_and_an_empty_bearer_gets_the_realm()
    {
        using var none = await _browser.SharePointAsync(null);
        using var empty = await _browser.SharePointAsync("", "/_vti_bin/client.svc");

        Assert.False(none.Headers.Contains("WWW-Authenticate"));
        Assert.True(none.Headers.Contains("X-MSDAVEXT_Error"));
        Assert.Contains("realm=\"c0470505-", empty.Headers.GetValues("WWW-Authenticate").Single());
    }

    [Fact]
    public async Task A_token_with_a_changed_signature_or_for_somebody_else_is_refused()
    {
        var tokens = await _browser.TokensAsync();
        var token = tokens.GetProperty("access_token").GetString()!;

        using var changed = await _browser.SharePointAsync(token[..^8] + "AAAAAAAA");
        using var idToken = await _browser.SharePointAsync(tokens.GetProperty("id_token").GetString());

        Assert.StartsWith("3000006", changed.Headers.GetValues("x-ms-diagnostics").Single());
        Assert.Equal(HttpStatusCode.Unauthorized, idToken.StatusCode);
    }

    [Fact]
    public async Task An_access_token_ends_when_its_answer_said()
    {
        var tokens = await _browser.TokensAsync("short-token@contoso.example");
        var token = tokens.GetProperty("access_token").GetString();

        using var before = await _browser.SharePointAsync(token);
        fixture.Clock.Advance(TimeSpan.FromSeconds(tokens.GetProperty("expires_in").GetInt32() + 1));
        using var after = await _browser.SharePointAsync(token);

        Assert.Equal(HttpStatusCode.OK, before.StatusCode);
        Assert.Equal("{\"error_description\":\"Invalid JWT token. The token is expired.\"}", await after.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Too_small_a_permission_is_a_403_in_the_callers_envelope()
    {
        var tokens = await _browser.TokensAsync(changes: ("scope", $"openid {_browser.Site}/AllSites.Read"));
        var token = tokens.GetProperty("access_token").GetString();

        using var verbose = await _browser.SharePointAsync(token, accept: "application/json;odata=verbose");
        using var light = await _browser.SharePointAsync(token);

        Assert.StartsWith("{\"error\":{\"code\":\"-2147024891", await verbose.Content.ReadAsStringAsync());
        Assert.StartsWith("{\"odata.error\":{\"code\":\"-2147024891", await light.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Each_answer_names_its_request_twice()
    {
        using var response = await _browser.SharePointAsync(await TokenAsync());

        Assert.Equal(response.Headers.GetValues("SPRequestGuid").Single(), response.Headers.GetValues("request-id").Single());
    }

    [Fact]
    public async Task The_picture_is_a_png_for_whoever_has_a_token()
    {
        using var response = await _browser.SharePointAsync(
            await TokenAsync(),
            "/_layouts/15/userphoto.aspx?size=M&accountname=adelev%40contoso.example"
        );

        Assert.Equal("image/png", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], (await response.Content.ReadAsByteArrayAsync())[..4]);
    }

    private async Task<string> TokenAsync(string person = SandboxBrowser.Adele) =>
        (await _browser.TokensAsync(person)).GetProperty("access_token").GetString()!;

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) =>
        JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
}
