using FsCheck;
using FsCheck.Xunit;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Tests.Properties;

/// <summary>What holds of every ID token: nothing but the very one that was signed passes, and nothing breaks the app.</summary>
public sealed class IdTokenProperties
{
    /// <summary>How large generated numbers may be: else they would reach the first hundred characters of a token, and no further.</summary>
    private const int Anywhere = 20_000;

    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    // Made once: signing is slow.
    private static readonly string[] Tokens =
    [
        Given.IdTokenFor(Given.PendingAuthorization()).Build(),
        Given.FrontChannelIdTokenFor(Given.PendingAuthorization()).ResignedBy(Given.Ec).Build(),
        Given.FrontChannelIdTokenFor(Given.PendingAuthorization(Dialect.V1)).Build(),
    ];

    private static readonly IdTokenExpectations Today = Given.Expectations() with
    {
        Metadata = Given.Metadata() with { IdTokenSigningAlgorithms = ["RS256", "ES256"] },
    };
    private static readonly IdTokenExpectations AsIn2016 = Given.Expectations(Dialect.V1);

    [Fact]
    public void The_tokens_that_are_damaged_here_pass_unharmed() => Assert.All(Tokens, token => Assert.True(Passes(token)));

    [Property(MaxTest = 500)]
    public bool Any_text_at_all_is_refused(string? text, string? more, string? last) =>
        !Passes(text ?? "") && !Passes($"{text}.{more}.{last}") && !Passes($"{Encoded(text)}.{Encoded(more)}.{Encoded(last)}");

    [Property(MaxTest = 1000, StartSize = Anywhere, EndSize = Anywhere)]
    public bool A_token_with_one_other_character_is_refused(NonNegativeInt token, NonNegativeInt place, NonNegativeInt other)
    {
        var whole = Tokens[token.Get % Tokens.Length];
        var characters = whole.ToCharArray();
        characters[place.Get % characters.Length] = Alphabet[other.Get % Alphabet.Length];
        var damaged = new string(characters);

        return damaged == whole || !Passes(damaged) || SaysTheSame(damaged, whole);
    }

    [Property(MaxTest = 500, StartSize = Anywhere, EndSize = Anywhere)]
    public bool A_token_with_any_other_character_is_refused(NonNegativeInt token, NonNegativeInt place, char other)
    {
        var whole = Tokens[token.Get % Tokens.Length];
        var characters = whole.ToCharArray();
        characters[place.Get % characters.Length] = other;
        var damaged = new string(characters);

        return damaged == whole || !Passes(damaged) || SaysTheSame(damaged, whole);
    }

    [Property(MaxTest = 500, StartSize = Anywhere, EndSize = Anywhere)]
    public bool A_token_with_one_other_bit_is_refused(NonNegativeInt token, NonNegativeInt part, NonNegativeInt bit)
    {
        var parts = Tokens[token.Get % Tokens.Length].Split('.');
        var bytes = Base64UrlEncoder.DecodeBytes(parts[part.Get % 3]);
        bytes[bit.Get / 8 % bytes.Length] ^= (byte)(1 << bit.Get % 8);
        parts[part.Get % 3] = Base64UrlEncoder.Encode(bytes);

        return !Passes(string.Join('.', parts));
    }

    [Property(MaxTest = 300, StartSize = Anywhere, EndSize = Anywhere)]
    public bool A_token_that_is_cut_is_refused(NonNegativeInt token, NonNegativeInt length)
    {
        var whole = Tokens[token.Get % Tokens.Length];

        return !Passes(whole[..(length.Get % whole.Length)]);
    }

    [Property]
    public bool A_token_with_more_behind_it_is_refused(NonNegativeInt token, NonEmptyString more) =>
        !Passes(Tokens[token.Get % Tokens.Length] + more.Get);

    [Property]
    public bool The_parts_of_two_tokens_make_no_third(NonNegativeInt header, NonNegativeInt claims, NonNegativeInt signature)
    {
        int[] from = [header.Get % Tokens.Length, claims.Get % Tokens.Length, signature.Get % Tokens.Length];
        var mixed = string.Join('.', from.Select((token, part) => Tokens[token].Split('.')[part]));

        return Tokens.Contains(mixed) || !Passes(mixed);
    }

    [Property]
    public bool A_claim_of_any_kind_breaks_nothing(NonNegativeInt which, NonNegativeInt value)
    {
        string[] claims = ["iss", "tid", "aud", "azp", "exp", "nbf", "iat", "nonce", "sub", "c_hash", "at_hash", "actort", "name", "ver"];
        string[] values =
        [
            "null",
            "true",
            "[]",
            "{}",
            "[[]]",
            "-1",
            "1e400",
            "9223372036854775808",
            "\"\"",
            "\"\\u0000\"",
            "[\"a\",1]",
            "0.5",
        ];
        var (claim, json) = (claims[which.Get % claims.Length], values[value.Get % values.Length]);
        var odd = Given.IdTokenFor(Given.PendingAuthorization()).With(claim, System.Text.Json.Nodes.JsonNode.Parse(json)).Build();
        string[] needed = ["iss", "tid", "aud", "exp", "iat", "nonce", "sub"];

        // Any text may be somebody's `sub`, and any moment in the past an `iat`.
        return !Passes(odd) || !needed.Contains(claim) || (claim, json) is ("sub", "\"\\u0000\"") or ("iat", "0.5");
    }

    /// <summary>By both sets of checks, in both dialects: none may throw, and the token passes if one lets it.</summary>
    private static bool Passes(string compact)
    {
        if (!IdToken.Decode(compact).Succeeded(out var token, out _))
            return false;
        return new[] { Today, AsIn2016 }.Any(expected =>
            IdTokenValidation.Validate(token, expected).Result.Succeeded(out _, out _)
            || IdTokenValidation.ValidateFrontChannel(token, expected).Result.Succeeded(out _, out _)
        );
    }

    /// <summary>
    /// The last character of a part may have bits that no byte uses (RFC 4648 §3.5). Those of header and claims are signed as text; those of
    /// the signature are nobody's: another character there is another spelling of the same signature.
    /// </summary>
    private static bool SaysTheSame(string damaged, string whole)
    {
        var (left, right) = (damaged.Split('.'), whole.Split('.'));
        return left[0] == right[0]
            && left[1] == right[1]
            && Base64UrlEncoder.DecodeBytes(left[2]).AsSpan().SequenceEqual(Base64UrlEncoder.DecodeBytes(right[2]));
    }

    private static string Encoded(string? text) => IdTokenBuilder.Encode(text ?? "");
}
