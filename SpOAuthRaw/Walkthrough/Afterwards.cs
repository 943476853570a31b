using SpOAuthRaw.Protocol;
using static SpOAuthRaw.Walkthrough.Citation;

namespace SpOAuthRaw.Walkthrough;

/// <summary>One thing that a sign-in may leave behind, and what becomes of it.</summary>
/// <param name="What">Its handle on the page, such as <c>access_token</c>.</param>
/// <param name="Title">The key of what it is called.</param>
/// <param name="Words">The key of what becomes of it.</param>
/// <param name="Sources">Who says so; none where it is this app's own doing.</param>
public sealed record Leftover(string What, string Title, string Words, IReadOnlyList<Citation> Sources)
{
    /// <summary>How long it stays good; <c>null</c> when that is unknown or no question.</summary>
    public DateTimeOffset? Until { get; init; }
}

/// <summary>
/// What is still valid when the person signs out (RP-Initiated Logout §2). A sign-in that failed, or is not finished, has made no session,
/// and may have left tokens all the same: each line says what there is.
/// </summary>
public sealed class Afterwards
{
    private static readonly Citation SessionEnds = new(
        "OWASP ASVS 7.4.1",
        new("https://github.com/OWASP/ASVS/blob/v5.0.0/5.0/en/0x16-V7-Session-Management.md")
    );

    private static readonly Citation TokenLifetimes = new(
        "Entra ID, token lifetimes",
        new("https://learn.microsoft.com/entra/identity-platform/configurable-token-lifetimes#access-tokens")
    );

    private static readonly Citation Revocation = new(
        "Entra ID, refresh tokens",
        new("https://learn.microsoft.com/entra/identity-platform/refresh-tokens#token-revocation")
    );

    private static readonly Citation IdTokens = new(
        "Entra ID, ID tokens",
        new("https://learn.microsoft.com/entra/identity-platform/id-tokens")
    );

    private readonly StepView view;
    private readonly IReadOnlyList<Received> received;

    /// <summary>What a run leaves behind.</summary>
    public Afterwards(StepView view) => (this.view, received) = (view, [.. ReceivedIn(view)]);

    /// <summary>The lines, in the order in which they end.</summary>
    public IReadOnlyList<Leftover> Lines => [Session, Provider, AccessToken, .. RefreshToken, .. IdToken, Recording];

    private Leftover Session =>
        new(
            "session",
            "After.Session",
            !view.WasSignedIn ? "After.Session.None"
                : view.Session is null ? "After.Session.Over"
                : "After.Session.Will",
            view.WasSignedIn ? [SessionEnds] : []
        );

    private Leftover Provider =>
        view.WasSignedIn
            ? new("provider", "After.Provider", "After.Provider.What", [Rule("RP-Initiated Logout §2")])
            : new("provider", "After.Provider", "After.Provider.Unknown", [Rule("OIDC Core §3.1.2.3")]);

    private Leftover AccessToken =>
        new(
            "access_token",
            "After.AccessToken",
            received.Count == 0 ? "After.AccessToken.None"
                : Ends is null ? "After.AccessToken.Unknown"
                : received.Select(each => each.AccessToken).Distinct().Count() > 1 ? "After.AccessToken.Several"
                : "After.AccessToken.Until",
            received.Count == 0 ? [] : [TokenLifetimes]
        )
        {
            Until = Ends,
        };

    private IEnumerable<Leftover> RefreshToken =>
        received.Any(each => each.HasRefreshToken)
            ?
            [
                new(
                    "refresh_token",
                    "After.RefreshToken",
                    view.WasSignedIn ? "After.RefreshToken.What" : "After.RefreshToken.Unused",
                    [Revocation]
                ),
            ]
            : [];

    private IEnumerable<Leftover> IdToken =>
        (view.Replay.Tokens?.IdToken ?? view.Run.Response?.IdToken) is not null
            ? [new("id_token", "After.IdToken", "After.IdToken.What", [Rule("OIDC Core §2"), IdTokens])]
            : [];

    private static Leftover Recording => new("recording", "After.Recording", "After.Recording.What", []);

    /// <summary>When the last of the access tokens ends; <c>null</c> when the provider never said.</summary>
    private DateTimeOffset? Ends => received.Max(each => each.Ends);

    /// <summary>Every token answer of the run, whatever it was asked with, and what the app has fetched for the session by itself since.</summary>
    private static IEnumerable<Received> ReceivedIn(StepView view)
    {
        var run = view.Run;
        var exchanges = new[] { run.Token, run.Refresh }.Concat(run.Tries.Where(each => each.Step is 4 or 7).Select(each => each.Exchange));
        foreach (var exchange in exchanges)
            if (Replay.Answer(exchange) is { } answer && AccessTokenResponse.Accept(answer).Succeeded(out var tokens, out _))
                yield return new(
                    tokens.AccessToken,
                    tokens.ExpiresIn is { } life ? Replay.AnsweredAt(exchange!) + life : null,
                    tokens.RefreshToken is not null
                );
        if (view.Session is { } session)
            yield return new(session.AccessToken, session.AccessTokenExpiresAt, session.RefreshToken is not null);
    }

    /// <summary>An access token and what came with it.</summary>
    private readonly record struct Received(string AccessToken, DateTimeOffset? Ends, bool HasRefreshToken);
}
