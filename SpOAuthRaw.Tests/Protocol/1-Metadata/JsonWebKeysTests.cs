using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Tests;

public class JsonWebKeysTests
{
    [Theory]
    [InlineData("entra/jwks.v1.common.json", 7)]
    [InlineData("entra/jwks.v2.common.json", 10)]
    public void Entra_ID_s_own_keys_are_read(string fixture, int count)
    {
        var answer = Fixture.Answer(fixture);

        var keys = JsonWebKeys.Accept(answer).ShouldPass();

        Assert.Equal(count, keys.Keys.Count);
        Assert.All(keys.Keys, key => Assert.IsType<RsaSecurityKey>(key.Key));
    }

    [Fact]
    public void A_key_says_whom_it_may_vouch_for()
    {
        var answer = Fixture.Answer("entra/jwks.v2.common.json");

        var keys = JsonWebKeys.Accept(answer).ShouldPass();

        Assert.True(keys.TryFind("yBm7yTZhZ3SWV3-9inQcQk1X51U", "RS256", out var key));
        Assert.Equal("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0", key.Issuer);
    }

    public static TheoryData<string> UselessKeys() =>
        [
            Given.Rsa.Jwk(("use", "enc")).ToJsonString(), // RFC 7517 §4.2
            Given.Rsa.Jwk(("kty", "OKP")).ToJsonString(), // unknown
            Given.Rsa.Jwk(("kty", null)).ToJsonString(),
            Given.Rsa.Jwk(("n", null)).ToJsonString(),
            Given.Rsa.Jwk(("e", null)).ToJsonString(),
            Given.Rsa.Jwk(("n", "not base64url!")).ToJsonString(),
            Given.Rsa.Jwk(("e", "")).ToJsonString(),
            Given.Rsa.Jwk(("n", "")).ToJsonString(),
            Given.Rsa.Jwk(("e", "=")).ToJsonString(),
            Given.Rsa.Jwk(("e", "AA")).ToJsonString(), // zero
            Given.Rsa.Jwk(("e", "AQ")).ToJsonString(), // one: every text would be its own signature
            Given.Rsa.Jwk(("e", "AAAA")).ToJsonString(),
            Given.Ec.Jwk(("x", "")).ToJsonString(),
            Given.Ec.Jwk(("crv", "P-999")).ToJsonString(),
            Given.Ec.Jwk(("y", "AAAA")).ToJsonString(), // no point of the curve
            """{"kty":"oct","use":"sig","kid":"hmac","k":"c2VjcmV0"}""",
            "null",
            "5",
        ];

    [Theory]
    [MemberData(nameof(UselessKeys), DisableDiscoveryEnumeration = true)] // new keys each time would be new names of tests
    public void A_key_that_can_t_check_signatures_is_passed_over(string useless)
    {
        var set = $$"""{"keys":[{{useless}},{{Given.StrangersRsa.Jwk().ToJsonString()}}]}""";

        var keys = JsonWebKeys.Accept(Given.Answer(200, set)).ShouldPass();

        Assert.Equal([Given.StrangersRsa.Kid], keys.Keys.Select(key => key.Kid));
    }

    [Fact]
    public void An_RSA_key_that_is_too_short_is_passed_over()
    {
        using var rsa = RSA.Create(1024);
        var small = new TestKey("small", rsa);

        var result = JsonWebKeys.Accept(Given.Answer(200, Given.JwksOf(small.Jwk())));

        Assert.Equal("keys", result.ShouldFail().Name);
    }

