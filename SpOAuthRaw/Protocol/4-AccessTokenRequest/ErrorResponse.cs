using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace SpOAuthRaw.Protocol;

/// <summary>The provider's "no": from the authorization endpoint (RFC 6749 §4.1.2.1) or the token endpoint (§5.2), with Entra ID's additions.</summary>
public sealed partial record ErrorResponse : Failure
{
    /// <summary>The error's kind, one of the specification's words. The only member that is safe to branch on.</summary>
    public required string Error { get; init; }

    /// <summary>What the provider says to the developer. Text, never markup.</summary>
    public string? Description { get; init; }

    /// <summary>A page about the error (RFC 6749 §4.1.2.1). It may come from anybody, and lead anywhere.</summary>
    public string? ErrorUri { get; init; }

    /// <summary>Entra ID's finer kind, such as <c>bad_token</c> or <c>consent_required</c>.</summary>
    public string? SubError { get; init; }

    /// <summary>Entra ID's numbers, the ones behind <c>AADSTS</c>. They change over the years: good for explaining, not for deciding.</summary>
    public IReadOnlyList<int> Codes { get; init; } = [];

    /// <summary>Finds the request in Entra ID's own logs.</summary>
    public string? TraceId { get; init; }

    /// <summary>Ties the requests of one sign-in together in Entra ID's logs; what an administrator asks for first.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>When it happened, by the provider's clock, as the provider wrote it.</summary>
    public string? Timestamp { get; init; }

    /// <summary>JSON to send along as <c>claims</c> at the next attempt, when more is demanded of the person.</summary>
    public string? Claims { get; init; }

    /// <summary>The HTTP status of a back-channel answer; <c>null</c> when a browser brought the error.</summary>
    public int? Status { get; init; }

    /// <summary>Reads the error that a browser brought; <c>null</c> when the response holds none.</summary>
    public static ErrorResponse? From(AuthorizationResponse response) =>
        response.Value("error") is not { } error
            ? null
            : WithIdsFrom(
                new ErrorResponse
                {
                    Error = error,
                    Description = response.Value("error_description"),
                    ErrorUri = response.Value("error_uri"),
                    SubError = response.Value("error_subcode") ?? response.Value("suberror"),
                    Claims = response.Value("claims"),
                }
            );

    /// <summary>Reads the error out of a back-channel answer; <c>null</c> when it is none that the specification knows.</summary>
    public static ErrorResponse? From(HttpAnswer answer) =>
        (int)answer.Status < 400 || answer.Json() is not { } document || Text(document, "error") is not { } error
            ? null
            : WithIdsFrom(
                new ErrorResponse
                {
                    Error = error,
                    Description = Text(document, "error_description"),
                    ErrorUri = Text(document, "error_uri"),
                    SubError = Text(document, "suberror"),
                    Codes = Numbers(document, "error_codes"),
                    TraceId = Text(document, "trace_id"),
                    CorrelationId = Text(document, "correlation_id"),
                    Timestamp = Text(document, "timestamp"),
                    Claims = Text(document, "claims"),
                    Status = (int)answer.Status,
                }
            );

    /// <summary>Reads codes and ids out of a message that a person copied from Entra ID's own error page.</summary>
    public static ErrorResponse FromText(string text) => WithIdsFrom(new ErrorResponse { Error = "", Description = text });

    /// <summary>Entra ID writes code and ids into the description too, and at the authorization endpoint nowhere else.</summary>
    private static ErrorResponse WithIdsFrom(ErrorResponse error)
    {
        var text = error.Description ?? "";
        return error with
        {
            Codes = error.Codes.Count > 0 ? error.Codes : [.. Aadsts().Matches(text).Select(match => Number(match.Groups[1].ValueSpan))],
            TraceId = error.TraceId ?? Found(TraceIdLine().Match(text)),
            CorrelationId = error.CorrelationId ?? Found(CorrelationIdLine().Match(text)),
            Timestamp = error.Timestamp ?? Found(TimestampLine().Match(text)),
        };
    }

    private static string? Found(Match match) => match.Success ? match.Groups[1].Value.Trim() : null;

    private static int Number(ReadOnlySpan<char> digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static int[] Numbers(JsonElement document, string name) =>
        document.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ?
            [
                .. member
                    .EnumerateArray()
                    .Select(each => each.ValueKind == JsonValueKind.Number && each.TryGetInt32(out var code) ? code : 0)
                    .Where(code => code > 0),
            ]
            : [];

    [GeneratedRegex(@"AADSTS([0-9]{4,9})\b")]
    private static partial Regex Aadsts();

    [GeneratedRegex(@"Trace ID: ?([0-9A-Fa-f-]{36})")]
    private static partial Regex TraceIdLine();

    [GeneratedRegex(@"Correlation ID: ?([0-9A-Fa-f-]{36})")]
    private static partial Regex CorrelationIdLine();

    [GeneratedRegex(@"Timestamp: ?([0-9:TZ -]{19,25})")]
    private static partial Regex TimestampLine();
}
