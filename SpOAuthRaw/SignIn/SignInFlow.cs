using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// A sign-in from beginning to end, as one page of code: the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636) and, in the
/// 2016 dialect, the hybrid flow (OIDC Core §3.3). What each step sends and checks stands in <c>Protocol/</c>, in a folder of the same number.
/// </summary>
public sealed class SignInFlow(
    Discovery discovery,
    TokenEndpointClient tokenEndpoint,
    UserProfileClient sharePoint,
    ClientRegistration client,
    IOptions<SharePointOptions> site,
    TimeProvider clock
)
{
    /// <summary>Step 1. Who is the provider, and what are its keys?</summary>
    public Task<Checked<Discovered>> DiscoverAsync(Dialect dialect, CancellationToken cancellationToken) =>
        discovery.GetAsync(dialect, cancellationToken);

    /// <summary>Step 2. What the browser shall ask the provider, and what we must remember until it is back.</summary>
    public Asked Ask(Discovered discovered, Uri redirectUri)
    {
        var pending = PendingAuthorization.New(discovered.Authority.Dialect, redirectUri, clock.GetUtcNow());
        return new Asked(pending, AuthorizationRequest.For(pending, discovered.Metadata, client));
    }

    /// <summary>Step 3. Is what the browser brought back the answer to what we asked?</summary>
    public async Task<Checked<Returned>> ReturnAsync(
        Discovered discovered,
        AuthorizationResponse response,
        PendingAuthorization? pending,
        CancellationToken cancellationToken
    )
    {
        var accepted = AuthorizationGrant.Accept(response, pending, discovered.Metadata, clock.GetUtcNow());
        if (!accepted.Succeeded(out var grant, out var failure))
            return failure;
        if (grant.FrontChannelIdToken is not { } idToken)
            return new Returned(discovered, grant, null, null);

        // Hybrid: this ID token vouches for the code (c_hash), so it is checked wholly before the code goes anywhere (OIDC Core §3.3.2.12).
        var validation = await ValidateAsync(idToken, discovered, grant, accessToken: null, cancellationToken);
        if (!validation.Succeeded(out var verdict, out failure) || !verdict.Result.Succeeded(out var validated, out failure))
            return failure;
        return new Returned(discovered, grant, validated, verdict);
    }

    /// <summary>Step 4. The code for tokens.</summary>
    public async Task<Checked<Exchanged>> ExchangeAsync(Returned returned, CancellationToken cancellationToken)
    {
        var request = AccessTokenRequest.For(returned.Grant, returned.Discovered.Metadata, client);
        var sent = await tokenEndpoint.SendAsync(request.Endpoint, request.Parameters, cancellationToken);
        if (!sent.Succeeded(out var answer, out var failure) || !AccessTokenResponse.Accept(answer).Succeeded(out var tokens, out failure))
            return failure;
        return new Exchanged(returned, tokens, clock.GetUtcNow());
    }

    /// <summary>Step 5. Who has signed in? Without an ID token nobody has, and in the hybrid flow both must name the same person.</summary>
    public async Task<Checked<Verified>> VerifyAsync(Exchanged exchanged, CancellationToken cancellationToken)
    {
        var (returned, tokens) = (exchanged.Returned, exchanged.Tokens);
        if (tokens.IdToken is not { } idToken)
            return new FailedCheck("id_token", "OIDC Core §3.1.3.3", Reason: "missing");

        var validation = await ValidateAsync(idToken, returned.Discovered, returned.Grant, tokens.AccessToken, cancellationToken);
        if (!validation.Succeeded(out var verdict, out var failure) || !verdict.Result.Succeeded(out var validated, out failure))
            return failure;
        if (
            returned.FrontChannel is { } first
            && !validated.MustSpeakOf(first.Issuer, first.Subject, "OIDC Core §3.3.3.6").Succeeded(out validated, out failure)
        )
            return failure;
        return new Verified(exchanged, validated, verdict);
    }

    /// <summary>Step 6. What does SharePoint know of them? Whatever it answers, the sign-in stands: the ID token was good.</summary>
    public async Task<Called> CallAsync(Verified verified, CancellationToken cancellationToken) =>
        new(verified, await AskSharePointAsync(verified.Exchanged.Tokens.AccessToken, cancellationToken));

    /// <summary>Steps 3 to 6 in one go: what happens when the browser is back.</summary>
    public async Task<SignInOutcome> FinishAsync(
        AuthorizationResponse response,
        PendingAuthorization? pending,
        CancellationToken cancellationToken
    )
    {
        if (!AuthorizationGrant.Recognize(response, pending, clock.GetUtcNow()).Succeeded(out var recognized, out var failure))
            return SignInOutcome.Of(failure);

        var discovery = await DiscoverAsync(recognized.Dialect, cancellationToken);
        if (!discovery.Succeeded(out var discovered, out failure))
            return SignInOutcome.Of(failure);

        var returning = await ReturnAsync(discovered, response, recognized, cancellationToken);
        if (!returning.Succeeded(out var returned, out failure))
            return SignInOutcome.Of(failure);

        var exchange = await ExchangeAsync(returned, cancellationToken);
        if (!exchange.Succeeded(out var exchanged, out failure))
            return SignInOutcome.Of(failure);

        var verification = await VerifyAsync(exchanged, cancellationToken);
        if (!verification.Succeeded(out var verified, out failure))
            return SignInOutcome.Of(failure);

        return new SignInOutcome.SignedIn(await CallAsync(verified, cancellationToken));
    }

    /// <summary>Asks SharePoint for the profile of the person behind an access token.</summary>
    public async Task<Checked<UserProfile>> AskSharePointAsync(string accessToken, CancellationToken cancellationToken)
    {
        var sent = await sharePoint.SendAsync(UserProfileRequest.For(site.Value.Site, accessToken), cancellationToken);
        return sent.Succeeded(out var answer, out var failure) ? UserProfile.Accept(answer, clock.GetUtcNow()) : failure;
    }

    /// <summary>Step 7. A new access token without the person. An ID token that comes along must be of the same person (OIDC Core §12.2).</summary>
    public async Task<Checked<AccessTokenResponse>> RefreshAsync(Session session, string refreshToken, CancellationToken cancellationToken)
    {
        var discovery = await DiscoverAsync(session.Dialect, cancellationToken);
        if (!discovery.Succeeded(out var discovered, out var failure))
            return failure;

        var request = RefreshRequest.For(refreshToken, session.Dialect, discovered.Metadata, client);
        var sent = await tokenEndpoint.SendAsync(request.Endpoint, request.Parameters, cancellationToken);
        if (!sent.Succeeded(out var answer, out failure) || !AccessTokenResponse.Accept(answer).Succeeded(out var tokens, out failure))
            return failure;
        if (tokens.IdToken is not { } idToken)
            return tokens;

        var validation = await ValidateAsync(idToken, discovered, grant: null, tokens.AccessToken, cancellationToken);
        if (!validation.Succeeded(out var verdict, out failure) || !verdict.Result.Succeeded(out var validated, out failure))
            return failure;
        return validated.MustSpeakOf(session.Issuer, session.Subject, "OIDC Core §12.2").Succeeded(out _, out failure) ? tokens : failure;
    }

    private async Task<Checked<IdTokenVerdict>> ValidateAsync(
        string compact,
        Discovered discovered,
        AuthorizationGrant? grant,
        string? accessToken,
        CancellationToken cancellationToken
    )
    {
        if (!IdToken.Decode(compact).Succeeded(out var token, out var failure))
            return failure;

        var expected = new IdTokenExpectations
        {
            Metadata = discovered.Metadata,
            Keys = await discovery.KeysForAsync(token, discovered, cancellationToken),
            ClientId = client.ClientId,
            Nonce = grant?.Pending.Nonce,
            Code = grant?.Code,
            AccessToken = accessToken,
            Now = clock.GetUtcNow(),
        };
        return accessToken is null ? IdTokenValidation.ValidateFrontChannel(token, expected) : IdTokenValidation.Validate(token, expected);
    }
}
