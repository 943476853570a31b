using System.Net;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Judges a run's messages again, step by step, as far as they go. Nothing is sent: the judging functions are pure.</summary>
public sealed class Replay
{
    private readonly Run run;
    private Authority? authority;
    private Returned? returned;
    private Verified? verified;

    private Replay(Run run) => this.run = run;

    /// <summary>Step 1's outcome.</summary>
    public ProviderMetadata? Metadata { get; private set; }

    /// <summary>Step 1's outcome.</summary>
    public JsonWebKeys? Keys { get; private set; }

    /// <summary>Step 3's outcome.</summary>
    public AuthorizationGrant? Grant { get; private set; }

    /// <summary>Step 3's checks of the front-channel ID token.</summary>
    public IdTokenVerdict? FrontChannel { get; private set; }

    /// <summary>Step 4's outcome.</summary>
    public AccessTokenResponse? Tokens { get; private set; }

    /// <summary>Step 5's token, decoded.</summary>
    public IdToken? IdToken { get; private set; }

    /// <summary>Step 5's checks.</summary>
    public IdTokenVerdict? Verdict { get; private set; }

    /// <summary>Step 6's outcome.</summary>
    public Checked<UserProfile>? Profile { get; private set; }

    /// <summary>Step 7's outcome.</summary>
    public Checked<AccessTokenResponse>? Refreshed { get; private set; }

    /// <summary>The newest refresh token of the run; <c>null</c> when it has none.</summary>
    public string? LatestRefreshToken =>
        (Refreshed is { } answer && answer.Succeeded(out var tokens, out _) ? tokens.RefreshToken : null) ?? Tokens?.RefreshToken;

    /// <summary>Who signed in, and what the app may do for them; <c>null</c> until all checks have passed and SharePoint has been asked.</summary>
    public Called? Called { get; private set; }

    /// <summary>The step that failed; <c>null</c> when none did.</summary>
    public int? FailedStep { get; private set; }

    /// <summary>Why it failed; <c>null</c> also where the answer was too long to be kept, and can't be judged again.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>The last step that has something to show.</summary>
    public int Reached =>
        FailedStep
        ?? (
            run.Profile is not null ? 8
            : verified is not null ? 6
            : Grant is not null ? 4
            : run.Response is not null ? 3
            : Keys is not null ? 2
            : 1
        );

    /// <summary>Judges a run.</summary>
    public static Replay Of(Run run, Authority authority, ClientRegistration client)
    {
        var replay = new Replay(run);
        if (replay.Discovers(authority) && replay.Returns(client) && replay.Exchanges() && replay.Verifies(client))
        {
            replay.Calls();
            replay.Refreshes(client);
        }

        return replay;
    }

    private bool Discovers(Authority authority)
    {
        if (run.Metadata is { IsCut: true, IsAnswered: true })
            return Fails(1, null);
        if (Answer(run.Metadata) is not { } document)
            return run.Metadata is not null && Fails(1, Silence(run.Metadata, Party.Provider));
        if (!ProviderMetadata.Accept(document, authority).Succeeded(out var metadata, out var failure))
            return Fails(1, failure);
        this.authority = authority;
        Metadata = metadata;
        if (run.Keys is { IsCut: true, IsAnswered: true })
            return Fails(1, null);
        if (Answer(run.Keys) is not { } set)
            return Fails(1, Silence(run.Keys, Party.Provider));
        if (!JsonWebKeys.Accept(set).Succeeded(out var keys, out failure))
            return Fails(1, failure);
        Keys = keys;
        return true;
    }

    private bool Returns(ClientRegistration client)
    {
        if (run.Response is null)
            return false;
        ValidatedIdToken? first = null;
        if (
            !AuthorizationGrant
                .Accept(run.Response, run.Pending, Metadata!, run.ReturnedAt!.Value)
                .Succeeded(out var grant, out var failure)
        )
            return Fails(3, failure);
        if (grant.FrontChannelIdToken is { } compact)
        {
            if (!Protocol.IdToken.Decode(compact).Succeeded(out var token, out failure))
                return Fails(3, failure);
            FrontChannel = IdTokenValidation.ValidateFrontChannel(token, Expect(client, grant, null, run.ReturnedAt.Value));
            if (!FrontChannel.Result.Succeeded(out first, out failure))
                return Fails(3, failure);
        }

        Grant = grant;
        returned = new Returned(new Discovered(authority!, Metadata!, Keys!), grant, first, FrontChannel);
        return true;
    }

