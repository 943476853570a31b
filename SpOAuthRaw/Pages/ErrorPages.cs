using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Pages about errors, on the web. Where one is comes with the error (<c>error_uri</c>, RFC 6749 §4.1.2.1), and an error may come from anybody:
/// only what leads to Microsoft or to the configured provider becomes a link.
/// </summary>
public sealed class ErrorPages(IOptions<AzureAdOptions> provider)
{
    private const string EntraId = "login.microsoftonline.com";

    private readonly string configured = new Uri(provider.Value.Instance).Authority;

    /// <summary>Entra ID's page about a code of its own.</summary>
    public static string OfCode(int code) => $"https://{EntraId}/error?code={code}";

    /// <summary>Where a link may lead; <c>null</c> for an address that stays text.</summary>
    /// <param name="context">The request: while secrets are hidden, an address that repeats one is covered, and no link may hold it.</param>
    /// <param name="address">The address as it came.</param>
    public Uri? LinkTo(HttpContext context, string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var page)
        && page.Scheme == Uri.UriSchemeHttps
        && page.UserInfo.Length == 0
        && (page.Authority == EntraId || page.Authority == configured)
        && !TheirWords.AreCovered(context, address)
            ? page
            : null;
}
