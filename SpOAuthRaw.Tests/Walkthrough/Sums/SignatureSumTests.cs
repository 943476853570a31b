using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The signature's sum: the specifications' vectors, and every way in which a token can break it.</summary>
public class SignatureSumTests
{
    private static readonly string Input = Forgery.Token[..Forgery.Token.LastIndexOf('.')];

    /// <summary>Each stage that can break, the sentence's key, and a token that breaks it.</summary>
    public static TheoryData<string, string, string> Broken =>
        new()
        {
            { "parts", "parts", "" },
            { "parts", "parts", Input },
            { "parts", "parts", Forgery.Token + ".e30" },
            { "parts", "long", new string('A', 70_000) },
            { "base64url", "base64url", "+" + Forgery.Token[1..] },
            { "base64url", "base64url", Forgery.Token + "=" },
            { "base64url", "base64url", Forgery.Token + "\n" },
            { "header", "header", Of("[]", "{}") },
            { "header", "header", Of("""{"alg":"RS256","alg":"none"}""", "{}") },
            { "header", "crit", Given.IdTokenFor(Given.PendingAuthorization()).WithHeader("crit", "x").Build() },
            { "claims", "claims", Of("""{"alg":"RS256"}""", "joe") },
            { "alg", "alg", Given.IdTokenFor(Given.PendingAuthorization()).WithoutSignature().Build() },
            { "alg", "alg", Given.IdTokenFor(Given.PendingAuthorization()).SignedWithHmac([1, 2, 3]).Build() },
            { "alg", "alg", Of("{}", "{}") },
            { "kid", "kid", Given.IdTokenFor(Given.PendingAuthorization()).ResignedBy(Given.StrangersRsa).Build() },
            { "integer", "integer.length", Forgery.WithSignature([]) },
            { "integer", "integer.length", Forgery.WithSignature([0, .. Forgery.Signature]) },
            { "integer", "integer.large", Forgery.WithSignature(Forgery.Modulus) },
            { "leading", "leading", Forgery.Hiding(message => message[1] = 0x02) },
            { "leading", "leading", Given.IdTokenFor(Given.PendingAuthorization()).SignedInsteadBy(Given.StrangersRsa).Build() },
            { "padding", "padding", Forgery.Hiding(message => message[^60] = 0xfe) },
            { "padding", "padding", Forgery.Hiding(MoveForward) },
            { "digest-info", "digest-info", Forgery.Hiding(message => message[^37] = 0x03) },
            { "match", "match", Forgery.Hiding(message => message[^1] ^= 0x01) },
            {
                "match",
                "match",
                Given.IdTokenFor(Given.PendingAuthorization()).With("name", "Eve").WithSignature(Forgery.Signature).Build()
            },
        };

    [Fact]
    public void The_token_of_RFC_7515_appendix_A_2_holds()
    {
        var example = Examples.Of("signature");

        var sum = SignatureSum.Of(example["id_token"], KeySetText.Read(example["keys"]));

        Assert.All(sum.Stages, stage => Assert.Equal(StageResult.Passed, stage.Result));
        Assert.Equal("""{"alg":"RS256"}""", sum["header.decoded"]);
        Assert.StartsWith("{\"iss\":\"joe\",\r\n", sum["payload.decoded"], StringComparison.Ordinal);
        Assert.StartsWith("702e218943e88fd11eb5d82dbf7845f3", sum["signature.octets"], StringComparison.Ordinal); // the list of octets in A.2.1
        Assert.Equal("c88a34847b4ffb12a9326e540f144b3dcc4d5515f18701e7d6e0ee7866c9c705", sum["digest"]); // worked elsewhere
        Assert.Equal(sum["em.expected"], sum["em.found"]);
    }

