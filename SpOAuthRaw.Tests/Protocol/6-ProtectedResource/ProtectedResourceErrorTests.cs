using System.Globalization;

namespace SpOAuthRaw.Tests;

public class ProtectedResourceErrorTests
{
    private const string AccessDenied = "-2147024891, System.UnauthorizedAccessException";

    // The five shapes of SharePoint's "no".

    [Theory]
    [InlineData("error.403.unauthorized-access.verbose.json", 403, AccessDenied, "Attempted to perform an unauthorized operation.")]
    [InlineData("error.403.unauthorized-access.atom.xml", 403, AccessDenied, "Attempted to perform an unauthorized operation.")]
    [InlineData(
        "error.403.access-denied.light.json",
        403,
        AccessDenied,
        "Access denied. You do not have permission to perform this action or access this resource."
    )]
    [InlineData("error.404.light.json", 404, "-2130575338, Microsoft.SharePoint.SPException", "Error: File not found.")]
    [InlineData(
        "error.generic.light.json",
        400,
        "-1, System.InvalidOperationException",
        "Failed to validate the notification URL 'https://contoso.example/hook'."
    )]
    public void OData_s_three_shapes_are_read(string fixture, int status, string code, string message)
    {
        var answer = Fixture.Answer($"sharepoint/{fixture}", status);

        var error = ProtectedResourceError.From(answer, Given.Now);

        Assert.Equal(status, error.Status);
        Assert.Equal(code, error.Code);
        Assert.Equal(message, error.Message);
    }

    [Theory]
    [InlineData("error.401.invalid-signature.json", "Invalid issuer or signature.")]
    [InlineData("error.401.token-expired.json", "Invalid JWT token. The token is expired.")]
    [InlineData("error.401.unsupported-app-only-token.json", "Unsupported app only token.")]
    public void The_token_check_s_shape_is_read(string fixture, string message)
    {
        var answer = Fixture.Recorded($"sharepoint/{fixture}");

        var error = ProtectedResourceError.From(answer, Given.Now);

        Assert.Equal(401, error.Status);
        Assert.Null(error.Code);
        Assert.Equal(message, error.Message);
    }

    [Fact]
    public void A_second_challenge_that_demands_more_claims_is_not_lost()
    {
        var answer = Given.Answer(
            401,
            "{}",
            ("WWW-Authenticate", "Bearer realm=\"one\""),
            ("WWW-Authenticate", "Bearer realm=\"two\", error=\"insufficient_claims\", claims=\"e30=\"")
        );

        var error = ProtectedResourceError.From(answer, Given.Now);

        Assert.Equal(("insufficient_claims", "{}"), (error.Challenge?.Error, error.Challenge?.Claims));
    }

    [Fact]
    public void Plain_text_is_a_message()
    {
        var error = ProtectedResourceError.From(Given.Answer(500, "  It broke.\r\n"), Given.Now);

        Assert.Equal("It broke.", error.Message);
    }

    [Fact]
    public void Nothing_at_all_is_an_error_too()
    {
        var error = ProtectedResourceError.From(Fixture.Recorded("sharepoint/anonymous.headers.json"), Given.Now);

        Assert.Equal(401, error.Status);
        Assert.Null(error.Message);
        Assert.Null(error.Challenge);
    }

    [Fact]
    public void A_wrong_audience_is_diagnosed()
    {
        var error = ProtectedResourceError.From(Fixture.Recorded("sharepoint/error.401.invalid-audience.json"), Given.Now);

        Assert.Equal(
            """3000003;reason="Invalid audience Uri '00001111-aaaa-2222-bbbb-3333cccc4444'.";category="invalid_client" """.TrimEnd(),
            error.Diagnostics
        );
        Assert.Equal("9401049e-0000-3000-1cb8-000000000000", error.RequestId);
        Assert.Equal(Given.Tenant, error.Challenge!.Realm);
        Assert.False(error.IsThrottled);
    }

    [Fact]
    public void More_claims_are_asked_for_by_the_challenge()
    {
        var error = ProtectedResourceError.From(Fixture.Recorded("sharepoint/error.401.insufficient-claims.json"), Given.Now);

        Assert.Equal("insufficient_claims", error.Challenge!.Error);
        Assert.Equal("xxx-xxx", error.RequestId);
    }

    [Theory]
    [InlineData("SPRequestGuid")]
    [InlineData("request-id")]
    public void The_request_s_id_is_read_from_either_header(string header)
    {
        var error = ProtectedResourceError.From(Given.Answer(403, "", (header, "FAKE-request-id")), Given.Now);

        Assert.Equal("FAKE-request-id", error.RequestId);
    }

    [Theory]
    [InlineData(2000, 2000)]
    [InlineData(2001, 2001)] // cut, and a mark that it was
    [InlineData(9000, 2001)]
    public void A_long_message_is_cut(int length, int expected)
    {
        var error = ProtectedResourceError.From(Given.Answer(500, new string('x', length)), Given.Now);

        Assert.Equal(expected, error.Message!.Length);
        Assert.Equal(length > 2000, error.Message.EndsWith('…'));
    }

