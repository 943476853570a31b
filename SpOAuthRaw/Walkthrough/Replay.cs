using System.Net;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Judges a run's messages again, step by step, as far as they go. Nothing is sent: the judging functions are pure.</summary>
public sealed class Replay
{
    private readonly Run run;

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

    /// <summary>The step that failed; <c>null</c> when none did.</summary>
    public int? FailedStep { get; private set; }

    /// <summary>Why it failed.</summary>
    public Failure? Failure { get; private set; }

    /// <summary>The last step that has something to show.</summary>
    public int Reached =>
        FailedStep
        ?? (
            run.Profile is not null ? 8
            : run.Token is not null ? 5
            : run.Response is not null ? 3
            : 2
        );

    /// <summary>Judges a run.</summary>
    public static Replay Of(Run run, Authority authority, ClientRegistration client)
    {
        var replay = new Replay(run);
        if (replay.Discovers(authority) && replay.Returns(client) && replay.Exchanges() && replay.Verifies(client))
            replay.Calls();
        return replay;
    }

    private bool Discovers(Authority authority)
    {
        if (Answer(run.Metadata) is not { } document || Answer(run.Keys) is not { } set)
            return Fails(1, Silence(run.Metadata ?? run.Keys, Party.Provider));
        if (
            !ProviderMetadata.Accept(document, authority).Succeeded(out var metadata, out var failure)
            || !JsonWebKeys.Accept(set).Succeeded(out var keys, out failure)
        )
            return Fails(1, failure);
        (Metadata, Keys) = (metadata, keys);
        return true;
    }

    private bool Returns(ClientRegistration client)
    {
        if (run.Response is null)
            return false;
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
            FrontChannel = IdTokenValidation.ValidateFrontChannel(token, Expect(client, grant, null));
            if (!FrontChannel.Result.Succeeded(out _, out failure))
                return Fails(3, failure);
        }

        Grant = grant;
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
        Verdict = IdTokenValidation.Validate(token, Expect(client, Grant!, Tokens.AccessToken));
        if (!Verdict.Result.Succeeded(out var validated, out failure))
            return Fails(5, failure);
        return FrontChannel is null
            || !FrontChannel.Result.Succeeded(out var first, out _)
            || validated.MustSpeakOf(first.Issuer, first.Subject, "OIDC Core §3.3.3.6").Succeeded(out _, out failure)
            || Fails(5, failure);
    }

    private void Calls()
    {
        if (run.Profile is null)
            return;
        Profile = Answer(run.Profile) is { } answer
            ? UserProfile.Accept(answer, run.ReturnedAt!.Value)
            : Silence(run.Profile, Party.SharePoint);
    }

    private bool Fails(int step, Failure failure)
    {
        (FailedStep, Failure) = (step, failure);
        return false;
    }

    private IdTokenExpectations Expect(ClientRegistration client, AuthorizationGrant grant, string? accessToken) =>
        new()
        {
            Metadata = Metadata!,
            Keys = Keys!,
            ClientId = client.ClientId,
            Nonce = run.Pending.Nonce,
            Code = grant.Code,
            AccessToken = accessToken,
            Now = run.ReturnedAt!.Value,
        };

    /// <summary>The recorded answer as the client saw it; <c>null</c> when none came whole.</summary>
    private static HttpAnswer? Answer(Exchange? exchange)
    {
        if (exchange?.Attempts is not [.., var last] || WireMessage.From(last.Response) is not { } message)
            return null;
        using var response = new HttpResponseMessage();
        foreach (var (name, value) in message.Headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return new HttpAnswer(exchange.Address, (HttpStatusCode)message.Status, response.Headers, message.Body);
    }

    private static Unreachable Silence(Exchange? exchange, Party party) =>
        new(party, exchange?.Address ?? new Uri("about:blank"), UnreachableReason.NoConnection, "");
}