    [Theory]
    [InlineData("""{"keys":[]}""")]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}""")]
    public void A_set_without_a_usable_key_is_refused(string set)
    {
        var answer = Given.Answer(200, set);

        var result = JsonWebKeys.Accept(answer);

        Assert.Equal("keys", result.ShouldFail().Name);
    }

    [Theory]
    [InlineData(200, "nonsense")]
    [InlineData(503, """{"keys":[]}""")]
    public void An_answer_that_is_no_set_is_not_understood(int status, string body)
    {
        var answer = Given.Answer(status, body);

        var result = JsonWebKeys.Accept(answer);

        Assert.Equal(UnreachableReason.NotUnderstood, result.ShouldBeUnreachable().Reason);
    }

    [Theory]
    [InlineData("""["verify"]""", true)]
    [InlineData("""["encrypt","verify"]""", true)]
    [InlineData("""["encrypt"]""", false)]
    [InlineData("""["sign"]""", false)]
    [InlineData("[]", false)]
    [InlineData("\"verify\"", false)]
    [InlineData("null", false)]
    public void A_key_checks_signatures_only_where_its_operations_allow_it(string operations, bool checks)
    {
        var jwk = Given.Rsa.Jwk(("use", null));
        jwk["key_ops"] = JsonNode.Parse(operations);

        var keys = JsonWebKeys.Accept(Given.Answer(200, Given.JwksOf(jwk)));

        Assert.Equal(checks, keys.Succeeded(out _, out _));
    }

    [Fact]
    public void A_key_is_found_by_its_kid()
    {
        var keys = Given.JsonWebKeys();

        var found = keys.TryFind(Given.Rsa.Kid, "RS256", out var key);

        Assert.True(found);
        Assert.Equal(Given.Rsa.Kid, key!.Kid);
    }

    [Fact]
    public void An_unknown_kid_is_not_found()
    {
        var keys = Given.JsonWebKeys();

        var found = keys.TryFind("unknown", "RS256", out _);

        Assert.False(found);
    }

    [Fact]
    public void Without_a_kid_the_only_fitting_key_is_taken()
    {
        var keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(), Given.Ec.Jwk());

        var found = keys.TryFind(null, "RS256", out var key);

        Assert.True(found);
        Assert.Equal(Given.Rsa.Kid, key!.Kid);
    }

    [Fact]
    public void Without_a_kid_none_of_several_is_guessed()
    {
        var keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(), Given.StrangersRsa.Jwk());

        var found = keys.TryFind(null, "RS256", out _);

        Assert.False(found);
    }

    [Fact]
    public void Two_keys_of_one_name_are_none()
    {
        var keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(), Given.StrangersRsa.Jwk(("kid", Given.Rsa.Kid)));

        var found = keys.TryFind(Given.Rsa.Kid, "RS256", out _);

        Assert.False(found);
    }

    [Theory]
    [InlineData("ES256")]
    [InlineData("HS256")] // RFC 8725 §2.1: a public key as an HMAC secret
    [InlineData("none")]
    [InlineData("")]
    public void An_RSA_key_serves_no_other_kind_of_algorithm(string algorithm)
    {
        var keys = Given.JsonWebKeysOf(Given.Rsa.Jwk());

        var found = keys.TryFind(Given.Rsa.Kid, algorithm, out _);

        Assert.False(found);
    }

    [Theory]
    [InlineData("nistP256", "ES256")]
    [InlineData("nistP384", "ES384")]
    [InlineData("nistP521", "ES512")]
    public void Each_curve_serves_its_own_algorithm(string curve, string algorithm)
    {
        using var ecdsa = ECDsa.Create(ECCurve.CreateFromFriendlyName(curve));
        var keys = Given.JsonWebKeysOf(new TestKey("curve", ecdsa).Jwk());

        string[] served = [.. new[] { "ES256", "ES384", "ES512", "RS512" }.Where(each => keys.TryFind("curve", each, out _))];

        Assert.Equal([algorithm], served);
    }

    [Fact]
    public void A_key_meant_for_one_algorithm_serves_no_other()
    {
        var keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(("alg", "RS256")));

        var found = keys.TryFind(Given.Rsa.Kid, "PS256", out _);

        Assert.False(found);
    }

    [Fact]
    public void A_key_that_does_not_say_its_use_is_read()
    {
        var keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(("use", null)));

        var found = keys.TryFind(Given.Rsa.Kid, "RS256", out _);

        Assert.True(found);
    }
}
