using Microsoft.AspNetCore.WebUtilities;

namespace SpOAuthRaw.Tests;

public class ErrorResponseTests
{
    private const string TraceId = "0000aaaa-11bb-cccc-dd22-eeeeee333333";
    private const string CorrelationId = "aaaa0000-bb11-2222-33cc-444444dddddd";

    [Theory]
    [InlineData("50076.mfa-required", "invalid_grant", "basic_action", new[] { 50076 })]
    [InlineData("50079.claims", "interaction_required", null, new[] { 50079 })]
    [InlineData("54005.code-already-redeemed.reconstructed", "invalid_grant", null, new[] { 70002, 54005 })]
    [InlineData("65001.consent-required.reconstructed", "invalid_grant", "consent_required", new[] { 65001 })]
    [InlineData("7000215.invalid-client", "invalid_client", null, new[] { 7000215 })]
    [InlineData("70008.v1-two-codes", "invalid_grant", null, new[] { 70002, 70008 })]
    [InlineData("70011.invalid-scope", "invalid_scope", null, new[] { 70011 })]
    [InlineData("90002.invalid-tenant", "invalid_tenant", "MySuberror", new[] { 90002 })]
    [InlineData("9002313.bad-token", "invalid_grant", "bad_token", new[] { 9002313 })]
    [InlineData("9002325.pkce-required.reconstructed", "invalid_request", null, new[] { 9002325 })]
    public void Entra_ID_s_own_errors_are_read(string name, string kind, string? subError, int[] codes)
    {
        var answer = Fixture.Answer($"entra/token-error.{name}.json", status: 400);

        var error = ErrorResponse.From(answer)!;

        Assert.Equal(kind, error.Error);
        Assert.Equal(subError, error.SubError);
        Assert.Equal(codes, error.Codes);
        Assert.Equal(TraceId, error.TraceId);
        Assert.Equal(CorrelationId, error.CorrelationId);
        Assert.Matches(@"^20\d\d-\d\d-\d\d \d\d:\d\d:\d\dZ$", error.Timestamp);
        Assert.Equal(400, error.Status);
    }

    [Fact]
    public void Claims_are_JSON_in_a_text()
    {
        var answer = Fixture.Answer("entra/token-error.50079.claims.json", status: 400);

        var error = ErrorResponse.From(answer)!;

        Assert.Equal("""{"access_token":{"polids":{"essential":true,"values":["9ab03e19-ed42-4168-b6b7-7001fb3e933a"]}}}""", error.Claims);
    }

    [Fact]
    public void A_browser_brings_codes_and_ids_in_the_description_alone()
    {
        var posted = Fixture.Json("entra/authorize-error.65004.form-post.json").GetProperty("raw_body").GetString();
        var fields = QueryHelpers.ParseQuery(posted).Select(field => new Parameter(field.Key, field.Value.ToString()));

        var error = ErrorResponse.From(new AuthorizationResponse(ResponseMode.FormPost, [.. fields]))!;

        Assert.Equal("access_denied", error.Error);
        Assert.Equal([65004], error.Codes);
        Assert.Equal(TraceId, error.TraceId);
        Assert.Equal(CorrelationId, error.CorrelationId);
        Assert.Equal("2020-01-20 04:52:24Z", error.Timestamp);
        Assert.Equal("https://login.microsoftonline.com/error?code=65004", error.ErrorUri);
        Assert.Null(error.Status);
    }

    [Theory]
    [InlineData("AADSTS70002: One. AADSTS54005: Two.", new[] { 70002, 54005 })]
    [InlineData("AADSTS٥٠٠١١: digits of another script", new int[0])]
    [InlineData("no code at all", new int[0])]
    [InlineData("AADSTS1: too short", new int[0])]
    [InlineData("AADSTS99999999999999: too long", new int[0])]
    [InlineData("", new int[0])]
    public void Codes_are_found_in_a_description(string description, int[] codes)
    {
        var response = new AuthorizationResponse(ResponseMode.Query, [new("error", "e"), new("error_description", description)]);

        var error = ErrorResponse.From(response)!;

        Assert.Equal(codes, error.Codes);
    }

