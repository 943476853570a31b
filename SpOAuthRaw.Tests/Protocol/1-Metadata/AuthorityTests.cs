namespace SpOAuthRaw.Tests;

public class AuthorityTests
{
    private const string Tenant = Given.Tenant;
    private static readonly Uri Sandbox = new("http://localhost:5556/");

    [Theory]
    [InlineData(Dialect.V2, "https://login.microsoftonline.com/organizations/v2.0/.well-known/openid-configuration")]
    [InlineData(Dialect.V1, "https://login.microsoftonline.com/organizations/.well-known/openid-configuration")]
    public void Each_dialect_has_a_document_of_its_own(Dialect dialect, string address)
    {
        var authority = Given.Authority(dialect);

        var endpoint = authority.ConfigurationEndpoint;

        Assert.Equal(address, endpoint.AbsoluteUri);
    }

    [Theory]
    [InlineData(Dialect.V2, "common", "https://login.microsoftonline.com/{tenantid}/v2.0")]
    [InlineData(Dialect.V2, "organizations", "https://login.microsoftonline.com/{tenantid}/v2.0")]
    [InlineData(Dialect.V2, Tenant, $"https://login.microsoftonline.com/{Tenant}/v2.0")]
    [InlineData(Dialect.V2, "contoso.onmicrosoft.com", $"https://login.microsoftonline.com/{Tenant}/v2.0")]
    [InlineData(Dialect.V1, "common", "https://sts.windows.net/{tenantid}/")]
    [InlineData(Dialect.V1, "organizations", "https://sts.windows.net/{tenantid}/")]
    [InlineData(Dialect.V1, Tenant, $"https://sts.windows.net/{Tenant}/")]
    [InlineData(Dialect.V1, "contoso.onmicrosoft.com", $"https://sts.windows.net/{Tenant}/")]
    [InlineData(Dialect.V1, Tenant, $"https://login.microsoftonline.com/{Tenant}/")]
    public void Its_own_issuer_is_recognized(Dialect dialect, string tenant, string issuer)
    {
        var authority = Given.Authority(dialect, tenant);

        var recognized = authority.Recognizes(issuer);

        Assert.True(recognized);
    }

    [Theory]
    [InlineData(Dialect.V2, $"http://localhost:5556/{Tenant}/v2.0")]
    [InlineData(Dialect.V1, $"http://localhost:5556/{Tenant}/")]
    public void The_sandbox_speaks_in_its_own_name(Dialect dialect, string issuer)
    {
        var authority = new Authority(Sandbox, Tenant, dialect);

        var recognized = authority.Recognizes(issuer);

        Assert.True(recognized);
    }

    [Theory]
    [InlineData(Dialect.V2, "https://login.microsoftonline.com/{0}/v2.0")]
    [InlineData(Dialect.V1, "https://sts.windows.net/{0}/")]
    public void Personal_accounts_have_one_tenant_and_it_is_theirs(Dialect dialect, string issuer)
    {
        var authority = Given.Authority(dialect, "consumers");

        Assert.True(authority.Recognizes(string.Format(null, issuer, "9188040d-6c67-4c5b-b112-36a304b66dad")));
        Assert.False(authority.Recognizes(string.Format(null, issuer, Tenant)));
        Assert.False(authority.Recognizes(string.Format(null, issuer, "{tenantid}")));
        Assert.False(authority.Recognizes(string.Format(null, issuer, "consumers")));
    }

    [Theory]
    [InlineData("https://login.microsoftonline.us/", "https://sts.windows.net/")]
    [InlineData("https://login.partner.microsoftonline.cn/", "https://sts.chinacloudapi.cn/")]
    public void Another_cloud_has_its_own_token_service(string instance, string tokenService)
    {
        var authority = new Authority(new Uri(instance), Tenant, Dialect.V1);

        var recognized = authority.Recognizes($"{tokenService}{Tenant}/");

        Assert.True(recognized);
    }

    [Fact]
    public void An_upper_case_guid_is_the_same_tenant()
    {
        var authority = Given.Authority(Dialect.V2, Tenant.ToUpperInvariant());

        var recognized = authority.Recognizes($"https://login.microsoftonline.com/{Tenant}/v2.0");

        Assert.True(recognized);
    }

    [Theory]
    [InlineData(Dialect.V2, Tenant, $"https://login.microsoftonline.com/{Given.OtherTenant}/v2.0")] // another tenant
    [InlineData(Dialect.V2, Tenant, "https://login.microsoftonline.com/{tenantid}/v2.0")] // a template where one tenant was asked
    [InlineData(Dialect.V2, "organizations", $"https://login.microsoftonline.com/{Tenant}/v2.0")] // one tenant where many were
    [InlineData(Dialect.V2, "contoso.onmicrosoft.com", "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0")]
    [InlineData(Dialect.V2, Tenant, $"https://login.windows.net/{Tenant}/v2.0")] // an alias
    [InlineData(Dialect.V2, Tenant, $"https://sts.windows.net/{Tenant}/")] // the other dialect's
    [InlineData(Dialect.V1, Tenant, $"https://login.microsoftonline.com/{Tenant}/v2.0")]
    [InlineData(Dialect.V1, Tenant, $"https://sts.chinacloudapi.cn/{Tenant}/")] // another cloud's
    [InlineData(Dialect.V1, Tenant, $"https://sts.windows.net/{Tenant}")] // no slash
    [InlineData(Dialect.V2, Tenant, $"https://login.microsoftonline.com/{Tenant}/v2.0/")] // a slash too many
    [InlineData(Dialect.V2, Tenant, $"https://LOGIN.microsoftonline.com/{Tenant}/v2.0")] // simple string comparison
    [InlineData(Dialect.V2, Tenant, $"http://login.microsoftonline.com/{Tenant}/v2.0")]
    [InlineData(Dialect.V2, Tenant, $"https://login.microsoftonline.com.evil.example/{Tenant}/v2.0")]
    [InlineData(Dialect.V2, Tenant, "not a url")]
    [InlineData(Dialect.V2, Tenant, "")]
    public void Any_other_issuer_is_not(Dialect dialect, string tenant, string issuer)
    {
        var authority = Given.Authority(dialect, tenant);

        var recognized = authority.Recognizes(issuer);

        Assert.False(recognized);
    }

    [Fact]
    public void The_sandbox_does_not_speak_in_Entra_s_name()
    {
        var authority = new Authority(Sandbox, Tenant, Dialect.V1);

        var recognized = authority.Recognizes($"https://sts.windows.net/{Tenant}/");

        Assert.False(recognized);
    }

    [Theory]
    [InlineData($"https://sts.windows.net/{Tenant}/", Tenant)]
    [InlineData($"https://login.microsoftonline.com/{Tenant}/v2.0", Tenant)]
    [InlineData("https://login.microsoftonline.com/{tenantid}/v2.0", null)]
    [InlineData("https://login.microsoftonline.com/", null)]
    [InlineData("mailto:somebody", null)]
    public void The_tenant_is_the_guid_in_an_issuer_s_path(string issuer, string? expected)
    {
        var tenant = Authority.TenantOf(issuer);

        Assert.Equal(expected, tenant);
    }
}
