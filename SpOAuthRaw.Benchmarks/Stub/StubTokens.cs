using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace SpOAuthRaw.Benchmarks.Stub;

/// <summary>The stub's key and what it makes: real ID tokens, and access tokens of the usual size that nobody could use anywhere.</summary>
public sealed class StubTokens
{
    private const string KeyId = "stub-key";
    private const int AccessTokenLength = 1400; // characters, as Entra ID's have
    private const int RefreshTokenLength = 400;
    private const int CodeLength = 700;
    private const string AccessTokenStart = "eyJ0eXAiOiJKV1QifQ.";

    private readonly string address;
    private readonly RSA key = RSA.Create(2048);

    /// <summary>Makes a key.</summary>
    public StubTokens(string address)
    {
        this.address = address;
        var it = key.ExportParameters(includePrivateParameters: false);
        Keys = $$"""
            {"keys":[{"kty":"RSA","use":"sig","kid":"{{KeyId}}","n":"{{Base64Url.EncodeToString(it.Modulus)}}","e":"{{Base64Url.EncodeToString(
                it.Exponent
            )}}"}]}
            """;
    }

    /// <summary>The key set.</summary>
    public string Keys { get; }

    /// <summary>The display name of a person, like nobody else's.</summary>
    public static string NameOf(int person) => $"Person {person} of the stub";

    /// <summary>What the access token of a person begins with.</summary>
    public static string AccessTokenOf(int person) => string.Create(CultureInfo.InvariantCulture, $"{AccessTokenStart}{person:D8}");

    /// <summary>Whose access token an <c>Authorization</c> header holds.</summary>
    public static int PersonOf(string authorization) =>
        int.Parse(authorization.AsSpan("Bearer ".Length + AccessTokenStart.Length, 8), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A code that nobody has seen.</summary>
    public static string NewCode() => Padded($"1.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}", CodeLength);

    /// <summary>The token endpoint's answer; v1 writes the seconds as text.</summary>
    public static string Answer(int person, string idToken, bool v1) =>
        $$"""
            {"token_type":"Bearer","scope":"User.Read.All","expires_in":{{(
                v1 ? "\"3599\"" : "3599"
            )}},"access_token":"{{Padded(AccessTokenOf(person), AccessTokenLength)}}","refresh_token":"{{Padded("0.", RefreshTokenLength)}}","id_token":"{{idToken}}"}
            """;

    /// <summary>A signed ID token. It vouches for the code where both go through the browser.</summary>
    public string IdToken(int person, string clientId, string nonce, string code, bool v1)
    {
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var codeHash = v1
            ? $"\"c_hash\":\"{Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(code)).AsSpan(0, 16))}\","
            : "";
        var header = $$"""{"typ":"JWT","alg":"RS256","kid":"{{KeyId}}"}""";
        var claims = $$"""
            {"aud":"{{clientId}}","iss":"{{address}}/{{StubTenant.Id}}{{(v1 ? "/" : "/v2.0")}}","iat":{{now}},"nbf":{{now}},"exp":{{now
                + 3900}},{{codeHash}}"name":"{{NameOf(person)}}","nonce":"{{nonce}}","oid":"00000000-0000-0000-0000-{{person:D12}}",
            "preferred_username":"person{{person}}@stub.example","rh":"0.AAAA","sub":"sub-{{person}}","tid":"{{StubTenant.Id}}","uti":"stub","ver":"2.0"}
            """;
        var signed =
            $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}";
        var signature = key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    private static string Padded(string text, int length) => text + new string('A', length - text.Length);
}
