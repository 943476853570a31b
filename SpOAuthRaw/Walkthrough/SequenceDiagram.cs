using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Who sends what to whom, step by step: four lifelines and the messages between them.</summary>
public static class SequenceDiagram
{
    /// <summary>The lifelines, from left to right.</summary>
    public enum Actor
    {
        /// <summary>The person's browser.</summary>
        Browser,

        /// <summary>This app.</summary>
        App,

        /// <summary>The authorization server.</summary>
        Provider,

        /// <summary>The resource server.</summary>
        SharePoint,
    }

    /// <summary>One arrow.</summary>
    /// <param name="Step">The step it belongs to.</param>
    /// <param name="From">Who sends.</param>
    /// <param name="To">Who receives.</param>
    /// <param name="Text">What it is.</param>
    /// <param name="Values">The names of the values it carries, in their colours.</param>
    /// <param name="Happened">Whether it has been sent in this run.</param>
    public sealed record Message(int Step, Actor From, Actor To, string Text, IReadOnlyList<TravellingValue> Values, bool Happened);

    /// <summary>The arrows of a run.</summary>
    public static IReadOnlyList<Message> Of(StepView view)
    {
        var (run, replay) = (view.Run, view.Replay);
        TravellingValue[] Named(params string[] names) =>
            [.. names.Select(name => view.Values.LastOrDefault(value => value.Name == name)).OfType<TravellingValue>()];

        return
        [
            new(1, Actor.App, Actor.Provider, "GET metadata, keys", [], run.Metadata is not null),
            new(1, Actor.Provider, Actor.App, "issuer, endpoints, keys", [], replay.Metadata is not null),
            new(2, Actor.Browser, Actor.Provider, "GET authorize", Named("state", "nonce", "code_challenge"), run.AskedAt is not null),
            run.Pending.Dialect == Dialect.V2
                ? new(3, Actor.Provider, Actor.App, "302", Named("code", "state"), run.Response is not null)
                : new(3, Actor.Provider, Actor.App, "form POST", Named("code", "id_token", "state"), run.Response is not null),
            new(4, Actor.App, Actor.Provider, "POST token", Named("code", "code_verifier", "client_secret"), run.Token is not null),
            new(
                4,
                Actor.Provider,
                Actor.App,
                replay.Tokens is null ? "tokens" : "",
                Named("access_token", "id_token", "refresh_token"),
                replay.Tokens is not null
            ),
            new(5, Actor.App, Actor.App, "ID token ✓", Named("nonce"), replay.Verdict is not null),
            new(6, Actor.App, Actor.SharePoint, "GET profile", Named("access_token"), run.Profile is not null),
            new(6, Actor.SharePoint, Actor.App, "profile", [], run.Profile is not null),
            new(7, Actor.App, Actor.Provider, "POST token", Named("refresh_token", "client_secret"), run.Refresh is not null),
            new(8, Actor.Browser, Actor.Provider, "GET logout", [], run.SignedOutAt is not null),
        ];
    }

    /// <summary>Where a lifeline stands, in the drawing's units.</summary>
    public static int X(Actor actor) => 95 + (240 * (int)actor);
}
