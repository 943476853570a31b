namespace SpOAuthRaw.Tests;

public class BearerChallengeTests
{
    [Fact]
    public void SharePoint_s_own_challenge_is_read()
    {
        var header = Fixture
            .Json("sharepoint/error.401.challenge.www-authenticate.json")
            .GetProperty("response")
            .GetProperty("headers")
            .GetProperty("WWW-Authenticate")
            .GetString()!;

        var challenge = BearerChallenge.From([header])!;

        Assert.Equal(["realm", "client_id", "trusted_issuers", "authorization_uri"], challenge.Parameters.Keys);
        Assert.Equal(Given.Tenant, challenge.Realm);
        Assert.Equal("00000003-0000-0ff1-ce00-000000000000", challenge.Parameters["client_id"]);
        Assert.StartsWith(
            "00000001-0000-0000-c000-000000000000@*,D3776938",
            challenge.Parameters["trusted_issuers"],
            StringComparison.Ordinal
        );
        Assert.Equal("https://login.windows.net/common/oauth2/authorize", challenge.Parameters["authorization_uri"]);
        Assert.Null(challenge.Error);
        Assert.Null(challenge.Claims);
    }

    [Fact]
    public void Claims_come_out_of_their_base64()
    {
        var recorded = Fixture.Json("sharepoint/error.401.insufficient-claims.json");
        var header = recorded.GetProperty("headers").GetProperty("www-authenticate").GetString()!;

        var challenge = BearerChallenge.From([header])!;

        Assert.Equal("insufficient_claims", challenge.Error);
        Assert.Equal(recorded.GetProperty("decoded_claims").GetString(), challenge.Claims);
    }

    [Fact]
    public void The_challenge_of_RFC_6750_is_read()
    {
        const string header = """Bearer realm="example", error="invalid_token", error_description="The access token expired" """;

        var challenge = BearerChallenge.From([header])!;

        Assert.Equal("example", challenge.Realm);
        Assert.Equal("invalid_token", challenge.Error);
        Assert.Equal("The access token expired", challenge.ErrorDescription);
    }

    [Theory]
    [InlineData("Bearer realm=\"a \\\"quoted\\\" word\"", "a \"quoted\" word")]
    [InlineData("Bearer realm=\"back\\\\slash\"", "back\\slash")]
    [InlineData("Bearer realm=token", "token")]
    [InlineData("bearer REALM=\"any case\"", "any case")]
    [InlineData("Bearer\trealm = \"blanks\"", "blanks")]
    [InlineData("Bearer ,, realm=\"commas\",,", "commas")]
    [InlineData("Bearer realm=\"first\", realm=\"second\"", "first")]
    [InlineData("Bearer realm=\"\"", "")]
    [InlineData("Bearer realm=\"never closed", "never closed")]
    [InlineData("Bearer realm=\"ends in \\", "ends in \\")]
    [InlineData("Bearer", null)]
    [InlineData("Bearer realm", null)]
    public void A_parameter_is_read_however_it_is_written(string header, string? realm)
    {
        var challenge = BearerChallenge.From([header])!;

        Assert.Equal(realm, challenge.Realm);
    }

    [Theory]
    [InlineData("Basic realm=\"other\", Bearer realm=\"ours\"")]
    [InlineData("Bearer realm=\"ours\", Basic realm=\"other\"")]
    [InlineData("Negotiate YWJj==, Bearer realm=\"ours\"")]
    [InlineData("Basic realm=\"Bearer realm=\\\"fake\\\"\", Bearer realm=\"ours\"")]
    [InlineData("NTLM, Bearer realm=\"ours\"")]
    public void Ours_is_found_among_several_in_one_line(string header)
    {
        var challenge = BearerChallenge.From([header])!;

        Assert.Equal("ours", challenge.Realm);
    }

    [Fact]
    public void Ours_is_found_among_several_lines()
    {
        var challenge = BearerChallenge.From(["NTLM", "Basic realm=\"other\"", "Bearer realm=\"ours\""])!;

        Assert.Equal("ours", challenge.Realm);
    }

    [Theory]
    [InlineData("Bearer realm=\"one\"", "Bearer realm=\"two\", error=\"insufficient_claims\"")]
    [InlineData("Bearer error=\"invalid_token\"", "Basic realm=\"x\"", "Bearer realm=\"two\", error=\"insufficient_claims\"")]
    [InlineData("Bearer realm=\"one\", Basic realm=\"x\", Bearer realm=\"two\", error=\"insufficient_claims\"")]
    [InlineData("Bearer realm=\"two\", error=\"insufficient_claims\"", "Bearer realm=\"three\", error=\"invalid_token\"")]
    [InlineData("Bearer", "Bearer realm=\"two\", error=\"insufficient_claims\"", "Bearer realm=\"three\", error=\"insufficient_claims\"")]
    public void Of_several_that_says_most_which_names_an_error(params string[] header)
    {
        var challenge = BearerChallenge.From(header)!;

        Assert.Equal(("insufficient_claims", "two"), (challenge.Error, challenge.Realm));
    }

    [Fact]
    public void One_that_names_an_error_says_more_than_one_that_names_none()
    {
        var challenge = BearerChallenge.From(["Bearer realm=\"one\"", "Bearer error=\"invalid_token\""])!;

        Assert.Equal(("invalid_token", null), (challenge.Error, challenge.Realm));
    }

    [Theory]
    [InlineData("")]
    [InlineData("NTLM")]
    [InlineData("Basic realm=\"Bearer\"")]
    [InlineData("Bearertoken realm=\"x\"")]
    public void Without_a_Bearer_challenge_there_is_none(string header)
    {
        var challenge = BearerChallenge.From([header]);

        Assert.Null(challenge);
    }

    [Fact]
    public void Without_a_header_there_is_none()
    {
        Assert.Null(BearerChallenge.From([]));
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("eyJ")]
    [InlineData("aGVsbG8=")] // "hello" is no JSON object
    [InlineData("W10=")] // []
    public void Claims_that_are_no_JSON_in_base64_are_none(string claims)
    {
        var challenge = BearerChallenge.From([$"Bearer claims=\"{claims}\""])!;

        Assert.Null(challenge.Claims);
    }

    [Fact]
    public void What_stands_in_the_next_challenge_is_not_ours()
    {
        var challenge = BearerChallenge.From(["Bearer realm=\"ours\", Basic charset=\"UTF-8\", theirs=\"x\""])!;

        Assert.Equal(["realm"], challenge.Parameters.Keys);
    }

    [Theory]
    [InlineData("Bearer realm=\"ours\", =x")]
    [InlineData("Bearer realm=\"ours\", =\"x\"")]
    [InlineData("Bearer realm=\"ours\" \"=\"x")]
    public void A_value_without_a_name_is_no_parameter(string header)
    {
        var challenge = BearerChallenge.From([header])!;

        Assert.Equal("ours", challenge.Realm);
        Assert.DoesNotContain("", challenge.Parameters.Keys);
    }

    [Fact]
    public void Garbage_never_throws_and_always_ends()
    {
        const string alphabet = "Bearer realm=\"a\\b\", \t=,,claims=\"eyJ9\"é\0\u2028";
        var random = new Random(6750); // the same garbage in every run
        var headers = Enumerable
            .Range(0, 20_000)
            .Select(_ => new string(random.GetItems<char>(alphabet, random.Next(60))))
            .SelectMany(garbage => new[] { garbage, $"Bearer {garbage}" });

        var thrown = headers.Where(header => Record.Exception(() => BearerChallenge.From([header])?.Claims) is not null);

        Assert.Empty(thrown);
    }
}
