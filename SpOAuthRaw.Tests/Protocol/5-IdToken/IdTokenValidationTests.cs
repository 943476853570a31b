using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace SpOAuthRaw.Tests;

public class IdTokenValidationTests
{
    private static readonly string[] Order =
    [
        "iss",
        "tid",
        "aud",
        "azp",
        "alg",
        "crit",
        "kid",
        "signature",
        "key issuer",
        "exp",
        "nbf",
        "iat",
        "nonce",
        "sub",
        "c_hash",
        "at_hash",
    ];

    private static IdTokenBuilder Good => Given.IdTokenFor(Given.PendingAuthorization());

    [Theory]
    [InlineData(Dialect.V2, "organizations")]
    [InlineData(Dialect.V2, Given.Tenant)]
    [InlineData(Dialect.V1, "organizations")]
    [InlineData(Dialect.V1, Given.Tenant)]
    public void A_good_token_signs_its_person_in(Dialect dialect, string tenant)
    {
        var token = Given.IdTokenFor(Given.PendingAuthorization(dialect)).Decoded();

        var person = IdTokenValidation.Validate(token, Given.Expectations(dialect, tenant)).Result.ShouldPass();

        Assert.Equal("Adele Vance", person.Name);
        Assert.Equal("adelev@contoso.onmicrosoft.com", person.UserName);
        Assert.Equal(Given.Tenant, person.TenantId);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public void A_good_token_of_the_front_channel_passes(Dialect dialect)
    {
        var token = Given.FrontChannelIdTokenFor(Given.PendingAuthorization(dialect)).Decoded();

        var verdict = IdTokenValidation.ValidateFrontChannel(token, Given.Expectations(dialect) with { AccessToken = null });

        verdict.Result.ShouldPass();
    }

    [Fact]
    public void The_checks_are_made_in_the_specification_s_order()
    {
        var verdict = IdTokenValidation.Validate(Good.Decoded(), Given.Expectations());

        Assert.Equal(Order, verdict.Checks.Select(check => check.Name));
        Assert.DoesNotContain(verdict.Checks, check => check.Outcome == CheckOutcome.Failed);
        Assert.All(verdict.Checks, check => Assert.NotEmpty(check.Specification));
    }

    [Fact]
    public void What_the_specification_leaves_open_is_skipped()
    {
        var verdict = IdTokenValidation.Validate(Good.Decoded(), Given.Expectations());

        var skipped = verdict.Checks.Where(check => check.Outcome == CheckOutcome.Skipped).Select(check => check.Name);

        Assert.Equal(["azp", "crit", "c_hash", "at_hash"], skipped);
    }

    public static TheoryData<string, IdTokenBuilder> OneFaultEach() =>
        new()
        {
            { "iss", Good.With("iss", "https://evil.example/") },
            { "tid", Good.With("tid", Given.Tenant).With("TID", Given.OtherTenant) },
            { "aud", Good.With("aud", "another app") },
            { "azp", Good.With("azp", "another app") },
            { "alg", Good.WithoutSignature() },
            { "crit", Good.WithHeader("crit", new JsonArray("exp")) },
            { "kid", Good.WithHeader("kid", "unknown") },
            { "signature", Good.SignedInsteadBy(Given.StrangersRsa) },
            { "exp", Good.With("exp", 1) },
            { "nbf", Good.With("nbf", 4000000000) },
            { "iat", Good.With("iat", 4000000000) },
            { "nonce", Good.With("nonce", "of another sign-in") },
            { "sub", Good.Without("sub") },
            { "c_hash", Good.With("c_hash", "of another code") },
            { "at_hash", Good.With("at_hash", "of another token") },
        };

    [Theory]
    [MemberData(nameof(OneFaultEach))]
    public void The_first_failed_check_ends_it_and_the_later_ones_are_skipped(string name, IdTokenBuilder bad)
    {
        var verdict = IdTokenValidation.Validate(bad.Decoded(), Given.Expectations());

        var place = Array.IndexOf(Order, name);
        Assert.Equal(name, verdict.Result.ShouldFail().Name);
        Assert.DoesNotContain(verdict.Checks.Take(place), check => check.Outcome == CheckOutcome.Failed);
        Assert.Equal(CheckOutcome.Failed, verdict.Checks[place].Outcome);
        Assert.All(verdict.Checks.Skip(place + 1), check => Assert.Equal(CheckOutcome.Skipped, check.Outcome));
    }

    [Fact]
    public void Of_two_faults_the_earlier_speaks()
    {
        var token = Good.With("nonce", "of another sign-in").With("aud", "another app");

        Assert.Equal("aud", Refusal(token).Name);
    }

    // iss and tid

    [Theory]
    [InlineData("https://login.microsoftonline.com/11112222-bbbb-3333-cccc-4444dddd5555/v2.0")] // not that of tid
    [InlineData("https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0/")]
    [InlineData("https://login.microsoftonline.com/AAAABBBB-0000-cccc-1111-dddd2222eeee/v2.0")]
    [InlineData("https://login.microsoftonline.com/{tenantid}/v2.0")] // the template itself
    [InlineData("https://sts.windows.net/aaaabbbb-0000-cccc-1111-dddd2222eeee/")] // the other dialect's
    [InlineData("https://login.microsoftonline.com/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.01")]
    [InlineData("")]
    public void Another_issuer_is_refused(string issuer)
    {
        var failure = Refusal(Good.With("iss", issuer));

        Assert.Equal("iss", failure.Name);
        Assert.Equal(issuer, failure.Received);
    }

    [Fact]
    public void A_missing_issuer_is_refused()
    {
        Assert.Equal("iss", Refusal(Good.Without("iss")).Name);
    }

    [Theory]
    [InlineData("{tenantid}")]
    [InlineData("organizations")]
    [InlineData("../evil")]
    [InlineData("aaaabbbb0000cccc1111dddd2222eeee")] // a GUID in another shape
    [InlineData("")]
    public void A_tenant_that_is_no_guid_fills_no_template(string tenant)
    {
        var token = Good.With("tid", tenant).With("iss", $"https://login.microsoftonline.com/{tenant}/v2.0");

        Assert.Equal("iss", Refusal(token).Name);
    }

    [Fact]
    public void Without_a_tenant_there_is_no_issuer_among_many()
    {
        Assert.Equal("iss", Refusal(Good.Without("tid")).Name);
    }

    [Fact]
    public void Any_tenant_may_sign_in_where_many_are_served()
    {
        var token = Given.IdTokenFor(Given.PendingAuthorization(), Given.OtherTenant);

        var person = IdTokenValidation.Validate(token.Decoded(), Given.Expectations()).Result.ShouldPass();

        Assert.Equal(Given.OtherTenant, person.TenantId);
    }

    [Fact]
    public void Another_tenant_is_refused_where_one_is_served()
    {
        var token = Given.IdTokenFor(Given.PendingAuthorization(), Given.OtherTenant);

        Assert.Equal("iss", Refusal(token, Given.Expectations(tenant: Given.Tenant)).Name);
    }

    [Theory]
    [InlineData("Tid")]
    [InlineData("TID")]
    public void A_tenant_in_two_spellings_is_refused(string spelling)
    {
        var token = Good.With(spelling, Given.OtherTenant);

        Assert.Equal("tid", Refusal(token).Name);
    }

    [Fact]
    public void A_tenant_that_is_not_the_issuer_s_is_refused()
    {
        var token = Good.With("tid", Given.OtherTenant);

        Assert.Equal("tid", Refusal(token, Given.Expectations(tenant: Given.Tenant)).Name);
    }

    [Fact]
    public void A_single_tenant_s_token_may_leave_it_out()
    {
        var token = Given.IdTokenFor(Given.PendingAuthorization(Dialect.V1)).Without("tid");

        var verdict = IdTokenValidation.Validate(token.Decoded(), Given.Expectations(Dialect.V1, Given.Tenant));

        verdict.Result.ShouldPass();
        Assert.Equal(CheckOutcome.Skipped, Outcome(verdict, "tid"));
    }

    // aud and azp

    public static TheoryData<string> OtherAudiences() =>
        [
            "\"another app\"",
            $"\"{Given.ClientId}1\"",
            $"\"{Given.ClientId.ToUpperInvariant()}\"",
            $"[\"{Given.ClientId}\",\"another app\"]", // we trust no other
            $"[\"another app\",\"{Given.ClientId}\"]",
            $"[\"{Given.ClientId}\",\"{Given.ClientId}\"]",
            "[]",
            "\"\"",
        ];

    [Theory]
    [MemberData(nameof(OtherAudiences))]
    public void Another_audience_is_refused(string audience)
    {
        var token = Good.With("aud", JsonNode.Parse(audience));

        Assert.Equal("aud", Refusal(token).Name);
    }

    [Fact]
    public void A_missing_audience_is_refused()
    {
        Assert.Equal("aud", Refusal(Good.Without("aud")).Name);
    }

    [Fact]
    public void We_may_stand_alone_in_a_list()
    {
        var token = Good.With("aud", new JsonArray(Given.ClientId));

        IdTokenValidation.Validate(token.Decoded(), Given.Expectations()).Result.ShouldPass();
    }

    [Fact]
    public void An_authorized_party_that_is_us_passes()
    {
        var verdict = IdTokenValidation.Validate(Good.With("azp", Given.ClientId).Decoded(), Given.Expectations());

        verdict.Result.ShouldPass();
        Assert.Equal(CheckOutcome.Passed, Outcome(verdict, "azp"));
    }

    // alg, crit, kid and signature

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    [InlineData("")]
    [InlineData("rs256")]
    [InlineData("RS512")] // not announced
    [InlineData("ES256")]
    public void An_algorithm_that_is_not_announced_is_refused(string algorithm)
    {
        Assert.Equal("alg", Refusal(Good.WithHeader("alg", algorithm)).Name);
    }

    [Fact]
    public void An_unsigned_token_is_refused()
    {
        Assert.Equal("alg", Refusal(Good.WithoutSignature()).Name);
    }

    [Fact]
    public void An_HMAC_with_the_client_secret_is_refused()
    {
        Assert.Equal("alg", Refusal(Good.SignedWithHmac(Encoding.UTF8.GetBytes(Given.ClientSecret))).Name);
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public void Not_even_a_provider_s_announcement_makes_them_good(string algorithm)
    {
        var token = algorithm == "none" ? Good.WithoutSignature() : Good.SignedWithHmac(((RSA)Given.Rsa.Key).ExportSubjectPublicKeyInfo());

        Assert.Equal("alg", Refusal(token, Announcing("RS256", algorithm)).Name);
    }

    [Fact]
    public void An_HMAC_with_the_public_key_s_bytes_is_refused()
    {
        var pem = ((RSA)Given.Rsa.Key).ExportSubjectPublicKeyInfoPem();

        Assert.Equal("alg", Refusal(Good.SignedWithHmac(Encoding.ASCII.GetBytes(pem))).Name);
    }

    [Theory]
    [InlineData("RS256")]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    [InlineData("PS384")]
    [InlineData("PS512")]
    public void An_announced_algorithm_of_RSA_passes(string algorithm)
    {
        var token = Good.ResignedBy(Given.Rsa, algorithm);

        IdTokenValidation.Validate(token.Decoded(), Announcing(algorithm)).Result.ShouldPass();
    }

    [Fact]
    public void An_announced_elliptic_curve_passes()
    {
        var token = Good.ResignedBy(Given.Ec);

        IdTokenValidation.Validate(token.Decoded(), Announcing("ES256")).Result.ShouldPass();
    }

    [Fact]
    public void A_provider_that_announces_nothing_signs_with_RS256()
    {
        IdTokenValidation.Validate(Good.Decoded(), Announcing()).Result.ShouldPass();
        Assert.Equal("alg", Refusal(Good.ResignedBy(Given.Ec), Announcing()).Name);
    }

    [Fact]
    public void A_critical_header_is_refused_because_we_understand_none()
    {
        var token = Good.WithHeader("crit", new JsonArray("b64")).WithHeader("b64", true);

        Assert.Equal("crit", Refusal(token).Name);
    }

    [Fact]
    public void A_key_that_is_not_the_provider_s_is_refused()
    {
        Assert.Equal("kid", Refusal(Good.ResignedBy(Given.StrangersRsa)).Name);
    }

    [Fact]
    public void A_signature_of_another_key_is_refused()
    {
        Assert.Equal("signature", Refusal(Good.SignedInsteadBy(Given.StrangersRsa)).Name);
    }

    [Fact]
    public void A_key_in_the_token_s_own_header_is_never_looked_at()
    {
        var token = Good.SignedInsteadBy(Given.StrangersRsa)
            .WithHeader("jwk", Given.StrangersRsa.Jwk())
            .WithHeader("jku", "https://evil.example/keys")
            .WithHeader("x5u", "https://evil.example/certificate");

        Assert.Equal("signature", Refusal(token).Name);
    }

    [Fact]
    public void A_changed_claim_breaks_the_signature()
    {
        var parts = Good.Build().Split('.');
        var forged = Good.With("name", "Somebody Else").Build().Split('.');
        var token = IdToken.Decode($"{parts[0]}.{forged[1]}.{parts[2]}").ShouldPass();

        var result = IdTokenValidation.Validate(token, Given.Expectations()).Result;

        Assert.Equal("signature", result.ShouldFail().Name);
    }

    public static TheoryData<byte[]> BrokenSignatures() =>
        [
            [],
            [1],
            new byte[255],
            new byte[256],
            new byte[257],
            [.. Enumerable.Repeat((byte)255, 256)],
        ];

    [Theory]
    [MemberData(nameof(BrokenSignatures))]
    public void A_broken_signature_is_refused(byte[] signature)
    {
        Assert.Equal("signature", Refusal(Good.WithSignature(signature)).Name);
        Assert.Equal("signature", Refusal(Good.ResignedBy(Given.Ec).WithSignature(signature), Announcing("ES256")).Name);
    }

    [Fact]
    public void A_curve_that_does_not_fit_the_algorithm_is_refused()
    {
        var token = Good.ResignedBy(Given.Ec, "ES384"); // P-256

        Assert.Equal("kid", Refusal(token, Announcing("ES384")).Name);
    }

    [Fact]
    public void Without_a_kid_the_only_key_is_taken()
    {
        var expected = Given.Expectations() with { Keys = Given.JsonWebKeysOf(Given.Rsa.Jwk()) };

        IdTokenValidation.Validate(Good.WithoutHeader("kid").Decoded(), expected).Result.ShouldPass();
    }

    [Fact]
    public void Without_a_kid_none_of_several_keys_is_guessed()
    {
        var expected = Given.Expectations() with { Keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(), Given.StrangersRsa.Jwk()) };

        Assert.Equal("kid", Refusal(Good.WithoutHeader("kid"), expected).Name);
    }

    [Fact]
    public void An_encryption_key_checks_no_signature()
    {
        var expected = Given.Expectations() with { Keys = Given.JsonWebKeysOf(Given.StrangersRsa.Jwk(), Given.Rsa.Jwk(("use", "enc"))) };

        Assert.Equal("kid", Refusal(Good, expected).Name);
    }

    // key issuer

    [Theory]
    [InlineData("https://login.microsoftonline.com/{tenantid}/v2.0")]
    [InlineData($"https://login.microsoftonline.com/{Given.Tenant}/v2.0")]
    public void A_key_that_may_vouch_for_the_tenant_passes(string keyIssuer)
    {
        var expected = Given.Expectations() with { Keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(("issuer", keyIssuer))) };

        IdTokenValidation.Validate(Good.Decoded(), expected).Result.ShouldPass();
    }

