namespace SpOAuthRaw.Tests;

public class UserProfileRequestTests
{
    [Fact]
    public void The_question_for_the_profile_is_exactly_this()
    {
        var request = UserProfileRequest.For(new Uri("https://contoso.sharepoint.com/"), Given.AccessToken);

        Assert.Equal("https://contoso.sharepoint.com/_api/SP.UserProfiles.PeopleManager/GetMyProperties", request.Address.AbsoluteUri);
        Assert.Equal(
            [
                new("Authorization", $"Bearer {Given.AccessToken}"),
                new("Accept", "application/json;odata=nometadata"),
                new("Accept-Language", "en-US"),
                new("User-Agent", "NONISV|RawOAuth|SpOAuthRaw/1.0"),
            ],
            request.Headers
        );
    }

    [Fact]
    public void The_question_for_the_picture_takes_pictures()
    {
        var request = UserProfileRequest.ForPicture(new Uri("https://contoso-my.sharepoint.com/p.jpg"), Given.AccessToken);

        Assert.Equal("https://contoso-my.sharepoint.com/p.jpg", request.Address.AbsoluteUri);
        Assert.Contains(new Parameter("Accept", "image/*"), request.Headers);
        Assert.Contains(new Parameter("Authorization", $"Bearer {Given.AccessToken}"), request.Headers);
    }
}
