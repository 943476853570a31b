using System.Buffers.Text;
using System.Numerics;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>The provider's RSA keys as text that can be read and changed by hand: a JWK set (RFC 7517 §5) with what a signature needs.</summary>
public static class KeySetText
{
    private const int LongestModulus = 1366; // characters for 8192 bits; Entra ID's keys have 2048
    private const int LongestExponent = 11; // characters for 64 bits: raising to a larger power would take this machine minutes

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>Writes the keys, the one that a token names first.</summary>
    public static string Of(JsonWebKeys keys, string? kid) =>
        new JsonObject
        {
            ["keys"] = new JsonArray([.. keys.Keys.OrderByDescending(key => key.Kid == kid).Select(Jwk).OfType<JsonNode>()]),
        }.ToJsonString(Indented);

    /// <summary>Reads what somebody typed: a set or a single key. Nothing is thrown; what is no RSA key of a sensible size is left out.</summary>
    public static JsonWebKeys Read(string text)
    {
        if (text.Length > Excerpt.LongestInput || StrictJson.Object(Encoding.UTF8.GetBytes(text)) is not { } document)
            return new JsonWebKeys([]);
        JsonElement[] members =
            document.TryGetProperty("keys", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray()]
                : [document];
        return new JsonWebKeys([.. members.Where(IsSensible).Select(SigningKey.From).OfType<SigningKey>()]);
    }

    /// <summary>A number as a JWK writes it (RFC 7518 §2, Base64urlUInt).</summary>
    public static string Encoded(BigInteger number) => Base64Url.EncodeToString(number.ToByteArray(isUnsigned: true, isBigEndian: true));

    private static JsonObject? Jwk(SigningKey key)
    {
        if (RsaPublicKey.Of(key) is not { } numbers)
            return null;
        var jwk = new JsonObject { ["kty"] = "RSA" };
        if (key.Kid is not null)
            jwk["kid"] = key.Kid;
        if (key.Algorithm is not null)
            jwk["alg"] = key.Algorithm;
        jwk["n"] = Encoded(numbers.Modulus);
        jwk["e"] = Encoded(numbers.Exponent);
        return jwk;
    }

    private static bool IsSensible(JsonElement jwk) =>
        jwk.ValueKind == JsonValueKind.Object
        && IsText(jwk, "kty", "RSA".Length) // what kind it is, and all else, the app's own reader of keys looks at
        && IsText(jwk, "n", LongestModulus)
        && IsText(jwk, "e", LongestExponent);

    private static bool IsText(JsonElement jwk, string name, int longest) =>
        jwk.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String && member.GetString()!.Length <= longest;
}
