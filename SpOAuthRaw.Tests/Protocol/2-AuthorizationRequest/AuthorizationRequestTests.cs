namespace SpOAuthRaw.Tests;

public class AuthorizationRequestTests
{
    [Fact]
    public void Today_s_url_is_exactly_this()
    {
        var pending = Given.PendingAuthorization();

        var request = AuthorizationRequest.For(pending, Given.Metadata(), Given.Client());

        Assert.Equal(
            "https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize"
                + "?client_id=00001111-aaaa-2222-bbbb-3333cccc4444"
                + "&response_type=code"
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A5555%2Fauth"
                + "&response_mode=query"
                + "&scope=openid%20profile%20offline_access%20https%3A%2F%2Fcontoso.sharepoint.com%2FUser.Read.All"
                + "&state=FAKEstate_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                + "&nonce=FAKEnonce_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                + "&code_challenge_method=S256",
            request.Url.AbsoluteUri
        );
    }

    [Fact]
    public void The_url_of_2016_is_exactly_this()
    {
        var pending = Given.PendingAuthorization(Dialect.V1);

        var request = AuthorizationRequest.For(pending, Given.Metadata(Dialect.V1), Given.Client());

        Assert.Equal(
            "https://login.microsoftonline.com/organizations/oauth2/authorize"
                + "?client_id=00001111-aaaa-2222-bbbb-3333cccc4444"
                + "&response_type=code%20id_token"
                + "&redirect_uri=http%3A%2F%2Flocalhost%3A5555%2Fauth"
                + "&response_mode=form_post"
                + "&resource=https%3A%2F%2Fcontoso.sharepoint.com"
                + "&scope=openid"
                + "&state=FAKEstate_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                + "&nonce=FAKEnonce_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
                + "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"
                + "&code_challenge_method=S256",
            request.Url.AbsoluteUri
        );
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public void Neither_the_verifier_nor_the_secret_goes_through_the_browser(Dialect dialect)
    {
        var pending = Given.PendingAuthorization(dialect);

        var request = AuthorizationRequest.For(pending, Given.Metadata(dialect), Given.Client());

        Assert.DoesNotContain(
            request.Parameters,
            parameter => parameter.Value.Contains(pending.CodeVerifier.Value, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(request.Parameters, parameter => parameter.Value.Contains(Given.ClientSecret, StringComparison.Ordinal));
    }

    [Fact]
    public void Each_permission_is_asked_for_at_the_resource()
    {
        var client = new ClientRegistration(Given.ClientId, Given.ClientSecret, Given.Site, " User.Read.All  AllSites.Read ");

        var scope = client.Scope;

        Assert.Equal(
            "openid profile offline_access https://contoso.sharepoint.com/User.Read.All https://contoso.sharepoint.com/AllSites.Read",
            scope
        );
    }
}
