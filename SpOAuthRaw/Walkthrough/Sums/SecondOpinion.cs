using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>What the code that signs people in says of the same values. It shares no line with the sums, and must always agree.</summary>
public static class SecondOpinion
{
    /// <summary>.NET's own check of the signature (<see cref="RSA.VerifyData(byte[], byte[], HashAlgorithmName, RSASignaturePadding)"/>), after the app's own reading of the token.</summary>
    public static bool OnSignature(string compact, JsonWebKeys keys)
    {
        if (
            !IdToken.Decode(compact).Succeeded(out var token, out _)
            || token.HeaderText("alg") != "RS256"
            || token.Header.TryGetProperty("crit", out _)
            || !keys.TryFind(token.HeaderText("kid"), "RS256", out var key)
            || key.Key is not RsaSecurityKey { Rsa: { } rsa }
        )
            return false;

        var dot = compact.LastIndexOf('.');
        return Octets(compact[(dot + 1)..]) is { } signature
            && rsa.VerifyData(Encoding.ASCII.GetBytes(compact[..dot]), signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    /// <summary>The app's own challenge (see <see cref="CodeVerifier"/>).</summary>
    public static bool OnChallenge(string verifier, string challenge) => new CodeVerifier(verifier).Challenge == challenge;

    /// <summary>The app's own check of <c>c_hash</c> and <c>at_hash</c> (see <see cref="LeftHalfHash"/>).</summary>
    public static bool OnHash(string value, string claim, string algorithm) => LeftHalfHash.Of(value, algorithm) == claim;

    private static byte[]? Octets(string base64Url)
    {
        try
        {
            return Base64UrlEncoder.DecodeBytes(base64Url);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
