using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Protocol;

/// <summary>An ID token, decoded and not trusted: anybody can write one (OIDC Core §2, RFC 7519 §3).</summary>
public sealed record IdToken
{
    private const int LongestToken = 64 * 1024; // characters; real ones have about 1,500

    /// <summary>The header members that are text, if they are there (RFC 7515 §4.1).</summary>
    private static readonly string[] HeaderTexts = ["alg", "kid", "typ", "cty", "x5t"];

    private static readonly JwtSecurityTokenHandler Handler = new();

    private IdToken(string compact, JsonElement header, JsonElement claims) => (Compact, Header, Claims) = (compact, header, claims);

    /// <summary>The token as it came: header, claims and signature, each in base64url, with dots between (RFC 7515 §7.1).</summary>
    public string Compact { get; }

    /// <summary>How it was signed (RFC 7515 §4).</summary>
    public JsonElement Header { get; }

    /// <summary>What it says (RFC 7519 §4).</summary>
    public JsonElement Claims { get; }

    /// <summary>Takes the token apart.</summary>
    /// <returns>The token, or the failed check <c>id_token</c> when it is no signed JWT, or says one thing twice (RFC 7519 §4).</returns>
    public static Checked<IdToken> Decode(string compact)
    {
        if (compact.Length > LongestToken || compact.Split('.') is not [var encodedHeader, _, _])
            return NotAToken("shape");

        // The library passes over a line break at the end; a token has none, nor any other such thing (RFC 7515 §2).
        if (!compact.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_' or '.'))
            return NotAToken("content");

        try
        {
            // Before the library reads the token: on a list in the place of one of these texts it breaks down.
            if (Object(encodedHeader) is { } header && HeaderTexts.All(name => IsTextOrMissing(header, name)))
                if (Object(Handler.ReadJwtToken(compact).RawPayload) is { } claims)
                    return new IdToken(compact, header, claims);
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or JsonException or SecurityTokenException)
        {
            // Not base64url, not JSON, or a member twice. Which one is for the developer of a provider to find out, not for a person.
        }

        return NotAToken("content");
    }

    /// <summary>A claim's text; <c>null</c> when the claim is missing or is not text.</summary>
    public string? Text(string claim) => Text(Claims, claim);

    /// <summary>A header member's text; <c>null</c> when it is missing or is not text.</summary>
    public string? HeaderText(string member) => Text(Header, member);

    /// <summary>A point in time, in seconds since 1970 (RFC 7519 §2, NumericDate); <c>null</c> when it is missing or is none.</summary>
    public DateTimeOffset? Time(string claim)
    {
        if (!Claims.TryGetProperty(claim, out var value) || value.ValueKind != JsonValueKind.Number || !value.TryGetDouble(out var seconds))
            return null;
        return seconds is >= 0 and < 253402300800 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null; // up to the year 9999
    }

    /// <summary>A claim that may be one text or a list of texts, as <c>aud</c> may (RFC 7519 §4.1.3); empty when it is anything else.</summary>
    public IReadOnlyList<string> Texts(string claim) =>
        !Claims.TryGetProperty(claim, out var value) ? []
        : value.ValueKind == JsonValueKind.String ? [value.GetString()!]
        : value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(each => each.ValueKind == JsonValueKind.String)
            ? [.. value.EnumerateArray().Select(each => each.GetString()!)]
        : [];

    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(IdToken);

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static bool IsTextOrMissing(JsonElement json, string name) =>
        !json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.String;

    private static JsonElement? Object(string base64Url) => StrictJson.Object(Base64UrlEncoder.DecodeBytes(base64Url));

    private static FailedCheck NotAToken(string reason) => new("id_token", "RFC 7519 §7.2", Reason: reason);
}
