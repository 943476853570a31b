using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>
/// A JWT's signature checked by hand, for RS256: what must have been signed (RFC 7515 §5.1), what was signed (RFC 8017 §8.2.2), and the one
/// held against the other. The app itself leaves this to its library; both must come to the same end, whatever the token.
/// </summary>
public static class SignatureSum
{
    private static readonly Rule[] Rules =
    [
        Rule.Rfc("parts", 7515, "7.1"),
        Rule.Rfc("base64url", 7515, "2"),
        Rule.Rfc("header", 7515, "4"),
        Rule.Rfc("claims", 7519, "7.2"),
        Rule.Rfc("alg", 7518, "3.3"),
        Rule.Rfc("kid", 7515, "4.1.4"),
        Rule.Rfc("input", 7515, "5.1"),
        Rule.Rfc("digest", 7518, "3.3"),
        Rule.Rfc("expected", 8017, "9.2"),
        Rule.Rfc("integer", 8017, "8.2.2"),
        Rule.Rfc("power", 8017, "5.2.2"),
        Rule.Rfc("leading", 8017, "9.2"),
        Rule.Rfc("padding", 8017, "9.2"),
        Rule.Rfc("digest-info", 8017, "9.2"),
        Rule.Rfc("match", 8017, "8.2.2"),
    ];

    /// <summary>Works the sum. Any text may be given; nothing is thrown.</summary>
    /// <param name="compact">The token as it came.</param>
    /// <param name="keys">The provider's keys.</param>
    public static WorkedSum Of(string compact, JsonWebKeys keys)
    {
        var sheet = new Worksheet(Rules);
        if (Read(sheet, compact) is { } token && Find(sheet, token, keys) is { } key)
        {
            var expected = Expect(sheet, token, key);
            if (Raise(sheet, token, key) is { } found)
                Compare(sheet, expected, found);
        }

        return sheet.Sum;
    }

    /// <summary>Takes the token apart. Nothing in it is to be believed yet.</summary>
    private static Token? Read(Worksheet sheet, string compact)
    {
        if (compact.Length > Excerpt.LongestInput)
            return Stop(sheet, "parts", "long", new Figure("token", Excerpt.Of(compact)).Secret());
        if (compact.Split('.', 4) is not [var header, var payload, var signature])
            return Stop(sheet, "parts", "parts", new Figure("token", Excerpt.Of(compact)).Secret());
        sheet.Passes("parts", Secret("header", header), Secret("payload", payload), Secret("signature", signature));

        var decoded = new[] { header, payload, signature }.Select(Base64UrlText.Decode).ToArray();
        if (decoded is not [{ } headerOctets, { } payloadOctets, { } signatureOctets])
            return Stop(sheet, "base64url", "base64url");
        sheet.Passes(
            "base64url",
            new Figure("header.decoded", Encoding.UTF8.GetString(headerOctets)),
            new Figure("payload.decoded", Encoding.UTF8.GetString(payloadOctets)),
            Figure.Hex("signature.octets", signatureOctets).Secret()
        );

        // By the app's own reader of JSON, which takes no member twice: else two readers could see two tokens in one.
        if (StrictJson.Object(headerOctets) is not { } members)
            return Stop(sheet, "header", "header");
        if (members.TryGetProperty("crit", out _))
            return Stop(sheet, "header", "crit");
        sheet.Passes("header");
        if (!IdToken.Decode(compact).Succeeded(out _, out _))
            return Stop(sheet, "claims", "claims");
        sheet.Passes("claims");
        return new Token(members, $"{header}.{payload}", signatureOctets);
    }

