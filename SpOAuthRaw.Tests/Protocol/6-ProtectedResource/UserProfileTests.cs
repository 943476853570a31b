namespace SpOAuthRaw.Tests;

public class UserProfileTests
{
    [Theory]
    [InlineData("nometadata", null)]
    [InlineData(
        "minimalmetadata",
        "https://contoso-my.sharepoint.com:443/User%20Photos/Profile%20Pictures/aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb_MThumb.jpg?t=63783110969"
    )]
    [InlineData(
        "verbose.derived",
        "https://contoso-my.sharepoint.com:443/User%20Photos/Profile%20Pictures/aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb_MThumb.jpg?t=63783110969"
    )]
    public void A_profile_is_read_in_each_of_its_envelopes(string envelope, string? picture)
    {
        var answer = Fixture.Answer($"sharepoint/getmyproperties.{envelope}.json");

        var profile = UserProfile.Accept(answer, Given.Now).ShouldPass();

        Assert.Equal("Adele Vance", profile.DisplayName);
        Assert.Equal("adelev@contoso.onmicrosoft.com", profile.Email);
        Assert.Equal("i:0#.f|membership|adelev@contoso.onmicrosoft.com", profile.AccountName);
        Assert.Equal(picture, profile.PictureUrl);
        Assert.Null(profile.Title);
    }

    [Fact]
    public void Title_is_the_job_and_not_the_name()
    {
        var answer = Given.Answer(200, Given.Profile);

        var profile = UserProfile.Accept(answer, Given.Now).ShouldPass();

        Assert.Equal("Adele Vance", profile.DisplayName);
        Assert.Equal("Retail Manager", profile.Title);
    }

    [Fact]
    public void A_null_entity_is_no_profile()
    {
        var answer = Fixture.Answer("sharepoint/odata-null.json");

        var error = UserProfile.Accept(answer, Given.Now).ShouldBeRefusedBySharePoint();

        Assert.True(error.IsEmpty);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"DisplayName":null,"Title":"Retail Manager"}""")]
    [InlineData("""{"DisplayName":""}""")]
    [InlineData("""{"DisplayName":5}""")]
    [InlineData("""{"d":{"GetMyProperties":null}}""")]
    [InlineData("""{"d":null}""")]
    public void Without_a_name_there_is_no_profile(string body)
    {
        var answer = Given.Answer(200, body);

        var error = UserProfile.Accept(answer, Given.Now).ShouldBeRefusedBySharePoint();

        Assert.True(error.IsEmpty);
    }

    [Theory]
    [InlineData("<entry/>")]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"DisplayName\":\"Ad")]
    public void A_good_status_with_a_bad_body_is_not_understood(string body)
    {
        var answer = Given.Answer(200, body);

        var unreachable = UserProfile.Accept(answer, Given.Now).ShouldBeUnreachable();

        Assert.Equal((UnreachableReason.NotUnderstood, "HTTP 200"), (unreachable.Reason, unreachable.Detail));
        Assert.Equal(Party.SharePoint, unreachable.Party);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(500)]
    public void Another_status_is_SharePoint_s_error_even_with_a_profile_in_it(int status)
    {
        var answer = Given.Answer(status, Given.Profile);

        var error = UserProfile.Accept(answer, Given.Now).ShouldBeRefusedBySharePoint();

        Assert.Equal(status, error.Status);
    }
}
