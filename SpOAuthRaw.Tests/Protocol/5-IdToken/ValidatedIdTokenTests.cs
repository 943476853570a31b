namespace SpOAuthRaw.Tests;

public class ValidatedIdTokenTests
{
    private static IdTokenBuilder Good => Given.IdTokenFor(Given.PendingAuthorization());

    [Fact]
    public void Two_tokens_of_one_person_agree()
    {
        var second = Validated(Good.With("name", "Adele V."));

        var result = second.MustSpeakOf(Validated(Good).Issuer, Validated(Good).Subject, "OIDC Core §3.3.3.6");

        Assert.Same(second, result.ShouldPass());
    }

    [Fact]
    public void Another_person_is_refused()
    {
        var second = Validated(Good.With("sub", "somebody else"));

        var failure = second.MustSpeakOf(Validated(Good).Issuer, Validated(Good).Subject, "OIDC Core §3.3.3.6").ShouldFail();

        Assert.Equal("sub", failure.Name);
        Assert.Equal("disagree", failure.Reason);
    }

    [Fact]
    public void Another_issuer_is_refused()
    {
        var second = Validated(Given.IdTokenFor(Given.PendingAuthorization(), Given.OtherTenant));

        var failure = second.MustSpeakOf(Validated(Good).Issuer, Validated(Good).Subject, "OIDC Core §3.3.3.6").ShouldFail();

        Assert.Equal("iss", failure.Name);
        Assert.Equal("disagree", failure.Reason);
    }

    [Fact]
    public void A_person_without_a_name_is_called_by_the_user_name()
    {
        var token = Validated(Good.Without("name").With("unique_name", "adelev"));

        Assert.Equal("adelev", token.Name);
    }

    [Theory]
    [InlineData("preferred_username", "upn", "preferred")]
    [InlineData("upn", "unique_name", "upn")]
    [InlineData("unique_name", null, "unique")]
    public void The_user_name_is_the_best_that_is_there(string first, string? second, string value)
    {
        var token = Good.Without("preferred_username").Without("upn").Without("unique_name").With(first, value);

        Assert.Equal(value, Validated(second is null ? token : token.With(second, "the other")).UserName);
    }

    [Fact]
    public void A_name_goes_before_a_user_name()
    {
        Assert.Equal("Adele V.", Validated(Good.With("name", "Adele V.").With("unique_name", "adelev")).Name);
    }

    private static ValidatedIdToken Validated(IdTokenBuilder token) =>
        IdTokenValidation.Validate(token.Decoded(), Given.Expectations()).Result.ShouldPass();
}
