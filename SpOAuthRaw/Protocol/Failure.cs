namespace SpOAuthRaw.Protocol;

/// <summary>
/// Why a step did not succeed. A closed family: <see cref="FailedCheck"/> (we refused), <see cref="ErrorResponse"/> (the provider
/// refused), <see cref="ProtectedResourceError"/> (SharePoint refused) and <see cref="Unreachable"/> (nothing usable came back).
/// </summary>
public abstract record Failure
{
    private protected Failure() { }
}

/// <summary>A check that this app made on something it received, and that did not pass.</summary>
/// <param name="Name">The checked parameter, claim or member, by its wire name: <c>state</c>, <c>nonce</c>, <c>signature</c>.</param>
/// <param name="Specification">The rule, such as <c>OIDC Core §3.1.3.7 (11)</c>.</param>
/// <param name="Expected">What would have passed, in signs that need no translation: <c>≤ 15 min</c>, <c>v1, v2</c>; <c>null</c> where there is no such value.</param>
/// <param name="Received">What came instead; <c>null</c> when nothing did.</param>
/// <param name="Reason">Which of several ways the check can fail, such as <c>expired</c>, as the key of a sentence; <c>null</c> where there is one only.</param>
public sealed record FailedCheck(string Name, string Specification, string? Expected = null, string? Received = null, string? Reason = null)
    : Failure;

/// <summary>No usable answer came: no connection, no answer in time, or one that is not what the protocol describes.</summary>
/// <param name="Party">Who was asked.</param>
/// <param name="Address">Which address was asked.</param>
/// <param name="Reason">What went wrong.</param>
/// <param name="Detail">The particulars, safe to show: never a body, a token or a secret. Signs that need no translation, or the key of a sentence.</param>
public sealed record Unreachable(Party Party, Uri Address, UnreachableReason Reason, string Detail) : Failure;

/// <summary>The parties this app talks to on the back channel (RFC 6749 §1.1).</summary>
public enum Party
{
    /// <summary>The authorization server: Entra ID.</summary>
    Provider,

    /// <summary>The resource server: SharePoint.</summary>
    SharePoint,
}

/// <summary>The ways in which an answer can fail to be one.</summary>
public enum UnreachableReason
{
    /// <summary>No connection: no such host, nobody listening, TLS refused, or the connection broke off.</summary>
    NoConnection,

    /// <summary>The answer did not arrive whole in the time allowed.</summary>
    TimedOut,

    /// <summary>The answer is larger than anything the protocol sends.</summary>
    TooLarge,

    /// <summary>An answer came, but not one the protocol knows: not JSON, a redirect, a server error.</summary>
    NotUnderstood,
}
