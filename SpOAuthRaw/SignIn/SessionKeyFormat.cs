using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// The session cookie's content: the session's key, and nothing else. 256 random bits can be neither guessed nor forged, and they say nothing,
/// so there is nothing to encrypt or to sign. Whether the key still opens a session, and until when, the <see cref="ISessionStore"/> knows.
/// </summary>
public sealed class SessionKeyFormat : ISecureDataFormat<AuthenticationTicket>
{
    /// <summary>The claim that holds the key.</summary>
    public const string KeyClaim = "sid";

    private const int KeyLength = 43; // characters: 256 bits in base64url

    /// <summary>A ticket for the framework's cookie sign-in.</summary>
    public static ClaimsPrincipal PrincipalOf(string key) =>
        new(new ClaimsIdentity([new Claim(KeyClaim, key)], CookieAuthenticationDefaults.AuthenticationScheme));

    /// <inheritdoc />
    public string Protect(AuthenticationTicket data) => data.Principal.FindFirstValue(KeyClaim)!;

    /// <inheritdoc />
    public string Protect(AuthenticationTicket data, string? purpose) => Protect(data);

    /// <inheritdoc />
    public AuthenticationTicket? Unprotect(string? protectedText) =>
        protectedText is { Length: KeyLength } key && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_')
            ? new AuthenticationTicket(PrincipalOf(key), CookieAuthenticationDefaults.AuthenticationScheme)
            : null;

    /// <inheritdoc />
    public AuthenticationTicket? Unprotect(string? protectedText, string? purpose) => Unprotect(protectedText);
}