    [Theory]
    [InlineData("https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0")] // personal accounts'
    [InlineData("https://login.microsoftonline.us/{tenantid}/v2.0")]
    [InlineData("")]
    public void A_key_that_may_not_vouch_for_the_tenant_is_refused(string keyIssuer)
    {
        var expected = Given.Expectations() with { Keys = Given.JsonWebKeysOf(Given.Rsa.Jwk(("issuer", keyIssuer))) };

        Assert.Equal("key issuer", Refusal(Good, expected).Name);
    }

    [Fact]
    public void A_key_that_does_not_say_is_skipped()
    {
        var verdict = IdTokenValidation.Validate(Good.Decoded(), Given.Expectations() with { Keys = Given.JsonWebKeysOf(Given.Rsa.Jwk()) });

        verdict.Result.ShouldPass();
        Assert.Equal(CheckOutcome.Skipped, Outcome(verdict, "key issuer"));
    }

    // exp, nbf and iat: clocks may be five minutes apart

    [Theory]
    [InlineData("exp", -299, true)]
    [InlineData("exp", -300, false)]
    [InlineData("exp", -301, false)]
    [InlineData("nbf", 299, true)]
    [InlineData("nbf", 300, true)]
    [InlineData("nbf", 301, false)]
    [InlineData("iat", 299, true)]
    [InlineData("iat", 300, true)]
    [InlineData("iat", 301, false)]
    public void Clocks_may_be_five_minutes_apart(string claim, int secondsFromNow, bool passes)
    {
        var token = Good.With(claim, Given.Now.ToUnixTimeSeconds() + secondsFromNow);

        var verdict = IdTokenValidation.Validate(token.Decoded(), Given.Expectations());

        Assert.Equal(passes ? CheckOutcome.Passed : CheckOutcome.Failed, Outcome(verdict, claim));
    }

