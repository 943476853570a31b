using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Tests;

public static partial class Given
{
    // Two of one length, the larger modulus last. Making an RSA key is slow, so there is one pair a run.
    private static readonly RSA[] BySize =
    [
        .. new[] { RSA.Create(2048), RSA.Create(2048) }.OrderBy(
            key => Convert.ToHexString(key.ExportParameters(false).Modulus!),
            StringComparer.Ordinal
        ),
    ];

    /// <summary>The provider's key.</summary>
    public static readonly TestKey Rsa = new("key-rsa", BySize[1]);

    /// <summary>
    /// A key that is not the provider's. Its modulus is the smaller of the two: a number below it is one below the provider's too, so that
    /// what it signed is refused for what the signature hides, and not in one run out of some for the signature's size.
    /// </summary>
    public static readonly TestKey StrangersRsa = new("key-stranger", BySize[0]);

    /// <summary>The provider's second key, with elliptic curves.</summary>
    public static readonly TestKey Ec = new("key-ec", ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>A key set as the provider would publish it.</summary>
    public static string JwksOf(params JsonObject[] keys) =>
        new JsonObject { ["keys"] = new JsonArray([.. keys.Select(JsonNode (key) => key)]) }.ToJsonString();

    /// <summary>The provider's key set: on v2 each key says whom it may vouch for, on v1 none does.</summary>
    public static string Jwks(Dialect dialect = Dialect.V2) =>
        JwksOf([.. new[] { Rsa, Ec }.Select(key => dialect == Dialect.V2 ? key.Jwk(("issuer", TemplateIssuer)) : key.Jwk())]);

    public static JsonWebKeys JsonWebKeys(Dialect dialect = Dialect.V2) =>
        SpOAuthRaw.Protocol.JsonWebKeys.Accept(Answer(200, Jwks(dialect))).ShouldPass();

    public static JsonWebKeys JsonWebKeysOf(params JsonObject[] keys) =>
        SpOAuthRaw.Protocol.JsonWebKeys.Accept(Answer(200, JwksOf(keys))).ShouldPass();

    private const string TemplateIssuer = "https://login.microsoftonline.com/{tenantid}/v2.0";
}

/// <summary>A key pair and its name.</summary>
public sealed record TestKey(string Kid, AsymmetricAlgorithm Key)
{
    /// <summary>The public half as the provider publishes it, with members changed, added or (<c>null</c>) taken away.</summary>
    public JsonObject Jwk(params (string Name, string? Value)[] changes)
    {
        var jwk = Key is RSA rsa ? Public(rsa.ExportParameters(false)) : Public(((ECDsa)Key).ExportParameters(false));
        jwk["use"] = "sig";
        jwk["kid"] = Kid;
        foreach (var (name, value) in changes)
            if (value is null)
                jwk.Remove(name);
            else
                jwk[name] = value;
        return jwk;
    }

    private static JsonObject Public(RSAParameters key) =>
        new()
        {
            ["kty"] = "RSA",
            ["n"] = Base64UrlEncoder.Encode(key.Modulus),
            ["e"] = Base64UrlEncoder.Encode(key.Exponent),
        };

    private static JsonObject Public(ECParameters key) =>
        new()
        {
            ["kty"] = "EC",
            ["crv"] = key.Q.X!.Length == 66 ? "P-521" : $"P-{key.Q.X.Length * 8}",
            ["x"] = Base64UrlEncoder.Encode(key.Q.X),
            ["y"] = Base64UrlEncoder.Encode(key.Q.Y),
        };
}
