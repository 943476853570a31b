using System.Net;
using System.Text.Json.Nodes;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

public class SignInFlowTests
{
    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_sign_in_is_one_token_request_and_one_profile_request(Dialect dialect)
    {
        using var provider = new Provider(dialect);

        var outcome = await FinishAsync(provider, dialect);

        var called = Assert.IsType<SignInOutcome.SignedIn>(outcome).Called;
        Assert.Equal("Adele Vance", called.Profile.ShouldPass().DisplayName);
        Assert.Equal("Adele Vance", called.Verified.IdToken.Name);
        Assert.Equal((1, 1, 1, 1), Requests(provider));
    }

    [Fact]
    public async Task Asking_makes_the_request_of_its_dialect()
    {
        using var provider = new Provider();
        var discovered = await provider.DiscoveredAsync();

        var asked = provider.Flow.Ask(discovered, Given.RedirectUri);

        Assert.Equal(discovered.Metadata.AuthorizationEndpoint, asked.Request.Endpoint);
        Assert.Contains(new Parameter("state", asked.Pending.State), asked.Request.Parameters);
        Assert.Equal(Given.Now, asked.Pending.StartedAt);
    }

    [Fact]
    public async Task A_stranger_s_response_makes_us_ask_for_nothing()
    {
        using var provider = new Provider();
        var response = Given.ResponseTo(Given.PendingAuthorization());

        var outcome = await provider.Flow.FinishAsync(response, null, default);

        Assert.Equal("state", RefusedCheck(outcome));
        Assert.Equal((0, 0, 0, 0), Requests(provider));
    }

    // A bad front channel: no code goes out.

    [Theory]
    [InlineData("state", "not ours", "state")]
    [InlineData("code", null, "code")]
    [InlineData("iss", "https://evil.example/", "iss")]
    [InlineData("id_token", "a.b.c", "id_token")]
    public async Task After_a_bad_response_there_is_no_token_request(string parameter, string? value, string check)
    {
        using var provider = new Provider();
        var pending = Given.PendingAuthorization();

        var outcome = await provider.Flow.FinishAsync(Given.ResponseTo(pending).With(parameter, value), pending, default);

        Assert.Equal(check, RefusedCheck(outcome));
        Assert.Equal(0, provider.TokenRequests);
    }

    public static TheoryData<string, IdTokenBuilder> BadFrontChannelTokens()
    {
        var good = Given.FrontChannelIdTokenFor(Given.PendingAuthorization(Dialect.V1));
        return new()
        {
            { "iss", good.With("iss", "https://evil.example/") },
            { "aud", good.With("aud", "another app") },
            { "alg", good.WithoutSignature() },
            { "kid", good.ResignedBy(Given.StrangersRsa) },
            { "signature", good.SignedInsteadBy(Given.StrangersRsa) },
            { "exp", good.With("exp", 1) },
            { "nonce", good.With("nonce", "of another sign-in") },
            { "c_hash", good.With("c_hash", "of another code") },
            { "c_hash", good.Without("c_hash") },
            { "id_token", good.WithTwice("sub", "another") },
        };
    }

    [Theory]
    [MemberData(nameof(BadFrontChannelTokens))]
    public async Task After_a_bad_front_channel_id_token_there_is_no_token_request(string check, IdTokenBuilder bad)
    {
        using var provider = new Provider(Dialect.V1);
        var pending = Given.PendingAuthorization(Dialect.V1);

        var outcome = await provider.Flow.FinishAsync(Given.ResponseTo(pending).With("id_token", bad.Build()), pending, default);

        Assert.Equal(check, RefusedCheck(outcome));
        Assert.Equal(0, provider.TokenRequests);
    }

    [Fact]
    public async Task The_provider_s_error_is_told_and_nothing_is_sent()
    {
        using var provider = new Provider();
        var pending = Given.PendingAuthorization();
        var response = Given.ResponseTo(pending).With("code", null).With("error", "access_denied");

        var outcome = await provider.Flow.FinishAsync(response, pending, default);

        Assert.Equal("access_denied", Assert.IsType<ErrorResponse>(Assert.IsType<SignInOutcome.Refused>(outcome).Failure).Error);
        Assert.Equal(0, provider.TokenRequests);
    }

    // A bad ID token: SharePoint is not asked.

    public static TheoryData<Dialect, string, IdTokenBuilder> BadIdTokens()
    {
        var cases = new TheoryData<Dialect, string, IdTokenBuilder>();
        foreach (var dialect in Enum.GetValues<Dialect>())
        {
            var good = Given.IdTokenFor(Given.PendingAuthorization(dialect));
            cases.Add(dialect, "iss", good.With("iss", "https://evil.example/"));
            cases.Add(dialect, "aud", good.With("aud", "another app"));
            cases.Add(dialect, "alg", good.WithoutSignature());
            cases.Add(dialect, "kid", good.ResignedBy(Given.StrangersRsa));
            cases.Add(dialect, "signature", good.SignedInsteadBy(Given.StrangersRsa));
            cases.Add(dialect, "exp", good.With("exp", 1));
            cases.Add(dialect, "nonce", good.With("nonce", "of another sign-in"));
            cases.Add(dialect, "sub", good.Without("sub"));
            cases.Add(dialect, "at_hash", good.With("at_hash", "of another token"));
            cases.Add(dialect, "id_token", good.WithTwice("sub", "another"));
        }
        cases.Add(Dialect.V1, "sub", Given.IdTokenFor(Given.PendingAuthorization(Dialect.V1)).With("sub", "somebody else")); // than on the front channel
        cases.Add(Dialect.V1, "iss", Given.IdTokenFor(Given.PendingAuthorization(Dialect.V1), Given.OtherTenant));
        return cases;
    }

