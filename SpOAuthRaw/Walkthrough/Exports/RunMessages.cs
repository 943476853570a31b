using System.Globalization;
using System.Text;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A run as a list of messages, in the order of the lesson. What was not sent is not in it.</summary>
public static class RunMessages
{
    /// <summary>The messages; <paramref name="replay"/> knows where the browser was sent.</summary>
    public static IReadOnlyList<ExportedMessage> Of(Run run, Replay replay) =>
        [
            .. Back(1, "metadata", run.Metadata),
            .. Back(1, "keys", run.Keys),
            .. Front(2, "sent-off", run.SentOff),
            .. Authorize(run, replay),
            .. Front(3, "callback", run.CameBack),
            .. Back(4, Marked("token", run.Edits.Any(edit => edit.Step == 4)), run.Token),
            .. Back(6, Marked("profile", run.Edits.Any(edit => edit.Step == 6)), run.Profile),
            .. Back(7, Marked("refresh", run.Edits.Any(edit => edit.Step == 7)), run.Refresh),
            .. Front(8, "sign-out", run.SignedOut),
            .. Logout(run),
            .. run.Tries.SelectMany((each, index) => Back(each.Step, Marked($"try-{index + 1}", each.Edits.Count > 0), each.Exchange)),
        ];

    /// <summary>One attempt at an address; <c>null</c> when its request never went out whole.</summary>
    public static ExportedMessage? Of(int step, string name, int number, Uri address, Attempt attempt)
    {
        if (WireMessage.From(attempt.Request) is not { } request || request.StartLine.Split(' ') is not [var method, var target, ..])
            return null;
        var response = WireMessage.From(attempt.Response);
        return new ExportedMessage
        {
            Step = step,
            Name = name,
            Channel = "back",
            Attempt = number,
            Method = method,
            Url = target.StartsWith('/') ? address.GetLeftPart(UriPartial.Authority) + target : target,
            RequestHeaders = request.Headers,
            RequestBody = request.Body,
            RequestHeadSize = request.HeadSize,
            Status = response?.Status,
            StatusText = response?.StartLine.Split(' ', 3).ElementAtOrDefault(2) ?? "",
            ResponseHeaders = response?.Headers ?? [],
            ResponseBody = response?.Body ?? [],
            ResponseHeadSize = response?.HeadSize ?? -1,
            ResponseBodySize = response?.FramedSize ?? -1,
            Started = attempt.SentAt,
            Took = attempt.Took,
        };
    }

    /// <summary>A message that somebody changed before it was sent says so in its name.</summary>
    private static string Marked(string name, bool isEdited) => isEdited ? $"{name}-edited" : name;

    private static IEnumerable<ExportedMessage> Back(int step, string name, Exchange? exchange) =>
        exchange?.Attempts.Select((attempt, index) => Of(step, name, index + 1, exchange.Address, attempt)).OfType<ExportedMessage>() ?? [];

    private static IEnumerable<ExportedMessage> Front(int step, string name, Exchange? exchange) =>
        Back(step, name, exchange).Select(message => message with { Channel = "front" });

    private static IEnumerable<ExportedMessage> Authorize(Run run, Replay replay) =>
        replay.Metadata is { } metadata && run.AskedAt is { } askedAt
            ?
            [
                Carried(
                    2,
                    Marked("authorize", run.Edits.Any(edit => edit.Step == 2)),
                    metadata.AuthorizationEndpoint.WithQuery(run.Asked).AbsoluteUri,
                    askedAt
                ),
            ]
            : [];

    /// <summary>The way out goes on where the sign-out's answer sent the browser; to this app itself when the provider has no such place.</summary>
    private static IEnumerable<ExportedMessage> Logout(Run run) =>
        run is { SignedOutAt: { } signedOutAt, SignedOut.Attempts: [.., var last] }
        && Uri.TryCreate(WireMessage.From(last.Response)?.Header("Location"), UriKind.Absolute, out var url)
        && url.Scheme is "http" or "https"
            ? [Carried(8, "logout", url.AbsoluteUri, signedOutAt)]
            : [];

    /// <summary>The browser was sent there and this app was not: the address is all that is known.</summary>
    private static ExportedMessage Carried(int step, string name, string url, DateTimeOffset at) =>
        new()
        {
            Step = step,
            Name = name,
            Channel = "front",
            Method = "GET",
            Url = url,
            RequestHeaders = [KeyValuePair.Create("Host", new Uri(url).Authority)],
            Started = at,
        };
}
