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

        // What the person changed, and what really came, is what the arrow carries.
        TravellingValue[] Sent(IReadOnlyList<Parameter> parameters, params string[] names) =>
            [
                .. names
                    .SelectMany(name => parameters.Where(each => each.Name == name))
                    .Select(each => new TravellingValue(TravellingValue.KindOf(each.Name)!, each.Name, each.Value)),
            ];

        var (asked, returned, isForm) = (run.AskedAt is not null, run.Response is not null, run.Pending.Dialect == Dialect.V1);
        var asks = asked ? Sent(run.Asked, "state", "nonce", "code_challenge") : Named("state", "nonce", "code_challenge");
        var grant =
            returned ? Sent(run.Response!.Parameters, "code", "id_token", "state")
            : isForm ? Named("code", "id_token", "state")
            : Named("code", "state");
        var answered = run.Profile?.Attempts is [.., { Response.Length: > 0 }];
        return
        [
            new(1, Actor.App, Actor.Provider, "GET metadata, keys", [], run.Metadata is not null),
            new(1, Actor.Provider, Actor.App, "issuer, endpoints, keys", [], replay.Metadata is not null),
            new(2, Actor.App, Actor.Browser, "302 Location", [], asked),
            new(2, Actor.Browser, Actor.Provider, "GET authorize", asks, asked),
            new(3, Actor.Provider, Actor.Browser, isForm ? "200 form" : "302 Location", [], returned),
            new(3, Actor.Browser, Actor.App, isForm ? "POST /auth" : "GET /auth", grant, returned),
            new(4, Actor.App, Actor.Provider, "POST token", Named("code", "code_verifier", "client_secret"), run.Token is not null),
            new(4, Actor.Provider, Actor.App, "tokens", Named("access_token", "id_token", "refresh_token"), replay.Tokens is not null),
            new(5, Actor.App, Actor.App, "ID token: checks", Named("nonce"), replay.Verdict is not null),
            new(6, Actor.App, Actor.SharePoint, "GET profile", Named("access_token"), run.Profile is not null),
            new(6, Actor.SharePoint, Actor.App, "profile", [], answered),
            new(7, Actor.App, Actor.Provider, "POST token", Named("refresh_token", "client_secret"), run.Refresh is not null),
            new(7, Actor.Provider, Actor.App, "tokens", [], replay.Refreshed is not null),
            new(8, Actor.App, Actor.Browser, "302 Location", [], run.SignedOutAt is not null),
            new(8, Actor.Browser, Actor.Provider, "GET logout", [], run.SignedOutAt is not null),
        ];
    }

    /// <summary>A value short enough for an arrow; enough of it to know it again. JWTs all begin alike, so it is their end that tells them apart.</summary>
    public static string Shorten(string value) =>
        value.Length <= 8 ? value
        : value.StartsWith("eyJ", StringComparison.Ordinal) ? "…" + value[^6..]
        : value[..6] + "…";

    /// <summary>Where a lifeline stands, in the drawing's units.</summary>
    public static int X(Actor actor) => 95 + (240 * (int)actor);
}
