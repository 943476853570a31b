using System.Buffers.Text;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>
/// BASE64URL, read as a signature is read (RFC 7515 §2): letters, digits, '-' and '_' alone, no '=' at the end, no line breaks. What .NET
/// would pass over, a token may not contain: else one signature would have many spellings.
/// </summary>
public static class Base64UrlText
{
    /// <summary>Its 64 characters in the order of their values (RFC 4648 §5).</summary>
    public const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>The octets; <c>null</c> when the text is anything else.</summary>
    /// <remarks>
    /// The last character may carry two or four bits that belong to no octet. They should be zero (RFC 4648 §3.5), but as the library does,
    /// so this lets them pass: they are signed as text in header and payload, and change nothing in the signature.
    /// </remarks>
    public static byte[]? Decode(string text)
    {
        if (!text.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '_') || text.Length % 4 == 1)
            return null;
        return Base64Url.DecodeFromChars(WithoutSpareBits(text));
    }

    private static string WithoutSpareBits(string text) =>
        (text.Length % 4) switch
        {
            2 => text[..^1] + Alphabet[Alphabet.IndexOf(text[^1], StringComparison.Ordinal) & 0b110000],
            3 => text[..^1] + Alphabet[Alphabet.IndexOf(text[^1], StringComparison.Ordinal) & 0b111100],
            _ => text,
        };
}
