using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;

namespace SpOAuthRaw.Pages;

/// <summary>Where the app runs: in the sandbox or against a real tenant. Every page says so.</summary>
/// <param name="IsSandbox">Whether the tenant is make-believe.</param>
/// <param name="Tenant">The tenant as it was configured.</param>
/// <param name="ProviderHost">Where people sign in.</param>
/// <param name="SharePoint">Whose profiles are read.</param>
/// <param name="ClientId">What this app is called there. Not a secret (RFC 6749 §2.2).</param>
public sealed record Place(bool IsSandbox, string Tenant, string ProviderHost, string SharePoint, string ClientId)
{
    /// <summary>Whether people of any organization may sign in.</summary>
    public bool AnyTenant => Tenant is "common" or "organizations";

    /// <summary>The place that a configuration describes.</summary>
    public static Place Of(bool isSandbox, IOptions<AzureAdOptions> provider, IOptions<SharePointOptions> sharePoint) =>
        new(
            isSandbox,
            provider.Value.TenantId,
            new Uri(provider.Value.Instance).Authority,
            sharePoint.Value.Site.AbsoluteUri.TrimEnd('/'),
            provider.Value.ClientId
        );
}