    [Fact]
    public void An_Atom_error_without_a_message_has_its_code()
    {
        const string Atom =
            """<m:error xmlns:m="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><m:code>-1</m:code></m:error>""";

        var error = ProtectedResourceError.From(Given.Answer(404, Atom), Given.Now);

        Assert.Equal(("-1", null), (error.Code, error.Message));
    }

    [Fact]
    public void A_challenge_counts_with_401_alone()
    {
        var answer = Given.Answer(403, "", ("WWW-Authenticate", "Bearer realm=\"x\""));

        var error = ProtectedResourceError.From(answer, Given.Now);

        Assert.Null(error.Challenge);
    }

    [Theory]
    [InlineData("31", 31)]
    [InlineData("0", 0)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("99999999999", null)]
    public void The_wait_is_given_in_seconds(string retryAfter, int? seconds)
    {
        var answer = Given.Answer(429, "", ("Retry-After", retryAfter));

        var error = ProtectedResourceError.From(answer, Given.Now);

        Assert.Equal(seconds is { } s ? TimeSpan.FromSeconds(s) : null, error.RetryAfter);
        Assert.True(error.IsThrottled);
    }

    [Theory]
    [InlineData(90, 90)]
    [InlineData(-90, 0)] // gone by
    public void The_wait_is_given_as_a_date(int secondsFromNow, int seconds)
    {
        var date = Given.Now.AddSeconds(secondsFromNow).ToString("R", CultureInfo.InvariantCulture);
        var answer = Given.Answer(503, "", ("Retry-After", date));

        var error = ProtectedResourceError.From(answer, Given.Now);

        Assert.Equal(TimeSpan.FromSeconds(seconds), error.RetryAfter);
    }

    [Fact]
    public void SharePoint_s_recorded_waits_are_read()
    {
        var cases = Fixture.Json("sharepoint/error.429.throttled.headers.json").EnumerateArray();

        var waits = cases.Select(each => ProtectedResourceError.From(Fixture.Recorded(each), Given.Now).RetryAfter?.TotalSeconds);

        Assert.Equal([null, 31d, 9d], waits);
    }

    [Theory]
    [InlineData(429, "", true)]
    [InlineData(503, "", true)]
    [InlineData(401, "429 TOO MANY REQUESTS", true)]
    [InlineData(401, "", false)]
    [InlineData(403, "429 TOO MANY REQUESTS", false)]
    public void Too_many_requests_is_told_apart(int status, string body, bool throttled)
    {
        var error = ProtectedResourceError.From(Given.Answer(status, body), Given.Now);

        Assert.Equal(throttled, error.IsThrottled);
    }

    [Fact]
    public void The_recorded_401_with_a_429_inside_is_throttling()
    {
        var error = ProtectedResourceError.From(Fixture.Recorded("sharepoint/error.401-with-429-body.json"), Given.Now);

        Assert.True(error.IsThrottled);
    }

    [Fact]
    public void An_entity_bomb_does_not_go_off()
    {
        const string bomb = """
            <!DOCTYPE error [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
            <error><message>&c;</message></error>
            """;

        var error = ProtectedResourceError.From(Given.Answer(500, bomb), Given.Now);

        Assert.Null(error.Message);
    }

    [Fact]
    public void An_external_entity_is_not_fetched()
    {
        const string xxe = """<!DOCTYPE error [<!ENTITY x SYSTEM "file:///etc/hostname">]><error><message>&x;</message></error>""";

        var error = ProtectedResourceError.From(Given.Answer(500, xxe), Given.Now);

        Assert.Null(error.Message);
    }

    [Theory]
    [InlineData("<html><body>Sorry<br>gone</body></html>")]
    [InlineData("<html><message>not an error element</message></html>")]
    [InlineData("<")]
    public void A_web_page_holds_nothing_for_us(string page)
    {
        var error = ProtectedResourceError.From(Given.Answer(500, page), Given.Now);

        Assert.Null(error.Message);
    }

    [Fact]
    public void A_message_is_kept_within_bounds()
    {
        var error = ProtectedResourceError.From(Given.Answer(500, new string('x', 100_000)), Given.Now);

        Assert.Equal(2001, error.Message!.Length);
        Assert.EndsWith("…", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error":"invalid_request","error_description":"why"}""", "invalid_request", "why")]
    [InlineData("""{"error":{"code":"c","message":"flat"}}""", "c", "flat")]
    [InlineData("""{"error":{"code":5,"message":{"value":[]}}}""", null, null)]
    [InlineData("""{"error":null}""", "", null)]
    [InlineData("""{"odata.error":{}}""", null, null)]
    [InlineData("""{}""", null, null)]
    public void Odd_shapes_are_read_as_far_as_they_go(string body, string? code, string? message)
    {
        var error = ProtectedResourceError.From(Given.Answer(400, body), Given.Now);

        Assert.Equal(code, error.Code);
        Assert.Equal(message, error.Message);
    }
}
