using System.Text;
using System.Text.Json;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// The secrets in messages, found by the names they stand under: tokens that came later than the sign-in, and whatever somebody wrote into a
/// field before it was sent.
/// </summary>
public static class SecretsIn
{
    private const int LongCookie = 24; // characters, with its name
    private const int ShortestCookie = 6; // characters; shorter ones are settings

    /// <summary>The secret values of an exchange, every attempt's.</summary>
    public static IEnumerable<TravellingValue> Exchange(Exchange exchange) =>
        exchange.Attempts.SelectMany(attempt => Message(attempt.Request).Concat(Message(attempt.Response))).Distinct();

    /// <summary>The secret values of parameters.</summary>
    public static IEnumerable<TravellingValue> Fields(IEnumerable<Parameter> parameters) =>
        parameters.SelectMany(each =>
            Value(
                    each.Name,
                    each.Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                        ? each.Value[(each.Value.IndexOf(' ', StringComparison.Ordinal) + 1)..]
                        : each.Value
                )
                .Concat(each.Name == EditableRequest.Target ? At(SecretPlaces.InUrl(each.Value)) : [])
        );

    /// <summary>The secret values of a message. Where it can't be read, whatever may be one: better a word too many is covered.</summary>
    public static IEnumerable<TravellingValue> Message(byte[] bytes)
    {
        if (WireMessage.From(bytes) is not { } message)
            return At(SecretPlaces.InUnread(WireMessage.TextOf(bytes)));
        var credentials = message.Header("Authorization") is { } header
            ? Value("access_token", AsShown(header[(header.IndexOf(' ', StringComparison.Ordinal) + 1)..]))
            : [];
        var isForm = message.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
        var cookies = message
            .Headers.Where(each => each.Key.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            .SelectMany(each => each.Value.Split(';'))
            .Concat(
                message
                    .Headers.Where(each => each.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                    .Select(each => each.Value.Split(';')[0])
                    .Where(pair => pair.Length >= LongCookie) // a server's short ones are words such as prod
            )
            .Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..].Trim())
            .Where(value => value.Length >= ShortestCookie)
            .SelectMany(value => Value("cookie", AsShown(value)));
        var others = message
            .Headers.Where(each => !HasItsOwnRule(each.Key))
            .SelectMany(each => At(SecretPlaces.InHeader(each.Key, AsShown(each.Value))));
        return credentials
            .Concat(cookies)
            .Concat(others)
            .SelectMany(found => InPieces(found, message.Text))
            .Concat(At(SecretPlaces.InUnread(message.Beside)))
            .Concat(At(SecretPlaces.InUrl(message.StartLine.Split(' ').ElementAtOrDefault(1) ?? "")))
            .Concat(
                isForm == true
                    ? Form(Encoding.UTF8.GetString(message.Body))
                    : Json(message.Body).Where(found => found.Name != "code" || message.Status < 400) // an error's own code is no secret
            );
    }

    private static bool HasItsOwnRule(string header) =>
        header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase);

    /// <summary>A page shows a header's bytes as UTF-8.</summary>
    private static string AsShown(string value) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(value));

    /// <summary>
    /// Where a header goes on in the next line (RFC 9112 §5.2), or has in it what none may have (RFC 9110 §5.5), its value has blanks and the page
    /// has not: the pieces between them are covered too.
    /// </summary>
    private static IEnumerable<TravellingValue> InPieces(TravellingValue found, string text) =>
        text.Contains(found.Value, StringComparison.Ordinal)
            ? [found]
            :
            [
                found,
                .. found.Value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).SelectMany(piece => Value(found.Name, piece)),
            ];

    private static IEnumerable<TravellingValue> At(IEnumerable<SecretPlace> places) =>
        places.SelectMany(place => Value(place.Name, place.Value));

    private static IEnumerable<TravellingValue> Form(string body) =>
        body.Split('&')
            .Select(pair => pair.Split('=', 2))
            .Where(pair => pair.Length == 2)
            .SelectMany(pair => Value(Uri.UnescapeDataString(pair[0]), Uri.UnescapeDataString(pair[1])));

    private static IEnumerable<TravellingValue> Json(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind != JsonValueKind.Object
                ? []
                :
                [
                    .. document
                        .RootElement.EnumerateObject()
                        .Where(member => member.Value.ValueKind == JsonValueKind.String)
                        .SelectMany(member => Value(member.Name, member.Value.GetString() ?? "")),
                ];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Broken off, or no JSON at all: what is left of it is searched by the places in which secrets stand. UTF-16 has a NUL in each letter.
            var text = Encoding.UTF8.GetString(body).Replace("\0", "", StringComparison.Ordinal);
            return [.. At(SecretPlaces.InText(text))];
        }
    }

    /// <summary>However short: where a short value stands for itself is <see cref="ShortValue"/>'s to say.</summary>
    private static IEnumerable<TravellingValue> Value(string name, string value) =>
        TravellingValue.KindOf(name) is { } kind
        && value is not ("" or Recording.Exchange.KeptBack)
        && new TravellingValue(kind, name, value) is { IsSecret: true } found
            ? [found]
            : [];
}
