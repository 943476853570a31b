namespace SpOAuthRaw.Protocol;

/// <summary>Whom the app asks to sign people in: an identity provider, a tenant there, and the dialect to speak.</summary>
/// <param name="Instance">The provider's address with a trailing slash, such as <c>https://login.microsoftonline.com/</c>.</param>
/// <param name="Tenant"><c>common</c>, <c>organizations</c>, <c>consumers</c>, a tenant's GUID, or one of its domains.</param>
/// <param name="Dialect">v1 or v2.</param>
public sealed record Authority(Uri Instance, string Tenant, Dialect Dialect)
{
    /// <summary>Stands for the tenant in the issuer of a document that serves many tenants. Entra ID's own; not in Discovery.</summary>
    public const string TenantTemplate = "{tenantid}";

    /// <summary>The one tenant of all personal accounts, which <c>consumers</c> stands for. Entra ID's own.</summary>
    public const string PersonalAccounts = "9188040d-6c67-4c5b-b112-36a304b66dad";

    /// <summary>The token services that issue v1 tokens in the name of another host. Every cloud has its own.</summary>
    private static readonly Dictionary<string, string> TokenServices = new(StringComparer.OrdinalIgnoreCase)
    {
        ["login.microsoftonline.com"] = "https://sts.windows.net/",
        ["login.microsoftonline.us"] = "https://sts.windows.net/",
        ["login.partner.microsoftonline.cn"] = "https://sts.chinacloudapi.cn/",
    };

    /// <summary>Where the provider describes itself (Discovery §4).</summary>
    public Uri ConfigurationEndpoint { get; } =
        new(Instance, $"{Tenant}/{(Dialect == Dialect.V2 ? "v2.0/" : "")}.well-known/openid-configuration");

    /// <summary>True for <c>common</c> and <c>organizations</c>: any tenant whose token checks out may sign in.</summary>
    public bool ServesManyTenants => Tenant is "common" or "organizations";

    /// <summary>The tenant by its GUID where that is known beforehand, else by its name.</summary>
    public string TenantId => Tenant == "consumers" ? PersonalAccounts : Tenant;

    /// <summary>The issuers that the provider's metadata may name, for the tenant that they hold.</summary>
    /// <remarks>
    /// Discovery §4.3 wants the issuer to equal the address that was asked. Entra ID departs from it three times: with a template for
    /// many tenants, with the GUID for a domain name, and on v1 with the name of its token service.
    /// </remarks>
    public IEnumerable<string> IssuersFor(string tenant) =>
        Dialect == Dialect.V2 ? [$"{Instance}{tenant}/v2.0"]
        : TokenServices.TryGetValue(Instance.Host, out var tokenService) ? [$"{tokenService}{tenant}/", $"{Instance}{tenant}/"]
        : [$"{Instance}{tenant}/"];

    /// <summary>Whether metadata with this issuer speaks for this authority.</summary>
    public bool Recognizes(string issuer)
    {
        var tenant = ServesManyTenants ? TenantTemplate : TenantOf(issuer);
        if (tenant is null || !IssuersFor(tenant).Contains(issuer, StringComparer.Ordinal))
            return false;

        // A domain becomes its tenant's GUID in the answer; a GUID must come back as it was asked.
        return ServesManyTenants || !Guid.TryParse(TenantId, out var asked) || asked == Guid.Parse(tenant);
    }

    /// <summary>The GUID in an issuer's path; <c>null</c> when there is none.</summary>
    public static string? TenantOf(string issuer) =>
        Uri.TryCreate(issuer, UriKind.Absolute, out var uri)
        && uri.Segments is [_, var first, ..]
        && Guid.TryParseExact(first.TrimEnd('/'), "D", out _)
            ? first.TrimEnd('/')
            : null;
}