    private bool Exchanges()
    {
        if (run.Token is null)
            return false;
        if (Answer(run.Token) is not { } answer)
            return Fails(4, Silence(run.Token, Party.Provider));
        if (!AccessTokenResponse.Accept(answer).Succeeded(out var tokens, out var failure))
            return Fails(4, failure);
        Tokens = tokens;
        return true;
    }

    private bool Verifies(ClientRegistration client)
    {
        if (Tokens!.IdToken is not { } compact)
            return Fails(5, new FailedCheck("id_token", "OIDC Core §3.1.3.3", Reason: "missing"));
        if (!Protocol.IdToken.Decode(compact).Succeeded(out var token, out var failure))
            return Fails(5, failure);
        IdToken = token;
        Verdict = IdTokenValidation.Validate(token, Expect(client, Grant!, Tokens.AccessToken, AnsweredAt(run.Token!)));
        if (
            !Verdict.Result.Succeeded(out var validated, out failure)
            || (
                returned!.FrontChannel is { } first
                && !validated.MustSpeakOf(first.Issuer, first.Subject, "OIDC Core §3.3.3.6").Succeeded(out validated, out failure)
            )
        )
            return Fails(5, failure);
        verified = new Verified(new Exchanged(returned, Tokens, AnsweredAt(run.Token!)), validated, Verdict);
        return true;
    }

    private void Calls()
    {
        if (run.Profile is null)
            return;
        Profile = Answer(run.Profile) is { } answer
            ? UserProfile.Accept(answer, AnsweredAt(run.Profile))
            : Silence(run.Profile, Party.SharePoint);
        Called = new Called(verified!, Profile);
    }

    private void Refreshes(ClientRegistration client)
    {
        if (run.Refresh is not null)
            Refreshed = Judge(run.Refresh, client);
    }

    /// <summary>A refresh's answer. An ID token that comes along must be of the same person (OIDC Core §12.2).</summary>
    public Checked<AccessTokenResponse> Judge(Exchange refresh, ClientRegistration client)
    {
        if (Answer(refresh) is not { } answer)
            return Silence(refresh, Party.Provider);
        if (!AccessTokenResponse.Accept(answer).Succeeded(out var tokens, out var failure))
            return failure;
        if (tokens.IdToken is not { } compact)
            return tokens;
        if (!Protocol.IdToken.Decode(compact).Succeeded(out var token, out failure))
            return failure;
        var verdict = IdTokenValidation.Validate(token, Expect(client, null, tokens.AccessToken, AnsweredAt(refresh)));
        var person = verified!.IdToken;
        return
            verdict.Result.Succeeded(out var validated, out failure)
            && validated.MustSpeakOf(person.Issuer, person.Subject, "OIDC Core §12.2").Succeeded(out _, out failure)
            ? tokens
            : failure;
    }

    private bool Fails(int step, Failure? failure)
    {
        (FailedStep, Failure) = (step, failure);
        return false;
    }

    private IdTokenExpectations Expect(ClientRegistration client, AuthorizationGrant? grant, string? accessToken, DateTimeOffset now) =>
        new()
        {
            Metadata = Metadata!,
            Keys = Keys!,
            ClientId = client.ClientId,
            Nonce = grant?.Pending.Nonce,
            Code = grant?.Code,
            AccessToken = accessToken,
            Now = now,
        };

    /// <summary>When the last byte of an answer was there.</summary>
    public static DateTimeOffset AnsweredAt(Exchange exchange) => exchange.Attempts[^1].SentAt + exchange.Attempts[^1].Took;

    /// <summary>The recorded answer as the client saw it; <c>null</c> when it saw none.</summary>
    public static HttpAnswer? Answer(Exchange? exchange)
    {
        if (
            exchange is not { IsAnswered: true, Attempts: [.., var last] }
            || WireMessage.From(last.Response) is not { IsAnswer: true, IsWhole: true } message
        )
            return null;
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in message.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return new HttpAnswer(exchange.Address, (HttpStatusCode)message.Status, response.Headers, message.Body);
    }

    /// <summary>The failure that no answer is.</summary>
    public static Unreachable Silence(Exchange? exchange, Party party) =>
        new(
            party,
            exchange?.Address ?? new Uri("about:blank"),
            exchange switch
            {
                { TimedOut: true } => UnreachableReason.TimedOut,
                { Error: HttpRequestError.ConfigurationLimitExceeded } => UnreachableReason.TooLarge,
                _ => UnreachableReason.NoConnection,
            },
            ""
        );
}