    /// <summary>The algorithm must be the one that we mean to work, and the key one that the provider published.</summary>
    private static RsaPublicKey? Find(Worksheet sheet, Token token, JsonWebKeys keys)
    {
        var (algorithm, kid) = (token.Member("alg"), token.Member("kid"));
        if (algorithm != "RS256")
        {
            sheet.Breaks("alg", "alg", new Figure("alg", algorithm ?? "—"));
            return null;
        }

        sheet.Passes("alg", new Figure("alg", algorithm));
        if (!keys.TryFind(kid, algorithm, out var found) || RsaPublicKey.Of(found) is not { } key)
        {
            sheet.Breaks(
                "kid",
                keys.Keys.Count == 0 ? "keys" : "kid",
                new Figure("kid", kid ?? "—"),
                new Figure("kids", string.Join('\n', keys.Keys.Select(each => each.Kid)))
            );
            return null;
        }

        sheet.Passes(
            "kid",
            new Figure("kid", kid ?? "—"),
            new Figure("n", KeySetText.Encoded(key.Modulus)),
            new Figure("n.number", key.Modulus.ToString(CultureInfo.InvariantCulture)),
            new Figure("e", $"{KeySetText.Encoded(key.Exponent)} = {key.Exponent.ToString(CultureInfo.InvariantCulture)}"),
            new Figure("k", key.Length.ToString(CultureInfo.InvariantCulture))
        );
        return key;
    }

    /// <summary>What the signature must hide: worked from header and payload alone.</summary>
    private static EncodedMessage Expect(Worksheet sheet, Token token, RsaPublicKey key)
    {
        sheet.Passes("input", Secret("input", token.SigningInput));

        var digest = SHA256.HashData(Encoding.ASCII.GetBytes(token.SigningInput));
        sheet.Passes("digest", Figure.Hex("digest", digest));

        var expected = EncodedMessage.Of(digest, key.Length);
        sheet.Passes("expected", expected.As("em.expected"));
        return expected;
    }

    /// <summary>What the signature does hide: worked from signature and key alone.</summary>
    private static EncodedMessage? Raise(Worksheet sheet, Token token, RsaPublicKey key)
    {
        if (token.Signature.Length != key.Length)
        {
            sheet.Breaks("integer", "integer.length", new Figure("signature.length", $"{token.Signature.Length} ≠ {key.Length}"));
            return null;
        }

        var s = RsaPublicKey.Number(token.Signature);
        var figure = Secret("s", s.ToString(CultureInfo.InvariantCulture));
        if (s >= key.Modulus)
        {
            sheet.Breaks("integer", "integer.large", figure);
            return null;
        }

        sheet.Passes("integer", figure);
        var m = key.Raise(s);
        var found = new EncodedMessage(RsaPublicKey.Octets(m, key.Length));
        sheet.Passes("power", new Figure("m", m.ToString(CultureInfo.InvariantCulture)), found.As("em.found"));
        return found;
    }

    /// <summary>Octet by octet, in four pieces. Whoever looks only at the digest can be given a forgery (RFC 8017 §8.2.2 builds it anew for that).</summary>
    private static void Compare(Worksheet sheet, EncodedMessage expected, EncodedMessage found)
    {
        _ =
            sheet.Compares("leading", Figure.Hex("leading.found", found.Leading), Figure.Hex("leading.expected", expected.Leading))
            && sheet.Compares("padding", Figure.Hex("padding.found", found.Padding), Figure.Hex("padding.expected", expected.Padding))
            && sheet.Compares("digest-info", Figure.Hex("info.found", found.HashName), Figure.Hex("info.expected", expected.HashName))
            && sheet.Compares("match", Figure.Hex("digest.found", found.Digest), Figure.Hex("digest.expected", expected.Digest));
    }

    private static Figure Secret(string name, string value) => new Figure(name, value).Secret();

    private static Token? Stop(Worksheet sheet, string stage, string reason, params IReadOnlyList<Figure> figures)
    {
        sheet.Breaks(stage, reason, figures);
        return null;
    }

    private sealed record Token(JsonElement Header, string SigningInput, byte[] Signature)
    {
        /// <summary>A header member's text; <c>null</c> when it is missing (the reader above has refused any that is not text).</summary>
        public string? Member(string name) => Header.TryGetProperty(name, out var member) ? member.GetString() : null;
    }
}