    [Fact]
    public void An_encoded_message_is_RFC_8017s()
    {
        var message = EncodedMessage.Of(new byte[32], 256);

        Assert.Equal(
            $"0001{string.Concat(Enumerable.Repeat("ff", 202))}003031300d060960864801650304020105000420{new string('0', 64)}", // §9.2, note 1
            Convert.ToHexStringLower(message.Octets)
        );
        Assert.Equal("0001", Convert.ToHexStringLower(message.Leading));
        Assert.Equal(203, message.Padding.Length);
        Assert.Equal(19, message.HashName.Length);
        Assert.Equal(32, message.Digest.Length);
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void Each_stage_can_break_and_says_why(string stage, string reason, string token)
    {
        var sum = SignatureSum.Of(token, Forgery.Keys);

        Assert.Equal((stage, reason), (sum.Broken?.Name, sum.Broken?.Reason));
        Assert.All(sum.Stages.TakeWhile(each => each.Name != stage), each => Assert.Equal(StageResult.Passed, each.Result));
        Assert.All(sum.Stages.SkipWhile(each => each.Name != stage).Skip(1), each => Assert.Equal(StageResult.Unreached, each.Result));
        Assert.False(SecondOpinion.OnSignature(token, Forgery.Keys));
    }

    [Fact]
    public void Without_keys_it_breaks_at_the_key()
    {
        var sum = SignatureSum.Of(Forgery.Token, KeySetText.Read("no keys"));

        Assert.Equal(("kid", "keys"), (sum.Broken?.Name, sum.Broken?.Reason));
    }

    [Fact]
    public void A_signature_has_one_spelling_alone()
    {
        // 256 octets leave four bits over in the last character (RFC 4648 §3.5).
        var last = Base64UrlText.Alphabet.IndexOf(Forgery.Token[^1], StringComparison.Ordinal);
        var respelled = Forgery.Token[..^1] + Base64UrlText.Alphabet[last + 1];

        Assert.Equal("base64url", SignatureSum.Of(respelled, Forgery.Keys).Broken?.Name);
        Assert.False(SecondOpinion.OnSignature(respelled, Forgery.Keys));
    }

    [Fact]
    public void The_keys_as_text_are_the_keys()
    {
        var keys = KeySetText.Read(KeySetText.Of(Given.JsonWebKeys(), Given.Rsa.Kid));

        Assert.True(SignatureSum.Of(Forgery.Token, keys).Holds);
        Assert.Equal(Given.Rsa.Kid, Assert.Single(keys.Keys).Kid); // of the two, the RSA key
    }

    [Theory]
    [InlineData("{\"kty\":\"RSA\",\"n\":1,\"e\":\"AQAB\"}")]
    [InlineData("{\"kty\":\"RSA\",\"n\":\"AQAB\",\"e\":\"AQAB\"}")] // 17 bits
    [InlineData("{\"kty\":\"RSA\",\"n\":\"!!\",\"e\":\"AQAB\"}")]
    [InlineData("{\"keys\":[null,1,[],\"x\",{\"kty\":7}]}")]
    [InlineData("{\"keys\":7}")]
    [InlineData("{\"kty\":\"\\ud800\"}")]
    [InlineData("[]")]
    [InlineData("")]
    public void What_is_no_key_is_left_out(string text) => Assert.Empty(KeySetText.Read(text).Keys);

    [Fact]
    public void A_key_so_large_that_raising_to_it_would_take_minutes_is_left_out()
    {
        var modulus = Base64UrlEncoder.Encode(Enumerable.Repeat((byte)0xff, 2048).ToArray());
        var exponent = Base64UrlEncoder.Encode(Enumerable.Repeat((byte)0xff, 64).ToArray());

        Assert.Empty(KeySetText.Read($$"""{"kty":"RSA","n":"{{modulus}}","e":"AQAB"}""").Keys);
        Assert.Empty(KeySetText.Read($$"""{"kty":"RSA","n":"{{Base64UrlEncoder.Encode(Forgery.Modulus)}}","e":"{{exponent}}"}""").Keys);
    }

    private static string Of(string header, string payload) => $"{IdTokenBuilder.Encode(header)}.{IdTokenBuilder.Encode(payload)}.AAAA";

    /// <summary>Bleichenbacher's forgery of 2006: little padding, the right DigestInfo and digest, and anything behind them.</summary>
    private static void MoveForward(byte[] message)
    {
        var tail = message[^52..]; // 00, DigestInfo, digest
        message.AsSpan(10).Clear();
        tail.CopyTo(message, 10);
    }
}
