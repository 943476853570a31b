using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Makes a run of what was heard while a sign-in was finished.</summary>
public sealed class RunRecording(
    Recorder recorder,
    Discovery discovery,
    ClientRegistration client,
    IOptions<SharePointOptions> site,
    TimeProvider clock
)
{
    private Uri Profile => field ??= UserProfileRequest.AddressBelow(site.Value.Site);

    /// <summary>The run; <c>null</c> when the provider was never heard, so that there is nothing to walk through.</summary>
    /// <param name="pending">What the browser was sent off with.</param>
    /// <param name="response">What it brought back.</param>
    /// <param name="sentOff">How it was sent off; <c>null</c> when nobody remembers.</param>
    /// <param name="heard">The back channel since it was back.</param>
    /// <param name="outcome">What came of it.</param>
    public Run? Of(
        PendingAuthorization pending,
        AuthorizationResponse response,
        Exchange? sentOff,
        IReadOnlyList<Exchange> heard,
        SignInOutcome outcome
    )
    {
        if (discovery.Known(pending.Dialect) is not { } discovered)
            return null;
        return new Run
        {
            Pending = pending,
            Asked = AuthorizationRequest.For(pending, discovered.Metadata, client).Parameters,
            AskedAt = pending.StartedAt,
            SentOff = sentOff,
            ReturnedAt = clock.GetUtcNow(),
            SignedInAt = outcome is SignInOutcome.SignedIn ? clock.GetUtcNow() : null,
            Response = response,
            Metadata = recorder.Latest(discovered.Authority.ConfigurationEndpoint),
            Keys = recorder.Latest(discovered.Metadata.JwksUri),
            Token = heard.LastOrDefault(exchange => exchange.Address == discovered.Metadata.TokenEndpoint),
            Profile = heard.LastOrDefault(exchange => exchange.Address == Profile),
        };
    }
}
