using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>
/// The sum behind <c>c_hash</c> and <c>at_hash</c>: BASE64URL of the left half of the hash of what came beside the token (OIDC Core
/// §3.3.2.11, §3.1.3.6). The token is signed and holds the hash, so nobody can put another code or access token beside it.
/// </summary>
public static class LeftHalfSum
{
    private static readonly Uri CodeHash = new("https://openid.net/specs/openid-connect-core-1_0.html#HybridIDToken");
    private static readonly Uri AccessTokenHash = new("https://openid.net/specs/openid-connect-core-1_0.html#CodeIDToken");

    private static readonly string[] Stages = ["value", "algorithm", "ascii", "digest", "half", "encoded", "match"];

    /// <summary>Works the sum for <c>c_hash</c>. Any text may be given; nothing is thrown.</summary>
    /// <param name="code">The code that came beside the ID token.</param>
    /// <param name="claim">The token's <c>c_hash</c>.</param>
    /// <param name="algorithm">The token's <c>alg</c>, which says how many bits the hash has.</param>
    public static WorkedSum OfCode(string code, string claim, string algorithm) =>
        Of("code", code, "c_hash", claim, algorithm, "OIDC Core §3.3.2.11", CodeHash);

    /// <summary>Works the sum for <c>at_hash</c>. Any text may be given; nothing is thrown.</summary>
    /// <param name="accessToken">The access token that came beside the ID token.</param>
    /// <param name="claim">The token's <c>at_hash</c>.</param>
    /// <param name="algorithm">The token's <c>alg</c>, which says how many bits the hash has.</param>
    public static WorkedSum OfAccessToken(string accessToken, string claim, string algorithm) =>
        Of("access_token", accessToken, "at_hash", claim, algorithm, "OIDC Core §3.1.3.6", AccessTokenHash);

    private static WorkedSum Of(string name, string value, string claimName, string claim, string algorithm, string rule, Uri source)
    {
        var sheet = new Worksheet([.. Stages.Select(stage => new Rule(stage, rule, source))]);
        if (WhyNoValue(value) is { } reason)
            sheet.Breaks("value", reason, new Figure(name, Excerpt.Of(value)).Secret());
        else
        {
            sheet.Passes("value", new Figure(name, value).Secret());
            if (Hash(algorithm) is { } hash)
                Work(sheet, value, (algorithm, hash), new Figure(claimName, Excerpt.Of(claim)));
            else
                sheet.Breaks("algorithm", "algorithm", new Figure("alg", Excerpt.Of(algorithm)));
        }

        return sheet.Sum;
    }

    private static void Work(Worksheet sheet, string value, (string Algorithm, Func<byte[], byte[]> Of) hash, Figure claim)
    {
        sheet.Passes("algorithm", new Figure("alg", hash.Algorithm));

        var ascii = Encoding.ASCII.GetBytes(value); // the characters as they travelled: a token is not decoded first
        sheet.Passes("ascii", Figure.Hex("value.ascii", ascii).Secret());

        var digest = hash.Of(ascii);
        sheet.Passes("digest", Figure.Hex("digest", digest));

        var half = digest.AsSpan(0, digest.Length / 2); // of SHA-256's 32 octets the first 16
        sheet.Passes("half", Figure.Hex("digest.half", half));

        var computed = Base64Url.EncodeToString(half);
        sheet.Passes("encoded", new Figure("hash.computed", computed));

        sheet.Compares("match", new Figure("computed", computed), claim);
    }

    /// <summary>The hash function in the name of a signature algorithm: its last three digits (RFC 7518 §3.1); <c>null</c> when it names none.</summary>
    private static Func<byte[], byte[]>? Hash(string algorithm) =>
        algorithm switch
        {
            [_, _, '2', '5', '6'] => SHA256.HashData,
            [_, _, '3', '8', '4'] => SHA384.HashData,
            [_, _, '5', '1', '2'] => SHA512.HashData,
            _ => null,
        };

    private static string? WhyNoValue(string value) =>
        value.Length == 0 ? "empty"
        : value.Length > Excerpt.LongestInput ? "long"
        : !Ascii.IsValid(value) ? "not-ascii"
        : null;
}