    [Theory]
    [InlineData("exp")]
    [InlineData("iat")]
    public void A_missing_time_is_refused(string claim)
    {
        Assert.Equal(claim, Refusal(Good.Without(claim)).Name);
    }

    [Fact]
    public void Not_before_is_optional()
    {
        var verdict = IdTokenValidation.Validate(Good.Without("nbf").Decoded(), Given.Expectations());

        verdict.Result.ShouldPass();
        Assert.Equal(CheckOutcome.Skipped, Outcome(verdict, "nbf"));
    }

    [Theory]
    [InlineData("iat", "-1")]
    [InlineData("exp", "253402300800")]
    public void A_time_that_is_none_is_refused(string claim, string json)
    {
        Assert.Equal(claim, Refusal(Good.With(claim, JsonNode.Parse(json))).Name);
    }

    // nonce, sub and the hashes

    [Theory]
    [InlineData("of another sign-in")]
    [InlineData("")]
    [InlineData(null)]
    public void Another_nonce_is_refused(string? nonce)
    {
        var token = nonce is null ? Good.Without("nonce") : Good.With("nonce", nonce);

        Assert.Equal("nonce", Refusal(token).Name);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(255, true)]
    [InlineData(256, false)]
    public void A_subject_has_up_to_255_characters(int length, bool passes)
    {
        var token = Good.With("sub", new string('s', length));

        var verdict = IdTokenValidation.Validate(token.Decoded(), Given.Expectations());

        Assert.Equal(passes ? CheckOutcome.Passed : CheckOutcome.Failed, Outcome(verdict, "sub"));
    }

