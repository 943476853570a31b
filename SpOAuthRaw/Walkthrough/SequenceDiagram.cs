using System.Globalization;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;

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
    /// <param name="Values">What it carries: the values that this very message had or, before it is sent, the names without values.</param>
    /// <param name="Happened">Whether it has been sent in this run.</param>
    public sealed record Message(int Step, Actor From, Actor To, string Text, IReadOnlyList<TravellingValue> Values, bool Happened);

    /// <summary>The arrows of a run.</summary>
    public static IReadOnlyList<Message> Of(StepView view)
    {
        var (run, replay, isForm) = (view.Run, view.Replay, view.Run.Pending.Dialect == Dialect.V1);
        var brought = isForm ? new[] { "code", "id_token", "state" } : ["code", "state"];
        return
        [
            new(1, Actor.App, Actor.Provider, "GET metadata, keys", [], run.Metadata is not null),
            new(1, Actor.Provider, Actor.App, Answer("issuer, endpoints, keys", run.Metadata), [], HasAnswer(run.Metadata)),
            new(2, Actor.App, Actor.Browser, "302 Location", [], run.AskedAt is not null),
            Front(
                2,
                Actor.Browser,
                Actor.Provider,
                "GET authorize",
                run.AskedAt is null ? null : run.Asked,
                "state",
                "nonce",
                "code_challenge"
            ),
            new(3, Actor.Provider, Actor.Browser, isForm ? "200 form" : "302 Location", [], run.Response is not null),
            Front(3, Actor.Browser, Actor.App, isForm ? "POST /auth" : "GET /auth", run.Response?.Parameters, brought),
            Sent(4, Actor.Provider, "POST token", run.Token, "code", "code_verifier", "client_secret"),
            Answered(4, Actor.Provider, "tokens", run.Token, "access_token", "id_token", "refresh_token"),
            new(5, Actor.App, Actor.App, "ID token: checks", [Nonce(replay)], replay.Verdict is not null),
            Sent(6, Actor.SharePoint, "GET profile", run.Profile, "access_token"),
            Answered(6, Actor.SharePoint, "profile", run.Profile),
            Sent(7, Actor.Provider, "POST token", run.Refresh, "refresh_token", "client_secret"),
            Answered(7, Actor.Provider, "tokens", run.Refresh, "access_token", "refresh_token"),
            new(8, Actor.App, Actor.Browser, "302 Location", [], run.SignedOutAt is not null),
            new(8, Actor.Browser, Actor.Provider, "GET logout", [], run.SignedOutAt is not null),
        ];
    }

    private static Message Front(int step, Actor from, Actor to, string text, IReadOnlyList<Parameter>? sent, params string[] names) =>
        new(
            step,
            from,
            to,
            text,
            sent is null
                ? [.. names.Select(NameOf)]
                :
                [
                    .. names
                        .SelectMany(name => sent.Where(each => each.Name == name))
                        .Select(each => NameOf(each.Name) with { Value = each.Value }),
                ],
            sent is not null
        );

    private static Message Sent(int step, Actor to, string text, Exchange? exchange, params string[] names) =>
        new(
            step,
            Actor.App,
            to,
            text,
            exchange?.Attempts is [.., var last] ? In(last.Request, names) : [.. names.Select(NameOf)],
            exchange is not null
        );

    private static Message Answered(int step, Actor from, string text, Exchange? exchange, params string[] names) =>
        new(
            step,
            from,
            Actor.App,
            Answer(text, exchange),
            exchange?.Attempts is [.., var last] ? In(last.Response, names) : [.. names.Select(NameOf)],
            HasAnswer(exchange)
        );

    private static bool HasAnswer(Exchange? exchange) => exchange?.Attempts is [.., { Response.Length: > 0 }];

    /// <summary>What came in place of what was asked for.</summary>
    private static string Answer(string text, Exchange? exchange) =>
        exchange?.Attempts is [.., var last] && WireMessage.From(last.Response) is { Status: not 200 and var status }
            ? string.Create(CultureInfo.InvariantCulture, $"HTTP {status}")
            : text;

    private static TravellingValue[] In(byte[] message, string[] names)
    {
        var values = SecretsIn.Message(message).ToArray();
        return [.. names.SelectMany(name => values.Where(value => value.Name == name)).DistinctBy(value => value.Value)];
    }

    private static TravellingValue Nonce(Replay replay) => NameOf("nonce") with { Value = replay.IdToken?.Text("nonce") ?? "" };

    private static TravellingValue NameOf(string name) => new(TravellingValue.KindOf(name)!, name, "");

    /// <summary>A value short enough for an arrow; enough of it to know it again. JWTs all begin alike, so it is their end that tells them apart.</summary>
    public static string Shorten(string value) =>
        value.Length <= 8 ? value
        : value.StartsWith("eyJ", StringComparison.Ordinal) ? "…" + value[^6..]
        : value[..6] + "…";

    /// <summary>How far an arrow is below the one before it: a line of text has room between them.</summary>
    public static int HeightOf(Message message) => message.From == message.To ? 18 : 20;

    /// <summary>Where a lifeline stands, in the drawing's units.</summary>
    public static int X(Actor actor) => 95 + (240 * (int)actor);
}
