using RichardSzalay.MockHttp;

namespace SpOAuthRaw.Tests;

public class AccessTokenRequestTests
{
    [Theory]
    [InlineData(Dialect.V2, "https://login.microsoftonline.com/organizations/oauth2/v2.0/token")]
    [InlineData(Dialect.V1, "https://login.microsoftonline.com/organizations/oauth2/token")]
    public async Task The_form_is_exactly_this(Dialect dialect, string endpoint)
    {
        using var http = new MockHttpMessageHandler();
        http.Expect(HttpMethod.Post, endpoint)
            .WithExactFormData([
                new("client_id", Given.ClientId),
                new("grant_type", "authorization_code"),
                new("code", Given.Code),
                new("redirect_uri", "http://localhost:5555/auth"),
                new("code_verifier", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"),
                new("client_secret", Given.ClientSecret),
            ])
            .Respond("application/json", "{}");
        var request = AccessTokenRequest.For(Given.Grant(dialect), Given.Metadata(dialect), Given.Client());

        var answer = await new TokenEndpointClient(http.ToHttpClient()).SendAsync(request.Endpoint, request.Parameters, default);

        answer.ShouldPass();
        http.VerifyNoOutstandingExpectation();
    }

    [Fact]
    public async Task The_body_is_escaped_and_names_its_kind()
    {
        using var http = new MockHttpMessageHandler();
        http.Expect(HttpMethod.Post, "https://login.example/token")
            .WithContent("client_secret=a%2Bb%2Fc~d%20e")
            .WithHeaders("Content-Type", "application/x-www-form-urlencoded")
            .WithHeaders("Accept", "application/json")
            .Respond("application/json", "{}");

        var answer = await new TokenEndpointClient(http.ToHttpClient()).SendAsync(
            new Uri("https://login.example/token"),
            [new("client_secret", "a+b/c~d e")],
            default
        );

        answer.ShouldPass();
        http.VerifyNoOutstandingExpectation();
    }

    [Fact]
    public void The_parameters_stand_in_teaching_order()
    {
        var request = AccessTokenRequest.For(Given.Grant(), Given.Metadata(), Given.Client());

        var names = request.Parameters.Select(parameter => parameter.Name);

        Assert.Equal(["client_id", "grant_type", "code", "redirect_uri", "code_verifier", "client_secret"], names);
    }

    [Fact]
    public async Task A_refused_code_is_not_tried_again()
    {
        using var http = new MockHttpMessageHandler();
        var token = http.When(HttpMethod.Post, "https://login.example/token")
            .Respond(System.Net.HttpStatusCode.ServiceUnavailable, "text/plain", "busy");

        var answer = (
            await new TokenEndpointClient(http.ToHttpClient()).SendAsync(new Uri("https://login.example/token"), [], default)
        ).ShouldPass();

        Assert.Equal(503, (int)answer.Status);
        Assert.Equal(1, http.GetMatchCount(token));
    }
}
