namespace SpOAuthRaw.Protocol;

/// <summary>What must outlive the redirect: all that is needed to recognize the response and to finish what this request began.</summary>
/// <param name="Dialect">The dialect the request was made in; the response is judged in the same (RFC 9700 §4.4.2).</param>
/// <param name="RedirectUri">Must stand unchanged in the token request (RFC 6749 §4.1.3).</param>
/// <param name="State">Ties the response to this browser (RFC 6749 §10.12).</param>
/// <param name="Nonce">Ties the ID token to this request (OIDC Core §3.1.2.1).</param>
/// <param name="CodeVerifier">Ties the code to this app (RFC 7636 §4.1).</param>
/// <param name="StartedAt">When the browser was sent off.</param>
public sealed record PendingAuthorization(
    Dialect Dialect,
    Uri RedirectUri,
    string State,
    string Nonce,
    CodeVerifier CodeVerifier,
    DateTimeOffset StartedAt
)
{
    /// <summary>How long a person may take at the provider. A password reset with a second factor fits; a forgotten tab does not.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(15);

    /// <summary>A new sign-in, with three new values that nobody can guess.</summary>
    public static PendingAuthorization New(Dialect dialect, Uri redirectUri, DateTimeOffset now) =>
        new(dialect, redirectUri, RandomText.Of256Bits(), RandomText.Of256Bits(), CodeVerifier.New(), now);

    /// <summary>Without the values that only this browser and the provider may know.</summary>
    public override string ToString() => $"{nameof(PendingAuthorization)} {{ Dialect = {Dialect}, StartedAt = {StartedAt:O} }}";
}
