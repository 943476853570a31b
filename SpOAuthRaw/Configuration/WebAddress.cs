using System.Diagnostics.CodeAnalysis;

namespace SpOAuthRaw.Configuration;

/// <summary>An address that tokens and secrets may be sent to: https, or http on this very machine (RFC 6749 §3.2, RFC 6750 §5.3).</summary>
public static class WebAddress
{
    /// <summary>Reads one that has neither query, fragment nor user name.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? address) =>
        Uri.TryCreate(text, UriKind.Absolute, out address)
        && (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback))
        && address.Query.Length == 0
        && address.Fragment.Length == 0
        && address.UserInfo.Length == 0;
}
