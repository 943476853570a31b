using System.Globalization;
using System.Text.Json.Nodes;

namespace SpOAuthRaw.Tests;

public class IdTokenTests
{
    [Fact]
    public void A_token_is_taken_apart_and_not_trusted()
    {
        var compact = Given.IdTokenFor(Given.PendingAuthorization()).SignedInsteadBy(Given.StrangersRsa).Build();

        var token = IdToken.Decode(compact).ShouldPass();

        Assert.Equal(compact, token.Compact);
        Assert.Equal("RS256", token.HeaderText("alg"));
        Assert.Equal("Adele Vance", token.Text("name"));
    }

    [Theory]
    [InlineData("v1.authorization-code", "1.0")]
    [InlineData("v2.authorization-code", "2.0")]
    public void Entra_ID_s_own_tokens_are_read(string name, string version)
    {
        var compact = Fixture.Json($"entra/token-response.{name}.json").GetProperty("id_token").GetString()!;

        var token = IdToken.Decode(compact).ShouldPass();

        Assert.Equal(version, token.Text("ver"));
        Assert.Equal(Given.Tenant, token.Text("tid"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("one")]
    [InlineData("one.two")]
    [InlineData("a.b.c.d")]
    [InlineData("eyJhbGciOiJSU0EtT0FFUCJ9.a.b.c.d")] // a JWE
    public void Another_number_of_parts_is_no_token(string compact)
    {
        var failure = IdToken.Decode(compact).ShouldFail();

        Assert.Equal("id_token", failure.Name);
        Assert.Equal("shape", failure.Reason);
    }

    [Fact]
    public void A_token_that_is_far_too_long_is_none()
    {
        var compact = Given.IdTokenFor(Given.PendingAuthorization()).With("name", new string('x', 64 * 1024)).Build();

        var result = IdToken.Decode(compact);

        Assert.Equal("shape", result.ShouldFail().Reason);
    }

    [Theory]
    [InlineData("\n")] // which the library alone would pass over
    [InlineData("\r\n")]
    [InlineData(" ")]
    [InlineData("=")]
    public void A_token_with_something_behind_it_is_none(string more)
    {
        var compact = Given.IdTokenFor(Given.PendingAuthorization()).Build();

        var result = IdToken.Decode(compact + more);

        Assert.Equal("content", result.ShouldFail().Reason);
    }

    public static TheoryData<string, string> Broken() =>
        new()
        {
            { "", "" },
            { "!!!", "e30" },
            { "e30", "not base64" },
            { IdTokenBuilder.Encode("[]"), "e30" },
            { IdTokenBuilder.Encode("""{"alg":"RS256"}"""), IdTokenBuilder.Encode("[]") },
            { IdTokenBuilder.Encode("""{"alg":"RS256"}"""), IdTokenBuilder.Encode("\"text\"") },
            { IdTokenBuilder.Encode("""{"alg":"RS256"}"""), IdTokenBuilder.Encode("{") },
            { IdTokenBuilder.Encode("""{"alg":"RS256"}"""), IdTokenBuilder.Encode("null") },
            { IdTokenBuilder.Encode("""{"alg":"RS256"}"""), IdTokenBuilder.Encode("""{"a":1,"a":2}""") },
            { IdTokenBuilder.Encode("""{"alg":"RS256","alg":"none"}"""), IdTokenBuilder.Encode("{}") },
            { IdTokenBuilder.Encode("""{"alg":"RS256"}"""), IdTokenBuilder.Encode("""{"a":{"b":1,"b":2}}""") },
            { IdTokenBuilder.Encode("""{"alg":"RS256"}"""), IdTokenBuilder.Encode(string.Concat(Enumerable.Repeat("{\"a\":", 5000))) },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void Broken_parts_make_no_token(string header, string claims)
    {
        var result = IdToken.Decode($"{header}.{claims}.c2ln");

        var failure = result.ShouldFail();
        Assert.Equal("id_token", failure.Name);
        Assert.Equal("content", failure.Reason);
    }

    [Fact]
    public void A_claim_that_stands_twice_makes_no_token()
    {
        var compact = Given.IdTokenFor(Given.PendingAuthorization()).WithTwice("sub", "another").Build();

        var result = IdToken.Decode(compact);

        Assert.Equal("content", result.ShouldFail().Reason);
    }

    [Fact]
    public void A_header_member_that_stands_twice_makes_no_token()
    {
        var compact = Given.IdTokenFor(Given.PendingAuthorization()).WithHeaderTwice("kid", "another").Build();

        var result = IdToken.Decode(compact);

        Assert.Equal("content", result.ShouldFail().Reason);
    }

    [Fact]
    public void Odd_members_never_throw()
    {
        string[] names =
        [
            "alg",
            "kid",
            "typ",
            "cty",
            "enc",
            "x5c",
            "jwk",
            "crit",
            "zip",
            "iss",
            "aud",
            "exp",
            "nbf",
            "iat",
            "sub",
            "tid",
            "nonce",
            "actort",
            "amr",
            "azp",
        ];
        string[] values =
        [
            "null",
            "5",
            "-1",
            "1e308",
            "1e400",
            "9223372036854775808",
            "true",
            "\"\"",
            "\"text\"",
            "[]",
            "[1]",
            "[null]",
            "[[[]]]",
            "{}",
            "{\"a\":[{}]}",
            "\"\\ud800\"",
        ];
        var tokens =
            from name in names
            from value in values
            from inHeader in new[] { true, false }
            let odd = IdTokenBuilder.Encode($"{{\"{name}\":{value}}}")
            select inHeader ? $"{odd}.{IdTokenBuilder.Encode("{}")}." : $"{IdTokenBuilder.Encode("{}")}.{odd}.";

        var thrown = tokens.Where(token => Record.Exception(() => IdToken.Decode(token).Succeeded(out _, out _)) is not null);

        Assert.Empty(thrown);
    }

    [Theory]
    [InlineData("sub")]
    [InlineData("tid")]
    public void Text_that_is_no_Unicode_makes_no_token(string claim)
    {
        var header = IdTokenBuilder.Encode("""{"alg":"RS256"}""");
        var claims = IdTokenBuilder.Encode($$"""{"{{claim}}":"\ud800"}""");

        var result = IdToken.Decode($"{header}.{claims}.c2ln");

        Assert.Equal("content", result.ShouldFail().Reason);
    }

    [Theory]
    [InlineData("1773500966", "2026-03-14T15:09:26Z")]
    [InlineData("1773500966.5", "2026-03-14T15:09:26.5Z")]
    [InlineData("0", "1970-01-01T00:00:00Z")]
    [InlineData("-1", null)]
    [InlineData("1e300", null)]
    [InlineData("253402300800", null)] // the year 10000
    [InlineData("\"1773500966\"", null)]
    [InlineData("null", null)]
    public void A_time_is_a_number_of_seconds(string json, string? expected)
    {
        var token = Given.IdTokenFor(Given.PendingAuthorization()).With("updated_at", JsonNode.Parse(json)).Decoded();

        var time = token.Time("updated_at");

        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, CultureInfo.InvariantCulture), time);
    }

    [Theory]
    [InlineData("\"a\"", new[] { "a" })]
    [InlineData("[\"a\",\"b\"]", new[] { "a", "b" })]
    [InlineData("[\"a\",5]", new string[0])]
    [InlineData("5", new string[0])]
    [InlineData("{}", new string[0])]
    public void A_list_of_texts_may_be_one_text(string json, string[] expected)
    {
        var token = Given.IdTokenFor(Given.PendingAuthorization()).With("audiences", JsonNode.Parse(json)).Decoded();

        var audiences = token.Texts("audiences");

        Assert.Equal(expected, audiences);
    }
}