    [Theory]
    [InlineData("RS256", "SHA256")]
    [InlineData("RS384", "SHA384")]
    [InlineData("PS512", "SHA512")]
    public void Hashes_of_the_code_and_the_token_pass(string algorithm, string hash)
    {
        var token = Good.ResignedBy(Given.Rsa, algorithm)
            .With("c_hash", IdTokenBuilder.LeftHalf(hash, Given.Code))
            .With("at_hash", IdTokenBuilder.LeftHalf(hash, Given.AccessToken));

        var verdict = IdTokenValidation.Validate(token.Decoded(), Announcing(algorithm));

        verdict.Result.ShouldPass();
        Assert.Equal(CheckOutcome.Passed, Outcome(verdict, "c_hash"));
        Assert.Equal(CheckOutcome.Passed, Outcome(verdict, "at_hash"));
    }

    [Theory]
    [InlineData("c_hash")]
    [InlineData("at_hash")]
    public void A_hash_of_something_else_is_refused(string claim)
    {
        var token = Good.With(claim, IdTokenBuilder.LeftHalf("SHA256", "something else"));

        Assert.Equal(claim, Refusal(token).Name);
    }

    [Theory]
    [InlineData("c_hash", Given.Code)]
    [InlineData("at_hash", Given.AccessToken)]
    public void A_hash_by_another_algorithm_s_size_is_refused(string claim, string value)
    {
        var token = Good.ResignedBy(Given.Rsa, "RS384").With(claim, IdTokenBuilder.LeftHalf("SHA256", value));

        Assert.Equal(claim, Refusal(token, Announcing("RS384")).Name);
    }

