using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Protocol;

/// <summary>The secret behind PKCE: only the app that started a sign-in can finish it (RFC 7636 §4.1).</summary>
/// <param name="Value">43 to 128 unreserved characters.</param>
public sealed record CodeVerifier(string Value)
{
    /// <summary>What the provider is shown first: BASE64URL(SHA256(ASCII(verifier))) (RFC 7636 §4.2).</summary>
    public string Challenge => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(Value)));

    /// <summary>A new verifier of 256 random bits, 43 characters long.</summary>
    public static CodeVerifier New() => new(RandomText.Of256Bits());

    /// <summary>Without the value, which must not reach a log before the code is redeemed.</summary>
    public override string ToString() => nameof(CodeVerifier);
}

/// <summary>Values that nobody can guess: <c>state</c>, <c>nonce</c>, the code verifier.</summary>
public static class RandomText
{
    /// <summary>256 bits from the system's cryptographic generator as 43 URL-safe characters (RFC 9700 §2.1 and RFC 6749 §10.10 ask for 128 or more).</summary>
    public static string Of256Bits() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));
}
