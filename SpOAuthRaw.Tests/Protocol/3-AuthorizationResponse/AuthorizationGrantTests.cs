namespace SpOAuthRaw.Tests;

public class AuthorizationGrantTests
{
    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public void The_answer_to_our_request_is_accepted(Dialect dialect)
    {
        var pending = Given.PendingAuthorization(dialect);
        var response = Given.ResponseTo(pending);

        var grant = Accept(response, pending).ShouldPass();

        Assert.Equal(Given.Code, grant.Code);
        Assert.Equal(response.IdToken, grant.FrontChannelIdToken);
        Assert.Same(pending, grant.Pending);
    }

    [Theory]
    [InlineData(null, "missing")]
    [InlineData("", "missing")]
    [InlineData("not ours", "unknown")]
    [InlineData("FAKESTATE_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "unknown")] // ours in another case
    [InlineData("FAKEstate_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA1", "unknown")] // ours and one more
    public void A_response_without_our_state_is_refused(string? state, string reason)
    {
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("state", state);

        var failure = Accept(response, pending).ShouldFail();

        Assert.Equal("state", failure.Name);
        Assert.Equal(reason, failure.Reason);
    }

    [Fact]
    public void A_response_that_this_browser_did_not_ask_for_is_refused()
    {
        var response = Given.ResponseTo(Given.PendingAuthorization());

        var failure = AuthorizationGrant.Accept(response, null, Given.Metadata(), Given.Now).ShouldFail();

        Assert.Equal("state", failure.Name);
        Assert.Equal("unknown", failure.Reason);
    }

    [Fact]
    public void A_response_after_fifteen_minutes_is_accepted()
    {
        var pending = Given.PendingAuthorization();

        var result = AuthorizationGrant.Accept(Given.ResponseTo(pending), pending, Given.Metadata(), Given.Now.AddMinutes(15));

        result.ShouldPass();
    }

    [Fact]
    public void A_response_later_than_that_is_refused()
    {
        var pending = Given.PendingAuthorization();

        var result = AuthorizationGrant.Accept(
            Given.ResponseTo(pending),
            pending,
            Given.Metadata(),
            Given.Now.AddMinutes(15).AddSeconds(1)
        );

        Assert.Equal("expired", result.ShouldFail().Reason);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("state")]
    [InlineData("session_state")]
    [InlineData("error")]
    public void A_doubled_parameter_is_refused(string name)
    {
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("error", name == "error" ? "access_denied" : null);
        var doubled = response with { Parameters = [.. response.Parameters, new Parameter(name, "another value")] };

        var failure = Accept(doubled, pending).ShouldFail();

        Assert.Equal(name, failure.Name);
        Assert.Equal("repeated", failure.Reason);
    }

    [Theory]
    [InlineData(Dialect.V2, ResponseMode.FormPost)]
    [InlineData(Dialect.V1, ResponseMode.Query)]
    public void A_response_that_came_another_way_is_refused(Dialect dialect, ResponseMode mode)
    {
        var pending = Given.PendingAuthorization(dialect);
        var response = Given.ResponseTo(pending) with { Mode = mode };

        var result = Accept(response, pending);

        Assert.Equal("response_mode", result.ShouldFail().Name);
    }

    [Fact]
    public void Our_provider_s_iss_is_accepted()
    {
        var pending = Given.PendingAuthorization();
        var metadata = Given.Metadata(tenant: Given.Tenant);
        var response = Given.ResponseTo(pending).With("iss", metadata.Issuer);

        var result = AuthorizationGrant.Accept(response, pending, metadata, Given.Now);

        result.ShouldPass();
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("")]
    [InlineData($"https://login.microsoftonline.com/{Given.Tenant}/v2.0/")]
    [InlineData($"https://sts.windows.net/{Given.Tenant}/")] // the other dialect's
    public void Another_iss_is_refused_even_unannounced(string iss)
    {
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("iss", iss);

        var result = AuthorizationGrant.Accept(response, pending, Given.Metadata(tenant: Given.Tenant), Given.Now);

        Assert.Equal("iss", result.ShouldFail().Name);
    }

    [Fact]
    public void A_missing_iss_is_refused_where_it_is_announced()
    {
        var pending = Given.PendingAuthorization();
        var metadata = Given.Metadata() with { AnnouncesIssParameter = true };

        var result = AuthorizationGrant.Accept(Given.ResponseTo(pending), pending, metadata, Given.Now);

        Assert.Equal("iss", result.ShouldFail().Name);
    }

    [Fact]
    public void The_provider_s_error_is_told()
    {
        var pending = Given.PendingAuthorization();
        var response = Error(pending);

        var error = Accept(response, pending).ShouldBeError();

        Assert.Equal("access_denied", error.Error);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_response_without_a_code_is_refused(string? code)
    {
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("code", code);

        var result = Accept(response, pending);

        Assert.Equal("code", result.ShouldFail().Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void A_hybrid_response_without_its_id_token_is_refused(string? idToken)
    {
        var pending = Given.PendingAuthorization(Dialect.V1);
        var response = Given.ResponseTo(pending).With("id_token", idToken);

        var failure = Accept(response, pending).ShouldFail();

        Assert.Equal("id_token", failure.Name);
        Assert.Equal("missing", failure.Reason);
    }

    [Fact]
    public void An_id_token_that_nobody_asked_for_is_refused()
    {
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("id_token", Given.FrontChannelIdTokenFor(pending).Build());

        var failure = Accept(response, pending).ShouldFail();

        Assert.Equal("id_token", failure.Name);
        Assert.Equal("unasked", failure.Reason);
    }

    [Fact]
    public void An_unknown_parameter_is_ignored()
    {
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("admin_consent", "True");

        var result = Accept(response, pending);

        result.ShouldPass();
    }

    // The order in which a response earns trust: of two faults, the earlier check speaks.

    [Fact]
    public void An_error_with_a_foreign_state_is_refused_for_its_state()
    {
        var pending = Given.PendingAuthorization();
        var response = Error(pending).With("state", "not ours");

        var result = Accept(response, pending);

        Assert.Equal("state", result.ShouldFail().Name);
    }

    [Fact]
    public void An_error_from_another_issuer_is_refused_for_its_issuer()
    {
        var pending = Given.PendingAuthorization();
        var response = Error(pending).With("iss", "https://evil.example/");

        var result = Accept(response, pending);

        Assert.Equal("iss", result.ShouldFail().Name);
    }

    [Fact]
    public void An_error_that_came_another_way_is_refused_for_its_way()
    {
        var pending = Given.PendingAuthorization();
        var response = Error(pending) with { Mode = ResponseMode.FormPost };

        var result = Accept(response, pending);

        Assert.Equal("response_mode", result.ShouldFail().Name);
    }

    [Fact]
    public void An_error_beside_a_code_is_an_error()
    {
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("error", "access_denied");

        var result = Accept(response, pending);

        Assert.Equal("access_denied", result.ShouldBeError().Error);
    }

    [Fact]
    public void A_response_is_recognized_without_the_provider()
    {
        var pending = Given.PendingAuthorization();

        var recognized = AuthorizationGrant.Recognize(Given.ResponseTo(pending), pending, Given.Now).ShouldPass();

        Assert.Same(pending, recognized);
    }

    private static AuthorizationResponse Error(PendingAuthorization pending) =>
        Given.ResponseTo(pending).With("code", null).With("error", "access_denied");

    private static Checked<AuthorizationGrant> Accept(AuthorizationResponse response, PendingAuthorization pending) =>
        AuthorizationGrant.Accept(response, pending, Given.Metadata(pending.Dialect), Given.Now);
}
