namespace SpOAuthRaw.Tests;

public class RefreshRequestTests
{
    [Fact]
    public void Today_s_form_is_exactly_this()
    {
        var request = RefreshRequest.For(Given.RefreshToken, Dialect.V2, Given.Metadata(), Given.Client());

        Assert.Equal("https://login.microsoftonline.com/organizations/oauth2/v2.0/token", request.Endpoint.AbsoluteUri);
        Assert.Equal(
            [
                new("client_id", Given.ClientId),
                new("grant_type", "refresh_token"),
                new("refresh_token", Given.RefreshToken),
                new("scope", "openid profile offline_access https://contoso.sharepoint.com/User.Read.All"),
                new("client_secret", Given.ClientSecret),
            ],
            request.Parameters
        );
    }

    [Fact]
    public void The_form_of_2016_asks_for_the_resource()
    {
        var request = RefreshRequest.For(Given.RefreshToken, Dialect.V1, Given.Metadata(Dialect.V1), Given.Client());

        Assert.Equal("https://login.microsoftonline.com/organizations/oauth2/token", request.Endpoint.AbsoluteUri);
        Assert.Contains(new Parameter("resource", Given.Site), request.Parameters);
        Assert.DoesNotContain(request.Parameters, parameter => parameter.Name == "scope");
    }
}
