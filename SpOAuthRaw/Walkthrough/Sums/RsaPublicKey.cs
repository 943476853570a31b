using System.Numerics;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>An RSA public key: two numbers that everybody may know (RFC 8017 §3.1).</summary>
/// <param name="Modulus">n, the product of primes that only the signer knows.</param>
/// <param name="Exponent">e, which is 65537 nearly everywhere.</param>
public sealed record RsaPublicKey(BigInteger Modulus, BigInteger Exponent)
{
    /// <summary>k: how many octets n has.</summary>
    public int Length => Modulus.GetByteCount(isUnsigned: true);

    /// <summary>The numbers of one of the provider's keys; <c>null</c> when it is of another kind.</summary>
    public static RsaPublicKey? Of(SigningKey key)
    {
        if (key.Key is not RsaSecurityKey { Rsa: { } rsa })
            return null;
        var numbers = rsa.ExportParameters(includePrivateParameters: false);
        return new RsaPublicKey(Number(numbers.Modulus), Number(numbers.Exponent));
    }

    /// <summary>Octets as a number, the most significant first (OS2IP, RFC 8017 §4.2).</summary>
    public static BigInteger Number(ReadOnlySpan<byte> octets) => new(octets, isUnsigned: true, isBigEndian: true);

    /// <summary>A number as octets, as many as are asked for (I2OSP, RFC 8017 §4.1). It must fit.</summary>
    public static byte[] Octets(BigInteger number, int length)
    {
        var octets = new byte[length];
        var significant = number.ToByteArray(isUnsigned: true, isBigEndian: true);
        significant.CopyTo(octets, length - significant.Length);
        return octets;
    }

    /// <summary>
    /// The message that the signer hid in a signature: m = s^e mod n (RSAVP1, RFC 8017 §5.2.2). Whoever has n and e can look; to find an s
    /// for a message of one's own, one would have to know n's primes.
    /// </summary>
    /// <param name="signature">s, smaller than n.</param>
    public BigInteger Raise(BigInteger signature) => BigInteger.ModPow(signature, Exponent, Modulus);
}