    [Fact]
    public void An_error_may_be_one_word_alone()
    {
        var answer = Given.Answer(400, """{"error":"invalid_grant"}""");

        var error = ErrorResponse.From(answer)!;

        Assert.Equal("invalid_grant", error.Error);
        Assert.Null(error.Description);
        Assert.Empty(error.Codes);
        Assert.Null(error.TraceId);
    }

    [Fact]
    public void Members_of_another_kind_are_as_good_as_missing()
    {
        var answer = Given.Answer(
            400,
            """{"error":"e","error_description":5,"error_codes":["1",-2,3.5,{},4004],"trace_id":[],"claims":{}}"""
        );

        var error = ErrorResponse.From(answer)!;

        Assert.Null(error.Description);
        Assert.Equal([4004], error.Codes);
        Assert.Null(error.TraceId);
        Assert.Null(error.Claims);
    }

    [Theory]
    [InlineData(200, """{"error":"invalid_grant"}""")]
    [InlineData(400, """{"error":{"code":5}}""")]
    [InlineData(400, """{"message":"no"}""")]
    [InlineData(400, """["error"]""")]
    [InlineData(400, "error=invalid_grant")]
    [InlineData(400, "")]
    public void Anything_else_is_no_error_of_the_specification_s(int status, string body)
    {
        var answer = Given.Answer(status, body);

        var error = ErrorResponse.From(answer);

        Assert.Null(error);
    }

    [Fact]
    public void All_that_a_browser_can_bring_of_an_error_is_read()
    {
        var response = new AuthorizationResponse(
            ResponseMode.Query,
            [
                new("error", "access_denied"),
                new("error_description", "AADSTS65004: declined"),
                new("error_uri", "https://login.microsoftonline.com/error?code=65004"),
                new("error_subcode", "cancel"),
                new("suberror", "basic_action"),
                new("claims", "{}"),
            ]
        );

        var error = ErrorResponse.From(response)!;

        Assert.Equal(
            ("access_denied", "AADSTS65004: declined", "https://login.microsoftonline.com/error?code=65004", "cancel", "{}"),
            (error.Error, error.Description, error.ErrorUri, error.SubError, error.Claims)
        );
        Assert.Equal("basic_action", ErrorResponse.From(response.With("error_subcode", null))!.SubError);
    }

    [Fact]
    public void All_that_an_answer_can_say_of_an_error_is_read_and_its_own_members_go_before_its_text()
    {
        const string Document = """
            {"error":"invalid_grant","error_description":"AADSTS1: x Trace ID: 11111111-1111-1111-1111-111111111111 Correlation ID: 22222222-2222-2222-2222-222222222222 Timestamp: 2026-01-01 00:00:00Z",
             "error_uri":"https://login.microsoftonline.com/error?code=2","error_codes":[70000,"x",-5,70008],"trace_id":"t","correlation_id":"c","timestamp":"now"}
            """;

        var error = ErrorResponse.From(Given.Answer(400, Document))!;

        Assert.StartsWith("AADSTS1: x", error.Description, StringComparison.Ordinal);
        Assert.Equal("https://login.microsoftonline.com/error?code=2", error.ErrorUri);
        Assert.Equal([70000, 70008], error.Codes);
        Assert.Equal(("t", "c", "now"), (error.TraceId, error.CorrelationId, error.Timestamp));
    }

    [Fact]
    public void Codes_that_are_no_list_and_a_text_that_is_missing_are_nothing()
    {
        var error = ErrorResponse.From(Given.Answer(400, """{"error":"server_error","error_codes":70000}"""))!;

        Assert.Empty(error.Codes);
        Assert.Equal((null, null, null, null), (error.Description, error.TraceId, error.CorrelationId, error.Timestamp));
        Assert.Equal("", ErrorResponse.FromText("AADSTS50011: no").Error);
    }
}
