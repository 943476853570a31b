namespace SpOAuthRaw.Protocol;

/// <summary>An ID token that has passed every check: its word may be taken for who signed in. Only <see cref="IdTokenValidation"/> makes one.</summary>
public sealed record ValidatedIdToken
{
    internal ValidatedIdToken(IdToken token) => Token = token;

    /// <summary>The token itself.</summary>
    public IdToken Token { get; }

    /// <summary>Who vouches for the person.</summary>
    public string Issuer => Token.Text("iss")!;

    /// <summary>The person, by a name that never changes and is never given to another (OIDC Core §2). Entra ID makes one per client.</summary>
    public string Subject => Token.Text("sub")!;

    /// <summary>The person's tenant, a GUID; <c>null</c> at a provider that is not Entra ID.</summary>
    public string? TenantId => Token.Text("tid");

    /// <summary>What to call the person. Shown, never compared.</summary>
    public string? Name => Token.Text("name") ?? Token.Text("unique_name");

    /// <summary>What the person types to sign in: <c>preferred_username</c> on v2, <c>upn</c> on v1. It can change hands: shown, never compared.</summary>
    public string? UserName => Token.Text("preferred_username") ?? Token.Text("upn") ?? Token.Text("unique_name");

    /// <summary>Both ID tokens of a hybrid sign-in must speak of one person (OIDC Core §3.3.3.6), and so must that of a refresh (§12.2).</summary>
    public Checked<ValidatedIdToken> MustSpeakOf(string issuer, string subject, string specification) =>
        Issuer != issuer ? new FailedCheck("iss", specification, issuer, Issuer, "disagree")
        : Subject != subject ? new FailedCheck("sub", specification, subject, Subject, "disagree")
        : this;
}
