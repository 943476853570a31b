using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

public class SessionTests
{
    private static readonly Session Session = new()
    {
        Dialect = Dialect.V2,
        Issuer = "https://provider.example/",
        Subject = "adele",
        AccessTokenReceivedAt = Given.Now,
        Name = "Adele",
        AccessToken = Given.AccessToken,
        RefreshToken = Given.RefreshToken,
        ExpiresAt = Given.Now.AddHours(8),
    };

    [Fact]
    public async Task A_sign_in_makes_a_session()
    {
        using var provider = new Provider(Dialect.V1);
        var pending = Given.PendingAuthorization(Dialect.V1);
        var outcome = await provider.Flow.FinishAsync(Given.ResponseTo(pending), pending, default);

        var session = Session.Of(Assert.IsType<SignInOutcome.SignedIn>(outcome).Called, Given.Now);

        Assert.Equal(Dialect.V1, session.Dialect);
        Assert.Equal("Adele Vance", session.DisplayName);
        Assert.Equal("adelev@contoso.onmicrosoft.com", session.UserName);
        Assert.Equal(Given.Tenant, session.TenantId);
        Assert.Equal(Given.AccessToken, session.AccessToken);
        Assert.Equal(Given.RefreshToken, session.RefreshToken);
        Assert.Equal(Given.Now.AddSeconds(3599), session.AccessTokenExpiresAt);
        Assert.Equal(Given.Now.AddHours(8), session.ExpiresAt);
        Assert.Null(session.Problem);
    }

    [Fact]
    public void It_is_SharePoint_s_name_that_is_shown()
    {
        var session = Session.With(new UserProfile { DisplayName = "Adele Vance" });

        Assert.Equal("Adele Vance", session.DisplayName);
    }

    [Fact]
    public void Without_a_profile_it_is_the_id_token_s()
    {
        var session = Session.With(new FailedCheck("x", "y"));

        Assert.Equal("Adele", session.DisplayName);
    }

    [Theory]
    [InlineData(200, """{"odata.null":true}""", "NoProfile")]
    [InlineData(401, "", "Unauthorized")]
    [InlineData(401, "429 TOO MANY REQUESTS", "Throttled")]
    [InlineData(403, "", "Forbidden")]
    [InlineData(404, "", "NotFound")]
    [InlineData(429, "", "Throttled")]
    [InlineData(500, "", "Error")]
    [InlineData(503, "", "Busy")]
    public void SharePoint_s_refusal_is_kept_with_its_kind(int status, string body, string kind)
    {
        var session = Session.With(ProtectedResourceError.From(Given.Answer(status, body), Given.Now));

        Assert.Equal(kind, session.Problem!.Kind);
        Assert.Equal(status, session.Problem.Status);
        Assert.Null(session.Profile);
    }

    [Fact]
    public void A_demand_for_more_claims_is_a_kind_of_its_own()
    {
        var answer = Fixture.Recorded("sharepoint/error.401.insufficient-claims.json");

        var session = Session.With(ProtectedResourceError.From(answer, Given.Now));

        Assert.Equal("MoreClaims", session.Problem!.Kind);
    }

    [Fact]
    public void A_problem_that_outlives_its_tokens_does_not_repeat_them()
    {
        var said = """{"odata.error":{"code":"x","message":{"value":"No to A and R."}}}"""
            .Replace("A ", $"{Given.AccessToken} ", StringComparison.Ordinal)
            .Replace("R.", $"{Given.RefreshToken}.", StringComparison.Ordinal);
        var refusal = Given.Answer(403, said);
        var tokens = AccessTokenResponse
            .Accept(
                Given.Answer(
                    200,
                    Given
                        .TokenAnswerTo(Given.PendingAuthorization())
                        .ToJsonString()
                        .Replace(Given.AccessToken, "new.access.token", StringComparison.Ordinal)
                )
            )
            .ShouldPass();

        var renewed = Session.With(ProtectedResourceError.From(refusal, Given.Now)).With(tokens, Given.Now);
        var ended = Session.EndedBy(new ErrorResponse { Error = "invalid_grant", Description = $"No to {Given.RefreshToken}." }, Given.Now);

        Assert.Equal("No to •••••••• and ••••••••.", renewed.Problem!.Message);
        Assert.Equal("No to ••••••••.", ended.Ended!.Message);
    }

    [Fact]
    public void A_profile_mends_an_earlier_problem()
    {
        var session = Session.With(new FailedCheck("x", "y")).With(new UserProfile { DisplayName = "Adele Vance" });

        Assert.Null(session.Problem);
    }
}
