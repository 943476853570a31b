using System.Text.RegularExpressions;

namespace SpOAuthRaw.Walkthrough;

/// <summary>From a rule's short name, such as <c>RFC 6749 §4.1.2</c> or <c>OIDC Core §3.1.3.7 (11)</c>, to the section itself.</summary>
public static partial class SpecificationLink
{
    /// <summary>Where the rule stands; <c>null</c> for a rule that has no such address.</summary>
    public static Uri? Of(string specification)
    {
        if (specification == "Microsoft identity platform")
            return new Uri("https://learn.microsoft.com/en-us/entra/identity-platform/id-token-claims-reference");
        if (Rfc().Match(specification) is { Success: true } rfc)
            return new Uri($"https://www.rfc-editor.org/rfc/rfc{rfc.Groups[1].Value}#section-{rfc.Groups[2].Value}");
        if (OpenId().Match(specification) is not { Success: true } openId)
            return null;
        var document = openId.Groups[1].Value switch
        {
            "OIDC Core" => "https://openid.net/specs/openid-connect-core-1_0.html",
            "Discovery" => "https://openid.net/specs/openid-connect-discovery-1_0.html",
            "RP-Initiated Logout" => "https://openid.net/specs/openid-connect-rpinitiated-1_0.html",
            _ => "https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html",
        };
        return new Uri($"{document}#rfc.section.{openId.Groups[2].Value}");
    }

    [GeneratedRegex("^RFC ([0-9]+) §([0-9.]+)")]
    private static partial Regex Rfc();

    [GeneratedRegex("^(OIDC Core|Discovery|RP-Initiated Logout|Form Post Response Mode) §([0-9.]+)")]
    private static partial Regex OpenId();
}
