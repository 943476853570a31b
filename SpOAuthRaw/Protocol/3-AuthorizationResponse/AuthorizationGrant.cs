using System.Security.Cryptography;
using System.Text;

namespace SpOAuthRaw.Protocol;

/// <summary>A response that has earned its trust: the code may be redeemed. Only <see cref="Accept"/> makes one.</summary>
public sealed record AuthorizationGrant
{
    private AuthorizationGrant(string code, string? idToken, PendingAuthorization pending) =>
        (Code, FrontChannelIdToken, Pending) = (code, idToken, pending);

    /// <summary>The one-time code (RFC 6749 §4.1.2).</summary>
    public string Code { get; }

    /// <summary>The hybrid flow's first ID token, still to be validated; <c>null</c> in the code flow.</summary>
    public string? FrontChannelIdToken { get; }

    /// <summary>The request that this response answers.</summary>
    public PendingAuthorization Pending { get; }

    /// <summary>Checks the response in the order in which it earns trust (RFC 6749 §4.1.2, RFC 9207 §2.4, OIDC Core §3.3.2.5).</summary>
    /// <param name="response">What the browser brought.</param>
    /// <param name="pending">The sign-in with that state which this browser began; <c>null</c> when it began none.</param>
    /// <param name="metadata">The provider that the sign-in was begun with.</param>
    /// <param name="now">The time.</param>
    /// <returns>The grant, the provider's error, or the first check that failed. Never throws for what a provider or an attacker sent.</returns>
    public static Checked<AuthorizationGrant> Accept(
        AuthorizationResponse response,
        PendingAuthorization? pending,
        ProviderMetadata metadata,
        DateTimeOffset now
    )
    {
        if (!Recognize(response, pending, now).Succeeded(out pending, out var failure))
            return failure;

        // Two values for one name: one reader takes the first, another the last, and an attacker lives in between.
        if (response.Repeated is { } repeated)
            return new FailedCheck(repeated, "RFC 6749 §3.1", Reason: "repeated");

        // An ID token that was asked for as a form post has no business in a URL, where logs and histories would keep it.
        var askedMode = pending.Dialect == Dialect.V2 ? ResponseMode.Query : ResponseMode.FormPost;
        if (response.Mode != askedMode)
            return new FailedCheck("response_mode", "Form Post Response Mode §2", Name(askedMode), Name(response.Mode));

        // Before the code is spent: a mix-up would send it to the wrong provider (RFC 9207 §2.4, RFC 9700 §4.4). Entra ID sends no `iss`.
        if (response.Iss is not null ? response.Iss != metadata.Issuer : metadata.AnnouncesIssParameter)
            return new FailedCheck("iss", "RFC 9207 §2.4", metadata.Issuer, response.Iss);

        if (ErrorResponse.From(response) is { } error)
            return error;

        if (string.IsNullOrEmpty(response.Code))
            return new FailedCheck("code", "RFC 6749 §4.1.2");

        // All that was asked for must be there, and nothing else (OIDC Core §3.3.2.5).
        var hybrid = pending.Dialect == Dialect.V1;
        if (hybrid == string.IsNullOrEmpty(response.IdToken))
            return new FailedCheck(
                "id_token",
                hybrid ? "OIDC Core §3.3.2.5" : "OIDC Core §3.1.2.5",
                Reason: hybrid ? "missing" : "unasked"
            );

        return new AuthorizationGrant(response.Code, response.IdToken, pending);
    }

    /// <summary>Whether the response belongs to a sign-in that this browser began. First of all, because without it even <c>error</c> may be an attacker's (RFC 6749 §10.12).</summary>
    /// <returns>The sign-in, or the failed check <c>state</c>. It needs nothing from the provider: a stranger's response makes us ask for nothing.</returns>
    public static Checked<PendingAuthorization> Recognize(AuthorizationResponse response, PendingAuthorization? pending, DateTimeOffset now)
    {
        if (response.State is not { Length: > 0 } state)
            return new FailedCheck("state", "RFC 6749 §4.1.2", pending?.State, null, "missing");
        if (pending is null || !SameText(state, pending.State))
            return new FailedCheck("state", "RFC 6749 §10.12", pending?.State, state, "unknown");
        if (now - pending.StartedAt > PendingAuthorization.Lifetime)
            return new FailedCheck("state", "RFC 6749 §10.12", "≤ 15 min", $"{(now - pending.StartedAt).TotalMinutes:0} min", "expired");
        return pending;
    }

    /// <summary>Without the code.</summary>
    public override string ToString() => nameof(AuthorizationGrant);

    private static string Name(ResponseMode mode) => mode == ResponseMode.Query ? "query" : "form_post";

    private static bool SameText(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(left), Encoding.UTF8.GetBytes(right));
}
