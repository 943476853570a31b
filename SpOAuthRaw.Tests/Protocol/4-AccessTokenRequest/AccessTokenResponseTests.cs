namespace SpOAuthRaw.Tests;

public class AccessTokenResponseTests
{
    [Theory]
    [InlineData("v1.authorization-code", 3600, "AwABAAAA-FAKE-REFRESH-TOKEN-not-usable", true)]
    [InlineData("v1.ext-expires", 3599, null, false)]
    [InlineData("v2.authorization-code", 3599, "FAKE-REFRESH-TOKEN", true)]
    [InlineData("v2.foci", 3599, "FAKE-REFRESH-TOKEN", true)]
    [InlineData("v2.long-lived-refresh-in", 86396, null, false)]
    public void Entra_ID_s_own_answers_are_accepted(string name, int seconds, string? refreshToken, bool hasIdToken)
    {
        var answer = Fixture.Answer($"entra/token-response.{name}.json");

        var tokens = AccessTokenResponse.Accept(answer).ShouldPass();

        Assert.NotEmpty(tokens.AccessToken);
        Assert.Equal(TimeSpan.FromSeconds(seconds), tokens.ExpiresIn);
        Assert.Equal(refreshToken, tokens.RefreshToken);
        Assert.Equal(hasIdToken, tokens.IdToken is not null);
    }

    [Fact]
    public void A_recorded_answer_is_accepted()
    {
        var answer = Fixture.Recorded(Fixture.Json("entra/token-response.v2.recorded-with-headers.json").GetProperty("response"));

        var tokens = AccessTokenResponse.Accept(answer).ShouldPass();

        Assert.Equal("access_token", tokens.AccessToken);
        Assert.Equal(TimeSpan.FromSeconds(86399), tokens.ExpiresIn);
    }

    [Fact]
    public void An_answer_as_RFC_6749_prints_it_is_accepted()
    {
        var answer = Given.Answer(
            200,
            """
            {
              "access_token":"2YotnFZFEjr1zCsicMWpAA",
              "token_type":"example",
              "expires_in":3600,
              "refresh_token":"tGzv3JOkF0XG5Qx2TlKWIA",
              "example_parameter":"example_value"
            }
            """.Replace("\"example\"", "\"Bearer\"", StringComparison.Ordinal) // §5.1, with the one type that we can use
        );

        var tokens = AccessTokenResponse.Accept(answer).ShouldPass();

        Assert.Equal("2YotnFZFEjr1zCsicMWpAA", tokens.AccessToken);
        Assert.Equal("tGzv3JOkF0XG5Qx2TlKWIA", tokens.RefreshToken);
        Assert.Equal(TimeSpan.FromHours(1), tokens.ExpiresIn);
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    [InlineData("BEARER")]
    public void Bearer_is_read_in_any_case(string type)
    {
        var answer = Answer("token_type", $"\"{type}\"");

        var result = AccessTokenResponse.Accept(answer);

        result.ShouldPass();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("\"mac\"")]
    [InlineData("\"DPoP\"")]
    [InlineData("\"\"")]
    [InlineData("null")]
    [InlineData("5")]
    public void Another_token_type_is_refused(string? type)
    {
        var answer = Answer("token_type", type);

        var result = AccessTokenResponse.Accept(answer);

        Assert.Equal("token_type", result.ShouldFail().Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("5")]
    [InlineData("\"two words\"")]
    [InlineData("\"line\\r\\nX-Injected: 1\"")]
    [InlineData("\"ünïcode\"")]
    public void An_access_token_that_can_t_travel_is_refused(string? token)
    {
        var answer = Answer("access_token", token);

        var result = AccessTokenResponse.Accept(answer);

        Assert.Equal("access_token", result.ShouldFail().Name);
    }

    [Theory]
    [InlineData("3599", 3599)]
    [InlineData("\"3599\"", 3599)] // v1 writes text
    [InlineData("1", 1)]
    [InlineData(null, null)] // RECOMMENDED, not REQUIRED
    [InlineData("null", null)]
    public void The_lifetime_is_a_number_or_its_text(string? expiresIn, int? seconds)
    {
        var answer = Answer("expires_in", expiresIn);

        var tokens = AccessTokenResponse.Accept(answer).ShouldPass();

        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, tokens.ExpiresIn);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("31622401")]
    [InlineData("1e400")]
    [InlineData("99999999999999999999")]
    [InlineData("3599.5")]
    [InlineData("true")]
    [InlineData("\"\"")]
    [InlineData("\" 3599\"")]
    [InlineData("\"soon\"")]
    [InlineData("[3599]")]
    public void An_unbelievable_lifetime_is_refused(string expiresIn)
    {
        var answer = Answer("expires_in", expiresIn);

        var result = AccessTokenResponse.Accept(answer);

        Assert.Equal("expires_in", result.ShouldFail().Name);
    }

    [Fact]
    public void Optional_members_of_another_kind_are_as_good_as_missing()
    {
        var answer = Given.Answer(
            200,
            """{"access_token":"a","token_type":"Bearer","refresh_token":5,"id_token":{},"scope":["a"],"unknown":null}"""
        );

        var tokens = AccessTokenResponse.Accept(answer).ShouldPass();

        Assert.Null(tokens.RefreshToken);
        Assert.Null(tokens.IdToken);
        Assert.Null(tokens.Scope);
    }

    [Fact]
    public void The_provider_s_error_is_told()
    {
        var answer = Fixture.Answer("entra/token-error.7000215.invalid-client.json", status: 401);

        var error = AccessTokenResponse.Accept(answer).ShouldBeError();

        Assert.Equal("invalid_client", error.Error);
        Assert.Equal(401, error.Status);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html>Sign in</html>")]
    [InlineData(200, "access_token=a&token_type=bearer")]
    [InlineData(200, """["access_token"]""")]
    [InlineData(200, """{"access_token":"a","token_type":"Bear""")] // cut off
    [InlineData(200, """{"access_token":"a","token_type":"Bearer"} trailing""")]
    [InlineData(200, """{"access_token":"a","access_token":"b","token_type":"Bearer"}""")]
    [InlineData(201, """{"access_token":"a","token_type":"Bearer"}""")]
    [InlineData(302, """{"access_token":"a","token_type":"Bearer"}""")]
    [InlineData(307, "")]
    [InlineData(400, "no JSON")]
    [InlineData(500, """{"access_token":"a","token_type":"Bearer"}""")]
    [InlineData(503, "")]
    public void An_answer_of_no_known_kind_is_not_understood(int status, string body)
    {
        var answer = Given.Answer(status, body);

        var result = AccessTokenResponse.Accept(answer);

        Assert.Equal(UnreachableReason.NotUnderstood, result.ShouldBeUnreachable().Reason);
    }

    [Fact]
    public void A_body_that_is_nested_too_deep_is_not_understood()
    {
        var answer = Given.Answer(200, string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));

        var result = AccessTokenResponse.Accept(answer);

        result.ShouldBeUnreachable();
    }

    private static HttpAnswer Answer(string member, string? json)
    {
        var answer = Given.TokenAnswerTo(Given.PendingAuthorization());
        if (json is null)
            answer.Remove(member);
        else
            answer[member] = "PLACE";
        return Given.Answer(200, answer.ToJsonString().Replace("\"PLACE\"", json, StringComparison.Ordinal));
    }
}
