using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Signatures that hide what their maker likes. With the private key it is easy; lax checks have let others do it without.</summary>
public static class Forgery
{
    public static readonly JsonWebKeys Keys = Given.JsonWebKeysOf(Given.Rsa.Jwk());

    /// <summary>A real token.</summary>
    public static readonly string Token = Given.IdTokenFor(Given.PendingAuthorization()).Build();

    /// <summary>The real token, its signature hiding other octets than it should.</summary>
    public static string Hiding(Action<byte[]> change)
    {
        var message = EncodedMessage.Of(SHA256.HashData(Encoding.ASCII.GetBytes(Input)), 256).Octets;
        change(message);
        return WithSignature(Sign(message));
    }

    /// <summary>The real token with another signature.</summary>
    public static string WithSignature(byte[] signature) => $"{Input}.{Base64UrlEncoder.Encode(signature)}";

    /// <summary>s = m^d mod n: raw, without padding.</summary>
    private static byte[] Sign(byte[] message)
    {
        var key = ((RSA)Given.Rsa.Key).ExportParameters(includePrivateParameters: true);
        var s = BigInteger.ModPow(RsaPublicKey.Number(message), RsaPublicKey.Number(key.D), RsaPublicKey.Number(key.Modulus));
        return RsaPublicKey.Octets(s, 256);
    }

    public static byte[] Modulus => ((RSA)Given.Rsa.Key).ExportParameters(includePrivateParameters: false).Modulus!;

    public static byte[] Signature => Base64UrlEncoder.DecodeBytes(Token.Split('.')[2]);

    private static string Input => Token[..Token.LastIndexOf('.')];
}
