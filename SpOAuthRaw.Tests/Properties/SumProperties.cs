using System.Security.Cryptography;
using System.Text;
using FsCheck;
using FsCheck.Xunit;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Tests.Walkthrough;
using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Tests.Properties;

/// <summary>The sums that are shown come to the same end as the code that signs people in, whatever goes in.</summary>
public sealed class SumProperties
{
    private const int Anywhere = 20_000;

    private static readonly IdTokenExpectations Today = Given.Expectations();

    private static string Token => Forgery.Token;

    [Fact]
    public void The_token_that_is_damaged_here_holds_unharmed() => Assert.True(Agrees(Token) && SignatureSum.Of(Token, Today.Keys).Holds);

    [Theory]
    [InlineData("\n")]
    [InlineData("=")]
    [InlineData("==")]
    [InlineData(" ")]
    [InlineData("\r\n")]
    public void On_a_token_with_something_behind_it_that_decoders_pass_over(string more) =>
        Assert.Equal(SignatureSum.Of(Token + more, Today.Keys).Holds, Validates(Token + more));

    [Property(MaxTest = 1000, StartSize = Anywhere, EndSize = Anywhere)]
    public bool On_a_token_with_one_other_character(NonNegativeInt place, NonNegativeInt other) =>
        Agrees(With(place.Get, Base64UrlText.Alphabet[other.Get % 64]));

    [Property(MaxTest = 500, StartSize = Anywhere, EndSize = Anywhere)]
    public bool On_a_token_with_any_other_character(NonNegativeInt place, char other) => Agrees(With(place.Get, other));

    [Property(MaxTest = 300, StartSize = Anywhere, EndSize = Anywhere)]
    public bool On_a_token_with_the_last_character_of_a_part_changed(NonNegativeInt part, NonNegativeInt other)
    {
        var end = Token.Split('.').Take(part.Get % 3 + 1).Sum(each => each.Length + 1) - 2;
        return Agrees(With(end, Base64UrlText.Alphabet[other.Get % 64]));
    }

    [Property(MaxTest = 500, StartSize = Anywhere, EndSize = Anywhere)]
    public bool On_a_token_with_one_other_bit(NonNegativeInt part, NonNegativeInt bit)
    {
        var parts = Token.Split('.');
        var octets = Base64UrlEncoder.DecodeBytes(parts[part.Get % 3]);
        octets[bit.Get / 8 % octets.Length] ^= (byte)(1 << bit.Get % 8);
        parts[part.Get % 3] = Base64UrlEncoder.Encode(octets);
        return Agrees(string.Join('.', parts));
    }

    [Property(MaxTest = 300, StartSize = Anywhere, EndSize = Anywhere)]
    public bool On_a_token_that_is_cut_or_longer(NonNegativeInt length, string? more) =>
        Agrees(Token[..(length.Get % Token.Length)]) && Agrees(Token + more);

    [Property(MaxTest = 300, StartSize = Anywhere, EndSize = Anywhere)]
    public bool On_a_signature_that_hides_something_else(NonNegativeInt place, byte other) =>
        Agrees(Forgery.Hiding(message => message[place.Get % message.Length] = other));

    [Property]
    public bool On_any_text_at_all(string? text, string? more, string? last) =>
        Agrees(text ?? "")
        && Agrees($"{text}.{more}.{last}")
        && Agrees($"{Encoded(text)}.{Encoded(more)}.{Encoded(last)}")
        && !ChallengeSum.Of(text ?? "", more ?? "").Holds
        && !LeftHalfSum.OfCode(text ?? "", more ?? "", last ?? "").Holds
        && KeySetText.Read(text ?? "").Keys.Count == 0;

    [Property]
    public bool On_any_verifier(PositiveInt length, NonNegativeInt seed)
    {
        const string unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~"; // RFC 7636 §4.1
        var verifier = new string(new Random(seed.Get).GetItems<char>(unreserved, 43 + length.Get % 86));

        return ChallengeSum.Of(verifier, new CodeVerifier(verifier).Challenge).Holds;
    }

    [Property]
    public bool On_the_hash_of_any_ascii_text(NonEmptyString text, NonNegativeInt algorithm)
    {
        var ascii = new string([.. text.Get.Select(each => (char)(each & 0x7f))]);
        var name = new[] { "RS256", "PS384", "ES512" }[algorithm.Get % 3];

        return LeftHalfSum.OfCode(ascii, LeftHalfHash.Of(ascii, name), name).Holds
            && LeftHalfSum.OfAccessToken(ascii, LeftHalfHash.Of(ascii, name), name).Holds;
    }

    /// <summary>With the check that signs people in, and with .NET's own.</summary>
    private static bool Agrees(string compact)
    {
        var holds = SignatureSum.Of(compact, Today.Keys).Holds;
        return holds == Validates(compact) && holds == SecondOpinion.OnSignature(compact, Today.Keys) && (!holds || Verifies(compact));
    }

    private static bool Validates(string compact) =>
        IdToken.Decode(compact).Succeeded(out var token, out _)
        && IdTokenValidation.Validate(token, Today).Checks.Single(check => check.Name == "signature").Outcome == CheckOutcome.Passed;

    private static bool Verifies(string compact)
    {
        var dot = compact.LastIndexOf('.');
        return ((RSA)Given.Rsa.Key).VerifyData(
            Encoding.ASCII.GetBytes(compact[..dot]),
            Base64UrlText.Decode(compact[(dot + 1)..])!,
            HashAlgorithmName.SHA256,
            RSASignaturePadding.Pkcs1
        );
    }

    private static string With(int place, char other)
    {
        var characters = Token.ToCharArray();
        characters[place % characters.Length] = other;
        return new string(characters);
    }

    private static string Encoded(string? text) => IdTokenBuilder.Encode(text ?? "");
}
