using SpOAuthRaw.Sandbox.EntraId.Tokens;
using SpOAuthRaw.Sandbox.Keys;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox;

/// <summary>What the tenant's two services share: addresses, clock, keys, people, and what they remember.</summary>
internal sealed class Tenant(SandboxOptions options, Uri loginUrl, Uri sharePointUrl, SigningKeys keys)
{
    /// <summary>Entra ID's public address, without the trailing slash.</summary>
    public string Login { get; } = loginUrl.GetLeftPart(UriPartial.Authority);

    /// <summary>SharePoint's public address without the trailing slash: the only audience that SharePoint accepts.</summary>
    public string Site { get; } = sharePointUrl.GetLeftPart(UriPartial.Authority);

    public Uri LoginUrl { get; } = loginUrl;
    public SandboxOptions Options { get; } = options;
    public TimeProvider Clock { get; } = options.TimeProvider;
    public SigningKeys Keys { get; } = keys;
    public Population People { get; } = new();
    public GrantLedger Grants { get; } = new(options.TimeProvider);
    public Consents Consents { get; } = new();
    public AnsweredChallenges AnsweredChallenges { get; } = new();
    public SandboxTraffic Traffic { get; } = new();

    /// <summary>The issuer of v1 tokens. The sandbox's own address stands where Entra ID has <c>https://sts.windows.net/</c>.</summary>
    public string IssuerV1 => $"{Login}/{SandboxRegistration.TenantId}/";

    /// <summary>The issuer of v2 tokens.</summary>
    public string IssuerV2 => $"{Login}/{SandboxRegistration.TenantId}/v2.0";
}
