namespace SpOAuthRaw.Tests;

public class LogoutRequestTests
{
    private static readonly Uri Home = new("http://localhost:5555/");

    [Fact]
    public void The_url_is_exactly_this()
    {
        var request = LogoutRequest.For(Given.Metadata(), Given.Client(), Home)!;

        Assert.Equal(
            "https://login.microsoftonline.com/organizations/oauth2/v2.0/logout"
                + "?client_id=00001111-aaaa-2222-bbbb-3333cccc4444"
                + "&post_logout_redirect_uri=http%3A%2F%2Flocalhost%3A5555%2F",
            request.Url.AbsoluteUri
        );
    }

    [Fact]
    public void Without_a_place_to_sign_out_there_is_no_request()
    {
        var metadata = Given.Metadata() with { EndSessionEndpoint = null };

        var request = LogoutRequest.For(metadata, Given.Client(), Home);

        Assert.Null(request);
    }
}
