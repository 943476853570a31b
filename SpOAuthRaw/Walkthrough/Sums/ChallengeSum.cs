using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>
/// PKCE's sum: <c>code_challenge = BASE64URL(SHA256(ASCII(code_verifier)))</c> (RFC 7636 §4.2). The provider works it when the code comes
/// back; here it is worked before your eyes.
/// </summary>
public static class ChallengeSum
{
    private static readonly Rule[] Rules =
    [
        Rule.Rfc("verifier", 7636, "4.1"),
        Rule.Rfc("ascii", 7636, "4.2"),
        Rule.Rfc("digest", 7636, "4.2"),
        Rule.Rfc("challenge", 7636, "4.2"),
        Rule.Rfc("match", 7636, "4.6"),
    ];

    /// <summary>Works the sum and holds it against the challenge that was sent. Any text may be given; nothing is thrown.</summary>
    public static WorkedSum Of(string verifier, string challenge)
    {
        var sheet = new Worksheet(Rules);
        if (WhyNoVerifier(verifier) is { } reason)
            sheet.Breaks("verifier", reason, new Figure("verifier", Excerpt.Of(verifier)).Secret());
        else
            Work(sheet, verifier, challenge);
        return sheet.Sum;
    }

    private static void Work(Worksheet sheet, string verifier, string challenge)
    {
        sheet.Passes("verifier", new Figure("verifier", verifier).Secret());

        var ascii = Encoding.ASCII.GetBytes(verifier); // one octet a character: 'A' is 41, 'B' is 42
        sheet.Passes("ascii", Figure.Hex("verifier.ascii", ascii).Secret());

        var digest = SHA256.HashData(ascii);
        sheet.Passes("digest", Figure.Hex("digest", digest));

        // Six bits a character, and no '=' at the end: 256 bits make 43 characters (RFC 7636 appendix A).
        var computed = Base64Url.EncodeToString(digest);
        sheet.Passes("challenge", new Figure("challenge.computed", computed));

        sheet.Compares("match", new Figure("computed", computed), new Figure("challenge", Excerpt.Of(challenge)));
    }

    /// <summary>43 to 128 characters that need no escape in a URL (RFC 7636 §4.1); <c>null</c> when it is so.</summary>
    private static string? WhyNoVerifier(string verifier) =>
        verifier.Length is < 43 or > 128 ? "verifier.length"
        : !verifier.All(each => char.IsAsciiLetterOrDigit(each) || each is '-' or '.' or '_' or '~') ? "verifier.characters"
        : null;
}
