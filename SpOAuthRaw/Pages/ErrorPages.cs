using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Pages about errors, on the web. Where one is comes with the error (<c>error_uri</c>, RFC 6749 §4.1.2.1), and an error may come from anybody:
/// only what leads to the pages about errors of Microsoft's or of the configured provider's becomes a link. Elsewhere on the same hosts people
/// are asked for their consent, or signed out.
/// </summary>
public sealed class ErrorPages(IOptions<AzureAdOptions> provider)
{
    private const string EntraId = "login.microsoftonline.com";
    private const string Path = "/error";
    private const int Longest = 400; // characters; Entra ID's have some fifty

    private readonly string configured = new Uri(provider.Value.Instance).Authority;

    /// <summary>Entra ID's page about a code of its own.</summary>
    public static string OfCode(int code) => $"https://{EntraId}{Path}?code={code}";

    /// <summary>Where a link may lead; <c>null</c> for an address that stays text.</summary>
    /// <param name="context">The request: while secrets are hidden, an address that repeats one is covered, and no link may hold it.</param>
    /// <param name="address">The address as it came.</param>
    public Uri? LinkTo(HttpContext context, string address) =>
        address.Length <= Longest
        && Uri.TryCreate(address, UriKind.Absolute, out var page)
        && page.Scheme == Uri.UriSchemeHttps
        && page.UserInfo.Length == 0
        && (page.Authority == EntraId || page.Authority == configured)
        && page.AbsolutePath == Path
        && !TheirWords.AreCovered(context, address)
            ? page
            : null;
}