    [Theory]
    [InlineData("c_hash")]
    [InlineData("at_hash")]
    public void A_hash_that_is_no_text_is_refused(string claim)
    {
        Assert.Equal(claim, Refusal(Good.With(claim, 5)).Name);
    }

    [Fact]
    public void The_front_channel_s_token_must_vouch_for_the_code()
    {
        var token = Good.Decoded();

        var verdict = IdTokenValidation.ValidateFrontChannel(token, Given.Expectations() with { AccessToken = null });

        Assert.Equal("c_hash", verdict.Result.ShouldFail().Name);
    }

    [Fact]
    public void An_injected_code_is_refused()
    {
        var token = Given.FrontChannelIdTokenFor(Given.PendingAuthorization()).Decoded();

        var verdict = IdTokenValidation.ValidateFrontChannel(
            token,
            Given.Expectations() with
            {
                AccessToken = null,
                Code = "an attacker's",
            }
        );

        Assert.Equal("c_hash", verdict.Result.ShouldFail().Name);
    }

    [Fact]
    public void Where_no_access_token_came_its_hash_is_skipped()
    {
        var token = Given.FrontChannelIdTokenFor(Given.PendingAuthorization()).With("at_hash", "anything").Decoded();

        var verdict = IdTokenValidation.ValidateFrontChannel(token, Given.Expectations() with { AccessToken = null });

        Assert.Equal(CheckOutcome.Skipped, Outcome(verdict, "at_hash"));
    }

