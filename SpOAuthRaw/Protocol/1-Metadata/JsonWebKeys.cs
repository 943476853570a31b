using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Protocol;

/// <summary>The provider's keys for checking signatures (RFC 7517 §5), made ready once and kept: building a key costs more than using it.</summary>
public sealed record JsonWebKeys(IReadOnlyList<SigningKey> Keys)
{
    /// <summary>Reads a JWK set. Kinds of key that we don't know are passed over, as RFC 7517 §5 asks.</summary>
    /// <returns>The keys, or what is wrong when not one of them can check a signature.</returns>
    public static Checked<JsonWebKeys> Accept(HttpAnswer answer)
    {
        if ((int)answer.Status != 200 || answer.Json() is not { } document)
            return new Unreachable(Party.Provider, answer.Address, UnreachableReason.NotUnderstood, $"HTTP {(int)answer.Status}");

        SigningKey[] keys =
            document.TryGetProperty("keys", out var list) && list.ValueKind == JsonValueKind.Array
                ? [.. list.EnumerateArray().Select(SigningKey.From).OfType<SigningKey>()]
                : [];

        return keys.Length > 0 ? new JsonWebKeys(keys) : new FailedCheck("keys", "RFC 7517 §5");
    }

    /// <summary>The key that a token's header names; without a <c>kid</c>, the only key there is (OIDC Core §10.1).</summary>
    public bool TryFind(string? kid, string algorithm, [NotNullWhen(true)] out SigningKey? key)
    {
        SigningKey[] fitting = [.. Keys.Where(candidate => candidate.Fits(algorithm) && (kid is null || candidate.Kid == kid))];
        key = fitting.Length == 1 ? fitting[0] : null;
        return key is not null;
    }
}

/// <summary>One key of the set that may check signatures.</summary>
/// <param name="Kid">The name by which a token's header picks it (RFC 7517 §4.5).</param>
/// <param name="Key">The key itself.</param>
/// <param name="Algorithm">The one algorithm it is meant for (RFC 7517 §4.4); <c>null</c> when the set does not say.</param>
/// <param name="Issuer">The issuer it may vouch for: Entra ID's own member, on v2 alone; a template or one tenant's issuer.</param>
public sealed record SigningKey(string? Kid, SecurityKey Key, string? Algorithm, string? Issuer)
{
    private const int SmallestRsaKey = 2048; // bits (RFC 7518 §3.3)

    /// <summary>Whether the key's kind and purpose fit an algorithm, so that no RSA key is ever used as an HMAC secret (RFC 8725 §3.1).</summary>
    public bool Fits(string algorithm) =>
        (Algorithm is null || Algorithm == algorithm)
        && algorithm switch
        {
            "ES256" => Key is ECDsaSecurityKey { KeySize: 256 }, // each with its own curve (RFC 7518 §3.4)
            "ES384" => Key is ECDsaSecurityKey { KeySize: 384 },
            "ES512" => Key is ECDsaSecurityKey { KeySize: 521 },
            ['R' or 'P', 'S', ..] => Key is RsaSecurityKey,
            _ => false,
        };

    /// <summary>Reads one member of the set; <c>null</c> when it is not a public key for signatures.</summary>
    public static SigningKey? From(JsonElement jwk)
    {
        // Both are optional; where one stands, an encryption key must not check a signature (RFC 7517 §4.2, §4.3).
        if (jwk.ValueKind != JsonValueKind.Object || Text(jwk, "use") is not (null or "sig") || !MayVerify(jwk))
            return null;

        try
        {
            SecurityKey? key = Text(jwk, "kty") switch
            {
                "RSA" => Rsa(jwk),
                "EC" => EllipticCurve(jwk),
                _ => null,
            };
            return key is null ? null : new SigningKey(Text(jwk, "kid"), key, Text(jwk, "alg"), Text(jwk, "issuer"));
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or PlatformNotSupportedException)
        {
            return null; // a broken key checks nothing; the others still may
        }
    }

    /// <summary>What the key is for, as a list (RFC 7517 §4.3). Something else under that name allows nothing.</summary>
    private static bool MayVerify(JsonElement jwk) =>
        !jwk.TryGetProperty("key_ops", out var operations)
        || (
            operations.ValueKind == JsonValueKind.Array
            && operations.EnumerateArray().Any(each => each.ValueKind == JsonValueKind.String && each.ValueEquals("verify"))
        );

    private static RsaSecurityKey? Rsa(JsonElement jwk)
    {
        if (Text(jwk, "n") is not { Length: > 0 } modulus || Text(jwk, "e") is not { Length: > 0 } exponent)
            return null;

        var rsa = RSA.Create(
            new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(modulus), Exponent = Base64UrlEncoder.DecodeBytes(exponent) }
        );
        return rsa.KeySize >= SmallestRsaKey ? new RsaSecurityKey(rsa) : null;
    }

    private static ECDsaSecurityKey? EllipticCurve(JsonElement jwk)
    {
        ECCurve? curve = Text(jwk, "crv") switch
        {
            "P-256" => ECCurve.NamedCurves.nistP256,
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            _ => null,
        };
        if (curve is null || Text(jwk, "x") is not { } x || Text(jwk, "y") is not { } y)
            return null;

        var point = new ECPoint { X = Base64UrlEncoder.DecodeBytes(x), Y = Base64UrlEncoder.DecodeBytes(y) };
        return new ECDsaSecurityKey(ECDsa.Create(new ECParameters { Curve = curve.Value, Q = point }));
    }

    private static string? Text(JsonElement jwk, string name) =>
        jwk.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
