using System.Net;
using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Sandbox;

public sealed class SandboxMetadataTests(SandboxFixture fixture) : IClassFixture<SandboxFixture>, IDisposable
{
    private readonly SandboxBrowser _browser = new(fixture.Tenant);

    public void Dispose() => _browser.Dispose();

    [Theory]
    [InlineData("common", "{tenantid}", "common")]
    [InlineData("organizations", "{tenantid}", "organizations")]
    [InlineData(SandboxRegistration.TenantId, SandboxRegistration.TenantId, SandboxRegistration.TenantId)]
    [InlineData(SandboxRegistration.Domain, SandboxRegistration.TenantId, SandboxRegistration.TenantId)]
    public async Task Each_way_to_name_the_tenant_has_its_issuer_and_addresses(string tenant, string inIssuer, string inAddresses)
    {
        var v2 = await _browser.GetJsonAsync($"{_browser.Login}/{tenant}/v2.0/.well-known/openid-configuration");
        var v1 = await _browser.GetJsonAsync($"{_browser.Login}/{tenant}/.well-known/openid-configuration");

        Assert.Equal($"{_browser.Login}/{inIssuer}/v2.0", v2.GetProperty("issuer").GetString());
        Assert.Equal($"{_browser.Login}/{inIssuer}/", v1.GetProperty("issuer").GetString());
        Assert.Equal($"{_browser.Login}/{inAddresses}/oauth2/v2.0/token", v2.GetProperty("token_endpoint").GetString());
        Assert.Equal($"{_browser.Login}/{inAddresses}/oauth2/token", v1.GetProperty("token_endpoint").GetString());
    }

    [Fact]
    public async Task The_metadata_is_silent_about_what_Entra_ID_is_silent_about()
    {
        var v2 = await _browser.GetJsonAsync($"{_browser.Login}/common/v2.0/.well-known/openid-configuration");

        Assert.False(v2.TryGetProperty("code_challenge_methods_supported", out _));
        Assert.False(v2.TryGetProperty("authorization_response_iss_parameter_supported", out _));
    }

    [Fact]
    public async Task An_unknown_tenant_is_refused_with_90002()
    {
        using var response = await _browser.GetAsync($"{_browser.Login}/nowhere/v2.0/.well-known/openid-configuration");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("AADSTS90002: Tenant 'nowhere' not found.", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Only_the_keys_of_v2_name_an_issuer()
    {
        var v2 = await _browser.GetJsonAsync($"{_browser.Login}/common/discovery/v2.0/keys");
        var v1 = await _browser.GetJsonAsync($"{_browser.Login}/common/discovery/keys");

        Assert.Equal($"{_browser.Login}/{{tenantid}}/v2.0", v2.GetProperty("keys")[0].GetProperty("issuer").GetString());
        Assert.False(v1.GetProperty("keys")[0].TryGetProperty("issuer", out _));
    }

    [Fact]
    public async Task After_a_rollover_both_keys_are_published_and_the_new_one_signs()
    {
        var before = await _browser.TokensAsync();

        fixture.Tenant.RotateSigningKey();
        var after = await _browser.TokensAsync();

        var keys = await _browser.GetJsonAsync($"{_browser.Login}/common/discovery/v2.0/keys");
        var published = keys.GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString()).ToArray();
        Assert.Equal(published[0], SandboxBrowser.Header(after.GetProperty("id_token").GetString()!).GetProperty("kid").GetString());
        Assert.Equal(published[1], SandboxBrowser.Header(before.GetProperty("id_token").GetString()!).GetProperty("kid").GetString());
    }

    [Fact]
    public async Task A_forged_Host_header_changes_nothing()
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{_browser.Login}/common/v2.0/.well-known/openid-configuration");
        request.Headers.Host = "evil.example";

        using var response = await http.SendAsync(request);

        Assert.DoesNotContain("evil", await response.Content.ReadAsStringAsync());
    }
}
