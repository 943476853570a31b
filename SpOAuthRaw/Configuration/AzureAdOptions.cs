using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Configuration;

/// <summary>The section <c>AzureAd</c>: who signs people in, and what this app is called there. The keys are Microsoft.Identity.Web's.</summary>
public sealed class AzureAdOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "AzureAd";

    /// <summary>The identity provider's address; another cloud is another instance.</summary>
    public string Instance { get; set; } = "https://login.microsoftonline.com/";

    /// <summary><c>common</c>, <c>organizations</c>, <c>consumers</c>, a tenant's GUID, or one of its domains.</summary>
    public string TenantId { get; set; } = "organizations";

    /// <summary>The app's id at the provider; empty: the sandbox runs.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The secret's value.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>The redirect URI's path; the app's origin stands before it.</summary>
    public string CallbackPath { get; set; } = "/auth";

    /// <summary>The authority for a dialect.</summary>
    public Authority AuthorityFor(Dialect dialect) =>
        new(new Uri(Instance.TrimEnd('/') + '/'), TenantId.Trim().ToLowerInvariant(), dialect);
}

/// <summary>Says of every key of <c>AzureAd</c> that can't work what is wrong and how to mend it, a sentence a key.</summary>
public sealed partial class AzureAdValidation : IValidateOptions<AzureAdOptions>
{
    private static readonly string[] ReservedPaths =
    [
        "/signin",
        "/signout",
        "/profile",
        "/picture",
        "/secrets",
        "/explain",
        "/healthz",
        "/readyz",
        "/problem",
        "/errors",
        "/glossary",
        "/language",
        "/walkthrough",
    ];

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AzureAdOptions options)
    {
        string[] problems = [.. Problems(options)];
        return problems.Length > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private static IEnumerable<string> Problems(AzureAdOptions options)
    {
        if (!WebAddress.TryParse(options.Instance, out var instance) || instance.AbsolutePath != "/")
            yield return $"AzureAd:Instance is '{options.Instance}', which is not an absolute https address without a path: set it to the provider's, "
                + "such as https://login.microsoftonline.com/ (http is taken on localhost alone).";

        if (!TenantName().IsMatch(options.TenantId.Trim()))
            yield return $"AzureAd:TenantId is '{options.TenantId}', which names no tenant: set it to your tenant's GUID, one of its domains, "
                + "or 'organizations' if any company may sign in.";

        if (options.ClientId.Length == 0)
            yield return "AzureAd:ClientId is empty although other keys of a real tenant are set: set it to the 'Application (client) ID' of the "
                + "app registration, or empty AzureAd:ClientSecret and SharePoint:SiteUrl too to run the sandbox.";
        else if (options.ClientId.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            yield return "AzureAd:ClientId has a blank in it: copy the 'Application (client) ID' of the app registration again.";

        if (options.ClientSecret.Length == 0)
            yield return "AzureAd:ClientSecret is empty: create a client secret in the app registration and set its Value, best with "
                + "'dotnet user-secrets set AzureAd:ClientSecret … --project SpOAuthRaw'.";
        else if (Guid.TryParse(options.ClientSecret, out _))
            yield return "AzureAd:ClientSecret is shaped like a secret's id (Entra ID would answer AADSTS7000215): set the secret's Value, which the "
                + "portal shows only once, right after the secret is made.";

        if (!CallbackPath().IsMatch(options.CallbackPath) || ReservedPaths.Contains(options.CallbackPath, StringComparer.OrdinalIgnoreCase))
            yield return $"AzureAd:CallbackPath is '{options.CallbackPath}', which can't be the redirect URI's path: set it to a path of its own "
                + "that begins with a slash, such as /auth.";
    }

    [GeneratedRegex(@"^[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\z")]
    private static partial Regex TenantName();

    [GeneratedRegex(@"^/[A-Za-z0-9._~-]+(/[A-Za-z0-9._~-]+)*\z")]
    private static partial Regex CallbackPath();
}
