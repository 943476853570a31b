using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox.EntraId.Tokens;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>
/// Takes the tenant out of the path: <c>/organizations/oauth2/v2.0/token</c> becomes <c>oauth2/v2.0/token</c> below the base
/// <c>/organizations</c>. The scheme and host come from the configured address, never from the request: a forged Host header
/// must not show up in anything the sandbox says of itself.
/// </summary>
internal sealed class TenantPath(Tenant tenant, RequestDelegate next)
{
    private static readonly string[] Aliases = ["common", "organizations", SandboxRegistration.TenantId, SandboxRegistration.Domain];
    private static readonly string[] Services = ["oauth2", "discovery", "v2.0", ".well-known"];

    public Task InvokeAsync(HttpContext context)
    {
        context.Request.Scheme = tenant.LoginUrl.Scheme;
        context.Request.Host = new HostString(tenant.LoginUrl.Authority);
        context.Request.PathBase = PathString.Empty;

        var path = context.Request.Path.Value ?? "/";
        var segments = path.Split('/', 4);
        if (segments.Length < 3 || !Services.Contains(segments[2], StringComparer.OrdinalIgnoreCase))
            return next(context);

        var alias = segments[1];
        var rest = path[(alias.Length + 1)..].TrimEnd('/');
        tenant.Traffic.Count(rest.TrimStart('/'));
        if (!Aliases.Contains(alias, StringComparer.OrdinalIgnoreCase))
            return EntraIdError.WriteAsync(context, tenant, Aadsts.TenantNotFound(alias));

        context.Features.Set(new TenantAlias(alias, DialectOf(rest)));
        context.Request.PathBase = $"/{alias}";
        context.Request.Path = rest.ToLowerInvariant();
        return next(context);
    }

    private static Dialect DialectOf(string path) => path.Contains("/v2.0/", StringComparison.OrdinalIgnoreCase) ? Dialect.V2 : Dialect.V1;
}

/// <summary>The tenant as the request named it, and the dialect of the endpoint.</summary>
internal sealed record TenantAlias(string Name, Dialect Dialect)
{
    /// <summary>Documents for many tenants leave the tenant open; documents for one name it by its id, also when asked by domain.</summary>
    private bool IsForMany =>
        Name.Equals("common", StringComparison.OrdinalIgnoreCase) || Name.Equals("organizations", StringComparison.OrdinalIgnoreCase);

    /// <summary>The tenant as the metadata's addresses have it.</summary>
    public string InAddresses => IsForMany ? Name.ToLowerInvariant() : SandboxRegistration.TenantId;

    /// <summary>The tenant as the metadata's issuer has it: literally with braces where it is open.</summary>
    public string InIssuer => IsForMany ? "{tenantid}" : SandboxRegistration.TenantId;

    /// <summary>The region that the metadata names.</summary>
    public string? Region => IsForMany ? null : "EU";
}
