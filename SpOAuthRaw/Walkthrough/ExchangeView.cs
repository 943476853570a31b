using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough;

/// <summary>An exchange as a page shows it.</summary>
/// <param name="Id">Its handle on the page.</param>
/// <param name="Title">The key of its heading.</param>
/// <param name="Channel"><c>front</c>: through the browser. <c>back</c>: from this app, out of the browser's sight.</param>
/// <param name="Attempts">One, or several where a busy server was asked again.</param>
public sealed record ExchangeView(string Id, string Title, string Channel, IReadOnlyList<AttemptView> Attempts)
{
    /// <summary>Whether it has not been sent yet.</summary>
    public bool IsPending { get; init; }

    /// <summary>Whether it is between the browser and this app alone, which nobody edits.</summary>
    public bool IsOurs => Channel == "front" && Attempts[0].Response is not null;

    /// <summary>An exchange of the back channel.</summary>
    public static ExchangeView? Of(string id, string title, Exchange? exchange) =>
        exchange is null
            ? null
            : new ExchangeView(
                id,
                title,
                "back",
                [
                    .. exchange.Attempts.Select(
                        (attempt, index) =>
                            AttemptView.Of(index + 1, attempt) with
                            {
                                Address = exchange.Address,
                                Waited =
                                    index == 0
                                        ? null
                                        : attempt.SentAt - (exchange.Attempts[index - 1].SentAt + exchange.Attempts[index - 1].Took),
                            }
                    ),
                ]
            );

    /// <summary>From the first byte of the first attempt to the last of the last.</summary>
    public TimeSpan Total =>
        Attempts.Aggregate(TimeSpan.Zero, (total, attempt) => total + (attempt.Waited ?? TimeSpan.Zero) + (attempt.Took ?? TimeSpan.Zero));

    /// <summary>An exchange of the front channel that this app had a part in: the browser asked, and was answered.</summary>
    public static ExchangeView? Heard(string id, string title, Exchange? exchange, string? formatted = null) =>
        exchange is null
            ? null
            : new ExchangeView(
                id,
                title,
                "front",
                [AttemptView.Of(1, exchange.Attempts[0]) with { FormattedRequest = formatted, Address = exchange.Address }]
            );

    /// <summary>A message that is about to be sent.</summary>
    public static ExchangeView Pending(string id, string title, Uri address, byte[] request) =>
        new(
            id,
            title,
            "back",
            [
                AttemptView.Of(1, new Attempt(request, [], default, default)) with
                {
                    Address = address,
                    Response = null,
                    FormattedResponse = null,
                    Took = null,
                },
            ]
        )
        {
            IsPending = true,
        };

    /// <summary>A message that the browser carries to the provider; what comes of it this app sees only when the browser is back.</summary>
    public static ExchangeView Front(string id, string title, Uri address, string? formatted) =>
        new(id, title, "front", [new AttemptView(1, Get(address), null, formatted, null, null, null) { Address = address }]);

    /// <summary>The key of what there is to say of sending it again, with curl or otherwise; <c>null</c> on the back channel, where curl is as good as this app.</summary>
    public string? Again =>
        Channel == "back" ? null
        : Title is "SentOff" or "Callback" && Attempts[0].Request.StartsWith("POST ", StringComparison.Ordinal) ? $"Again.{Title}.Form"
        : $"Again.{Title}";

    /// <summary>The request that the browser makes when it is redirected to an address.</summary>
    private static string Get(Uri address) => $"GET {address.PathAndQuery} HTTP/1.1\nHost: {address.Authority}\n\n";

    /// <summary>Parameters one a line, decoded.</summary>
    public static string Lines(IEnumerable<Parameter> parameters) =>
        string.Join('\n', parameters.Select(parameter => $"{parameter.Name} = {parameter.Value}"));
}

/// <summary>One attempt as a page shows it: as it was on the wire, and in a form that is easier to read.</summary>
public sealed record AttemptView(
    int Number,
    string Request,
    string? Response,
    string? FormattedRequest,
    string? FormattedResponse,
    int? Status,
    TimeSpan? Took
)
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Whom it is for.</summary>
    public Uri? Address { get; init; }

    /// <summary>How long the answer was, in bytes, where only its beginning is kept.</summary>
    public int? WholeLength { get; init; }

    /// <summary>How long it waited after the attempt before it; <c>null</c> for the first.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>A recorded attempt.</summary>
    public static AttemptView Of(int number, Attempt attempt)
    {
        var (request, response) = (WireMessage.From(attempt.Request), WireMessage.From(attempt.Response));
        return new AttemptView(
            number,
            WireMessage.TextOf(attempt.Request),
            WireMessage.TextOf(attempt.Response),
            Formatted(request),
            Formatted(response),
            response?.Status,
            attempt.Took
        )
        {
            WholeLength = attempt.WholeLength,
        };
    }

    private static string? Formatted(WireMessage? message)
    {
        if (message is not { Body.Length: > 0 })
            return null;
        var text = Encoding.UTF8.GetString(message.Body);
        var type = message.Header("Content-Type") ?? "";
        if (type.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase))
            return string.Join(
                '\n',
                text.Split('&')
                    .Select(pair => pair.Split('=', 2))
                    .Select(pair => $"{Uri.UnescapeDataString(pair[0])} = {Uri.UnescapeDataString(pair.ElementAtOrDefault(1) ?? "")}")
            );
        return Json(text);
    }

    /// <summary>Indented JSON; <c>null</c> when it is none.</summary>
    public static string? Json(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>How long it took, for people.</summary>
    public string? TookText => Took is { } took ? $"{Milliseconds(took)} ms" : null;

    /// <summary>A time in whole milliseconds.</summary>
    public static string Milliseconds(TimeSpan time) => time.TotalMilliseconds.ToString("0", CultureInfo.InvariantCulture);
}
