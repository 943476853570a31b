using System.Buffers.Text;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>
/// BASE64URL, read as a token is read (RFC 7515 §2): letters, digits, '-' and '_' alone, no '=' at the end, no line breaks. Whoever passes
/// over more than that lets one signature have many spellings.
/// </summary>
public static class Base64UrlText
{
    /// <summary>Its 64 characters in the order of their values (RFC 4648 §5).</summary>
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>The octets; <c>null</c> when the text is anything else.</summary>
    public static byte[]? Decode(string text) =>
        text.Length % 4 != 1 && text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_') && SpareBits(text) == 0
            ? Base64Url.DecodeFromChars(text)
            : null;

    /// <summary>A character has six bits, an octet eight: after one octet four bits are left over, after two octets two. They must be zero (RFC 4648 §3.5).</summary>
    private static int SpareBits(string text) =>
        (text.Length % 4) switch
        {
            2 => Alphabet.IndexOf(text[^1], StringComparison.Ordinal) & 0b1111,
            3 => Alphabet.IndexOf(text[^1], StringComparison.Ordinal) & 0b11,
            _ => 0,
        };
}