    [Fact]
    public void Odd_claims_of_a_good_signature_never_throw()
    {
        string[] names =
        [
            "iss",
            "tid",
            "aud",
            "azp",
            "exp",
            "nbf",
            "iat",
            "nonce",
            "sub",
            "c_hash",
            "at_hash",
            "actort",
            "name",
            "amr",
            "acr",
            "http://schemas.xmlsoap.org/ws/2009/09/identity/claims/actor",
        ];
        string[] values =
        [
            "null",
            "5",
            "-1",
            "1e308",
            "true",
            "\"\"",
            "\"a.b.c\"",
            "[]",
            "[\"a\",\"b\"]",
            "[\"e30.e30.\",\"e30.e30.\"]",
            "[null]",
            "{}",
            "{\"a\":[{}]}",
        ];
        var expected = Given.Expectations();

        var thrown = (
            from name in names
            from value in values
            where Record.Exception(() => Validate(Good.With(name, JsonNode.Parse(value)).Build(), expected)) is not null
            select $"{name} = {value}"
        );

        Assert.Empty(thrown);
    }

    [Fact]
    public void Odd_header_members_of_a_good_signature_never_throw()
    {
        string[] names = ["alg", "kid", "typ", "cty", "enc", "zip", "x5t", "x5c", "jwk", "b64"];
        string[] values = ["null", "5", "true", "\"\"", "\"JWT\"", "[]", "[\"a\",\"b\"]", "[null]", "{}"];
        var expected = Given.Expectations();

        var thrown = (
            from name in names
            from value in values
            where Record.Exception(() => Validate(Good.WithHeader(name, JsonNode.Parse(value)).Build(), expected)) is not null
            select $"{name} = {value}"
        );

        Assert.Empty(thrown);
    }

    private static void Validate(string compact, IdTokenExpectations expected)
    {
        if (IdToken.Decode(compact).Succeeded(out var token, out _))
            IdTokenValidation.Validate(token, expected);
    }

    private static FailedCheck Refusal(IdTokenBuilder token, IdTokenExpectations? expected = null) =>
        IdTokenValidation.Validate(token.Decoded(), expected ?? Given.Expectations()).Result.ShouldFail();

    private static CheckOutcome Outcome(IdTokenVerdict verdict, string name) => verdict.Checks.Single(check => check.Name == name).Outcome;

    private static IdTokenExpectations Announcing(params string[] algorithms)
    {
        var expected = Given.Expectations();
        return expected with { Metadata = expected.Metadata with { IdTokenSigningAlgorithms = algorithms } };
    }
}