    [Theory]
    [MemberData(nameof(BadIdTokens))]
    public async Task After_a_bad_id_token_SharePoint_is_not_asked(Dialect dialect, string check, IdTokenBuilder bad)
    {
        using var provider = new Provider(dialect);
        Answer(provider, dialect, answer => answer["id_token"] = bad.Build());

        var outcome = await FinishAsync(provider, dialect);

        Assert.Equal(check, RefusedCheck(outcome));
        Assert.Equal((1, 0), (provider.TokenRequests, provider.ProfileRequests));
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Without_an_id_token_nobody_has_signed_in(Dialect dialect)
    {
        using var provider = new Provider(dialect);
        Answer(provider, dialect, answer => answer.Remove("id_token"));

        var outcome = await FinishAsync(provider, dialect);

        Assert.Equal("id_token", RefusedCheck(outcome));
        Assert.Equal(0, provider.ProfileRequests);
    }

    [Fact]
    public async Task A_token_of_a_rotated_key_signs_in()
    {
        using var provider = new Provider();
        await provider.DiscoveredAsync();
        provider.KeysAnswer = () => Provider.Json(Given.JwksOf(Given.StrangersRsa.Jwk()));
        var token = Given.IdTokenFor(Given.PendingAuthorization()).ResignedBy(Given.StrangersRsa).Build();
        Answer(provider, Dialect.V2, answer => answer["id_token"] = token);

        var outcome = await FinishAsync(provider, Dialect.V2);

        Assert.IsType<SignInOutcome.SignedIn>(outcome);
        Assert.Equal(2, provider.KeysRequests);
    }

    // What the token endpoint and SharePoint may say instead.

    [Fact]
    public async Task A_refused_code_is_told_and_not_tried_again()
    {
        using var provider = new Provider();
        provider.TokenAnswer = () =>
            new(HttpStatusCode.BadRequest) { Content = new StringContent(Fixture.Text("entra/token-error.70008.v1-two-codes.json")) };

        var outcome = await FinishAsync(provider, Dialect.V2);

        Assert.Equal([70002, 70008], Assert.IsType<ErrorResponse>(Assert.IsType<SignInOutcome.Refused>(outcome).Failure).Codes);
        Assert.Equal((1, 0), (provider.TokenRequests, provider.ProfileRequests));
    }

    [Fact]
    public async Task A_provider_out_of_reach_signs_nobody_in()
    {
        using var provider = new Provider { TokenAnswer = Provider.Down };

        var outcome = await FinishAsync(provider, Dialect.V2);

        Assert.Equal(UnreachableReason.NoConnection, Assert.IsType<SignInOutcome.Unreachable>(outcome).Failure.Reason);
        Assert.Equal(0, provider.ProfileRequests);
    }

    [Fact]
    public async Task When_SharePoint_refuses_the_person_stays_signed_in()
    {
        using var provider = new Provider();
        provider.ProfileAnswer = () =>
            new(HttpStatusCode.Forbidden) { Content = new StringContent(Fixture.Text("sharepoint/error.403.access-denied.light.json")) };

        var outcome = await FinishAsync(provider, Dialect.V2);

        var profile = Assert.IsType<SignInOutcome.SignedIn>(outcome).Called.Profile;
        Assert.Equal(403, profile.ShouldBeRefusedBySharePoint().Status);
        Assert.Equal(1, provider.ProfileRequests);
    }

    [Fact]
    public async Task When_SharePoint_is_out_of_reach_the_person_stays_signed_in()
    {
        using var provider = new Provider { ProfileAnswer = Provider.Down };

        var outcome = await FinishAsync(provider, Dialect.V2);

        var profile = Assert.IsType<SignInOutcome.SignedIn>(outcome).Called.Profile;
        Assert.Equal(Party.SharePoint, profile.ShouldBeUnreachable().Party);
    }

    private static Task<SignInOutcome> FinishAsync(Provider provider, Dialect dialect)
    {
        var pending = Given.PendingAuthorization(dialect);
        return provider.Flow.FinishAsync(Given.ResponseTo(pending), pending, default);
    }

    private static void Answer(Provider provider, Dialect dialect, Action<JsonObject> change)
    {
        var answer = Given.TokenAnswerTo(Given.PendingAuthorization(dialect));
        change(answer);
        provider.TokenAnswer = () => Provider.Json(answer.ToJsonString());
    }

    private static string RefusedCheck(SignInOutcome outcome) =>
        Assert.IsType<FailedCheck>(Assert.IsType<SignInOutcome.Refused>(outcome).Failure).Name;

    private static (int, int, int, int) Requests(Provider provider) =>
        (provider.MetadataRequests, provider.KeysRequests, provider.TokenRequests, provider.ProfileRequests);
}
