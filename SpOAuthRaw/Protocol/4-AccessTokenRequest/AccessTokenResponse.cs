using System.Globalization;
using System.Text.Json;

namespace SpOAuthRaw.Protocol;

/// <summary>The provider's "yes": the tokens (RFC 6749 §5.1, OIDC Core §3.1.3.3).</summary>
public sealed record AccessTokenResponse
{
    private static readonly TimeSpan LongestBelievable = TimeSpan.FromDays(366);

    /// <summary>Opens SharePoint to whoever holds it. Opaque to us: only SharePoint reads it.</summary>
    public required string AccessToken { get; init; }

    /// <summary>How long the access token lives, counted from its arrival; <c>null</c> when the provider does not say.</summary>
    public TimeSpan? ExpiresIn { get; init; }

    /// <summary>Buys the next access token without the person (RFC 6749 §6); <c>null</c> when none was given.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>Says who signed in. Not trusted before step 5; <c>null</c> when none was given.</summary>
    public string? IdToken { get; init; }

    /// <summary>What the access token is good for; <c>null</c> means what was asked for.</summary>
    public string? Scope { get; init; }

    /// <summary>Judges the token endpoint's answer.</summary>
    /// <returns>The tokens, the provider's error, the member that is wrong, or <see cref="Unreachable"/> when it is no token answer at all.</returns>
    public static Checked<AccessTokenResponse> Accept(HttpAnswer answer)
    {
        if (ErrorResponse.From(answer) is { } error)
            return error;
        if ((int)answer.Status != 200 || answer.Json() is not { } document)
            return new Unreachable(Party.Provider, answer.Address, UnreachableReason.NotUnderstood, $"HTTP {(int)answer.Status}");

        // Visible characters only, or it could not travel in a header (RFC 6749 appendix A.12).
        if (Text(document, "access_token") is not { Length: > 0 } accessToken || accessToken.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return new FailedCheck("access_token", "RFC 6749 §5.1");

        // Another type would have to be used in another way (RFC 6749 §7.1). The word's case does not matter (§5.1).
        if (!"Bearer".Equals(Text(document, "token_type"), StringComparison.OrdinalIgnoreCase))
            return new FailedCheck("token_type", "RFC 6749 §7.1", "Bearer", Text(document, "token_type"));

        if (!TryReadSeconds(document, "expires_in", out var expiresIn))
            return new FailedCheck("expires_in", "RFC 6749 §5.1", "1 … 31622400", Raw(document, "expires_in"));

        return new AccessTokenResponse
        {
            AccessToken = accessToken,
            ExpiresIn = expiresIn,
            RefreshToken = Text(document, "refresh_token"),
            IdToken = Text(document, "id_token"),
            Scope = Text(document, "scope"),
        };
    }

    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"{nameof(AccessTokenResponse)} {{ ExpiresIn = {ExpiresIn}, Scope = {Scope} }}";

    /// <summary>Seconds as the specification's number, or as the text that Entra ID's v1 endpoint writes.</summary>
    private static bool TryReadSeconds(JsonElement document, string name, out TimeSpan? value)
    {
        value = null;
        if (!document.TryGetProperty(name, out var member) || member.ValueKind == JsonValueKind.Null)
            return true;

        var digits = member.ValueKind == JsonValueKind.String ? member.GetString() : member.GetRawText();
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
            return false;
        if (seconds < 1 || seconds > LongestBelievable.TotalSeconds)
            return false;

        value = TimeSpan.FromSeconds(seconds);
        return true;
    }

    private static string? Raw(JsonElement document, string name) =>
        document.TryGetProperty(name, out var member)
            ? member.GetRawText() is var raw && raw.Length <= 40
                ? raw
                : raw[..40] + "…"
            : null;

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
