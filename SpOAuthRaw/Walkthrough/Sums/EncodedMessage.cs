namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>
/// What an RS256 signature hides: a digest, dressed up to the key's length (EMSA-PKCS1-v1_5, RFC 8017 §9.2).
/// <code>00 01 FF FF … FF 00 DigestInfo digest</code>
/// </summary>
/// <param name="Octets">As many octets as the key's modulus has.</param>
public sealed record EncodedMessage(byte[] Octets)
{
    private const int DigestLength = 32;

    /// <summary>
    /// Says in ASN.1 that 32 octets of SHA-256 follow (RFC 8017 §9.2, note 1): a sequence (30) of the algorithm, a sequence (30) of the
    /// object identifier (06) 2.16.840.1.101.3.4.2.1 and NULL (05 00), and of an octet string (04) of 32 (20).
    /// </summary>
    public static ReadOnlySpan<byte> DigestInfo =>
        [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];

    /// <summary>The message that a signature over a digest must hide.</summary>
    /// <param name="digest">SHA-256 of the signing input.</param>
    /// <param name="length">The octets of the key's modulus: 256 for a key of 2048 bits.</param>
    public static EncodedMessage Of(ReadOnlySpan<byte> digest, int length)
    {
        var octets = new byte[length];
        octets.AsSpan().Fill(0xff);
        octets[0] = 0x00; // keeps the number smaller than n
        octets[1] = 0x01; // the kind of padding: FF, as there is nothing to hide
        octets[^(DigestLength + DigestInfo.Length + 1)] = 0x00; // the padding ends here
        DigestInfo.CopyTo(octets.AsSpan(length - DigestLength - DigestInfo.Length));
        digest.CopyTo(octets.AsSpan(length - DigestLength));
        return new EncodedMessage(octets);
    }

    /// <summary>The octets as a figure, its pieces set apart.</summary>
    public Figure As(string name) =>
        Figure.Hex(name, Octets) with
        {
            Cuts = [2, Octets.Length - DigestLength - DigestInfo.Length, Octets.Length - DigestLength],
        };

    /// <summary>The first two octets.</summary>
    public ReadOnlySpan<byte> Leading => Octets.AsSpan(0, 2);

    /// <summary>What fills it up, with the zero that ends it.</summary>
    public ReadOnlySpan<byte> Padding => Octets.AsSpan(2, Octets.Length - 2 - DigestInfo.Length - DigestLength);

    /// <summary>Where the name of the hash function must stand.</summary>
    public ReadOnlySpan<byte> HashName => Octets.AsSpan(Octets.Length - DigestLength - DigestInfo.Length, DigestInfo.Length);

    /// <summary>Where the digest must stand.</summary>
    public ReadOnlySpan<byte> Digest => Octets.AsSpan(Octets.Length - DigestLength);
}
