using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

/// <summary>A record prints its members, and whatever is printed may end up in a log.</summary>
public class SecretsTests
{
    private static readonly PendingAuthorization Pending = Given.PendingAuthorization(Dialect.V1);

    private static string[] Secrets =>
        [
            Given.ClientSecret,
            Given.Code,
            Given.AccessToken,
            Given.RefreshToken,
            Pending.State,
            Pending.Nonce,
            Pending.CodeVerifier.Value,
            Given.IdTokenFor(Pending).Build().Split('.')[2],
        ];

    public static TheoryData<string> Messages() => [.. All().Select(each => each.GetType().Name).Distinct()];

    [Theory]
    [MemberData(nameof(Messages))]
    public void No_message_prints_a_secret(string type)
    {
        var messages = All().Where(each => each.GetType().Name == type);

        var printed = messages.Select(each => $"{each}");

        Assert.All(printed, text => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, text, StringComparison.Ordinal)));
    }

    [Fact]
    public void A_question_prints_whom_it_is_for()
    {
        object[] questions =
        [
            UserProfileRequest.For(new Uri(Given.Site), Given.AccessToken),
            RefreshRequest.For(Given.RefreshToken, Dialect.V1, Given.Metadata(Dialect.V1), Given.Client()),
        ];

        Assert.Equal(
            [
                $"UserProfileRequest {{ {Given.Site}/_api/SP.UserProfiles.PeopleManager/GetMyProperties }}",
                $"RefreshRequest {{ {Given.Metadata(Dialect.V1).TokenEndpoint} }}",
            ],
            questions.Select(each => $"{each}")
        );
    }

    private static object[] All()
    {
        var client = Given.Client();
        var metadata = Given.Metadata(Dialect.V1);
        var response = Given.ResponseTo(Pending);
        var grant = Given.Grant(Dialect.V1);
        var tokenAnswer = Given.Answer(200, Given.TokenAnswerTo(Pending).ToJsonString(), ("Set-Cookie", $"id={Given.AccessToken}"));
        var tokens = AccessTokenResponse.Accept(tokenAnswer).ShouldPass();
        var idToken = IdToken.Decode(tokens.IdToken!).ShouldPass();
        var expectations = Given.Expectations(Dialect.V1);
        var verdict = IdTokenValidation.Validate(idToken, expectations);
        var discovered = new Discovered(Given.Authority(Dialect.V1), metadata, expectations.Keys);
        var request = AuthorizationRequest.For(Pending, metadata, client);
        var returned = new Returned(discovered, grant, verdict.Result.ShouldPass(), verdict);
        var exchanged = new Exchanged(returned, tokens, Given.Now);
        var verified = new Verified(exchanged, verdict.Result.ShouldPass(), verdict);
        var profile = UserProfile.Accept(Given.Answer(200, Given.Profile), Given.Now);
        var called = new Called(verified, profile);
        return
        [
            client,
            Pending,
            Pending.CodeVerifier,
            new Parameter("client_secret", Given.ClientSecret),
            request,
            new Asked(Pending, request),
            response,
            grant,
            AccessTokenRequest.For(grant, metadata, client),
            tokenAnswer,
            tokens,
            idToken,
            expectations,
            verdict.Result.ShouldPass(),
            RefreshRequest.For(Given.RefreshToken, Dialect.V1, metadata, client),
            discovered,
            returned,
            exchanged,
            verified,
            called,
            new SignInOutcome.SignedIn(called),
            Session.Of(called, Given.Now),
        ];
    }
}
