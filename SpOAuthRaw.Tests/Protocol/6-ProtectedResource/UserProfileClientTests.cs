using RichardSzalay.MockHttp;

namespace SpOAuthRaw.Tests;

public class UserProfileClientTests
{
    [Fact]
    public async Task The_request_is_exactly_this()
    {
        using var http = new MockHttpMessageHandler();
        http.Expect(HttpMethod.Get, "https://contoso.sharepoint.com/_api/SP.UserProfiles.PeopleManager/GetMyProperties")
            .WithHeaders("Authorization", "Bearer FAKE.access.TOKEN")
            .With(request => request.Headers.NonValidated["Accept"].ToString() == "application/json;odata=nometadata")
            .With(request => request.RequestUri!.Query.Length == 0) // the token has no place there (RFC 6750 §2.3)
            .Respond("application/json", Given.Profile);

        var answer = await new UserProfileClient(http.ToHttpClient()).SendAsync(
            UserProfileRequest.For(new Uri(Given.Site), Given.AccessToken),
            default
        );

        answer.ShouldPass();
        http.VerifyNoOutstandingExpectation();
    }

    [Theory]
    [InlineData("https://contoso.sharepoint.com", "https://contoso.sharepoint.com/_api/SP.UserProfiles.PeopleManager/GetMyProperties")]
    [InlineData("https://contoso.sharepoint.com/", "https://contoso.sharepoint.com/_api/SP.UserProfiles.PeopleManager/GetMyProperties")]
    [InlineData(
        "https://contoso.sharepoint.com/sites/team",
        "https://contoso.sharepoint.com/sites/team/_api/SP.UserProfiles.PeopleManager/GetMyProperties"
    )]
    public void The_profile_is_below_the_site(string site, string address)
    {
        var profile = UserProfileRequest.AddressBelow(new Uri(site));

        Assert.Equal(address, profile.AbsoluteUri);
    }
}
