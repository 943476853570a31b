using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Tests;

/// <summary>Makes ID tokens by hand (RFC 7515 §7.1), also those that no library would make: unsigned, signed with the wrong thing, with a claim twice.</summary>
public sealed record IdTokenBuilder
{
    private IReadOnlyList<(string Name, string Json)> Header { get; init; } = [];

    private IReadOnlyList<(string Name, string Json)> Claims { get; init; } = [];

    private Func<byte[], byte[]> Sign { get; init; } = _ => [];

    public static IdTokenBuilder SignedBy(TestKey key) => new IdTokenBuilder().WithHeader("typ", "JWT").ResignedBy(key);

    /// <summary>Another key and algorithm; <c>kid</c> follows the key.</summary>
    public IdTokenBuilder ResignedBy(TestKey key, string? algorithm = null)
    {
        algorithm ??= key.Key is RSA ? "RS256" : "ES256";
        return WithHeader("alg", algorithm).WithHeader("kid", key.Kid) with { Sign = text => Signature(key.Key, algorithm, text) };
    }

    /// <summary>The signature of another key under the header of this one.</summary>
    public IdTokenBuilder SignedInsteadBy(TestKey key) => this with { Sign = text => Signature(key.Key, "RS256", text) };

    /// <summary>An HMAC over the token, with any bytes as its secret.</summary>
    public IdTokenBuilder SignedWithHmac(byte[] secret) =>
        WithHeader("alg", "HS256") with
        {
            Sign = text => HMACSHA256.HashData(secret, text),
        };

    public IdTokenBuilder WithoutSignature() => WithHeader("alg", "none") with { Sign = _ => [] };

    public IdTokenBuilder WithSignature(byte[] signature) => this with { Sign = _ => signature };

    public IdTokenBuilder With(string claim, JsonNode? value) => this with { Claims = Set(Claims, claim, value) };

    public IdTokenBuilder Without(string claim) => this with { Claims = [.. Claims.Where(each => each.Name != claim)] };

    /// <summary>One claim more, even if it stands there already.</summary>
    public IdTokenBuilder WithTwice(string claim, JsonNode value) => this with { Claims = [.. Claims, (claim, value.ToJsonString())] };

    public IdTokenBuilder WithHeader(string member, JsonNode? value) => this with { Header = Set(Header, member, value) };

    public IdTokenBuilder WithHeaderTwice(string member, JsonNode value) =>
        this with
        {
            Header = [.. Header, (member, value.ToJsonString())],
        };

    public IdTokenBuilder WithoutHeader(string member) => this with { Header = [.. Header.Where(each => each.Name != member)] };

    /// <summary>Entra ID sets <c>iat</c> and <c>nbf</c> five minutes back.</summary>
    public IdTokenBuilder WithTimes(DateTimeOffset now) =>
        With("iat", now.ToUnixTimeSeconds() - 300).With("nbf", now.ToUnixTimeSeconds() - 300).With("exp", now.ToUnixTimeSeconds() + 3600);

    public string Build()
    {
        var text = $"{Encode(Json(Header))}.{Encode(Json(Claims))}";
        return $"{text}.{Base64UrlEncoder.Encode(Sign(Encoding.ASCII.GetBytes(text)))}";
    }

    public IdToken Decoded() => IdToken.Decode(Build()).ShouldPass();

    /// <summary>The left half of a hash, by the steps of OIDC Core §3.3.2.11 and not by the app's own function.</summary>
    public static string LeftHalf(string hash, string value)
    {
        var bytes = CryptographicOperations.HashData(new HashAlgorithmName(hash), Encoding.ASCII.GetBytes(value));
        return Convert.ToBase64String(bytes[..(bytes.Length / 2)]).TrimEnd('=').Replace('+', '-').Replace('/', '_');
    }

    public static string Encode(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));

    private static (string, string)[] Set(IReadOnlyList<(string Name, string Json)> members, string name, JsonNode? value) =>
        [.. members.Where(each => each.Name != name), (name, value?.ToJsonString() ?? "null")];

    private static string Json(IReadOnlyList<(string Name, string Json)> members) =>
        $"{{{string.Join(',', members.Select(each => $"\"{each.Name}\":{each.Json}"))}}}";

    private static byte[] Signature(AsymmetricAlgorithm key, string algorithm, byte[] text)
    {
        var hash = new HashAlgorithmName($"SHA{algorithm[^3..]}");
        return key is RSA rsa
            ? rsa.SignData(text, hash, algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1)
            : ((ECDsa)key).SignData(text, hash);
    }
}
