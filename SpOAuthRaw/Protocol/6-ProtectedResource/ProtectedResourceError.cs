using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace SpOAuthRaw.Protocol;

/// <summary>SharePoint's "no", or its "nothing there". One reader for the five shapes in which SharePoint says it.</summary>
public sealed record ProtectedResourceError : Failure
{
    private const int LongestMessage = 2000;

    /// <summary>The HTTP status. 200 when SharePoint answered properly, but with nothing in it.</summary>
    public required int Status { get; init; }

    /// <summary>SharePoint's own code, such as <c>-2147024891, System.UnauthorizedAccessException</c>.</summary>
    public string? Code { get; init; }

    /// <summary>SharePoint's own words.</summary>
    public string? Message { get; init; }

    /// <summary>Why the token was not taken (RFC 6750 §3).</summary>
    public BearerChallenge? Challenge { get; init; }

    /// <summary>SharePoint's diagnosis of a refused token, such as <c>3000003;reason="Invalid audience Uri …"</c>.</summary>
    public string? Diagnostics { get; init; }

    /// <summary>Finds the request in SharePoint's logs; what its support asks for.</summary>
    public string? RequestId { get; init; }

    /// <summary>How long SharePoint asks us to wait, from now.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True for an answer that says "too many requests", also for the 401 with a 429 in its body that SharePoint was seen to send.</summary>
    public bool IsThrottled => Status is 429 or 503 || (Status == 401 && Message?.StartsWith("429", StringComparison.Ordinal) == true);

    /// <summary>True when the person has no profile: SharePoint answers 200 with a null entity.</summary>
    public bool IsEmpty => Status == 200;

    /// <summary>Reads an answer that holds no profile.</summary>
    public static ProtectedResourceError From(HttpAnswer answer, DateTimeOffset now)
    {
        var (code, message) = Read(answer);
        return new ProtectedResourceError
        {
            Status = (int)answer.Status,
            Code = code,
            Message = message is { Length: > LongestMessage } ? message[..LongestMessage] + "…" : message,
            Challenge = answer.Status == HttpStatusCode.Unauthorized ? BearerChallenge.From(Header(answer, "WWW-Authenticate")) : null,
            Diagnostics = Header(answer, "x-ms-diagnostics").FirstOrDefault(),
            RequestId = Header(answer, "SPRequestGuid").Concat(Header(answer, "request-id")).FirstOrDefault(),
            RetryAfter = answer.Headers.RetryAfter switch
            {
                { Delta: { } wait } => wait,
                { Date: { } date } => date > now ? date - now : TimeSpan.Zero,
                _ => null,
            },
        };
    }

    private static HeaderStringValues Header(HttpAnswer answer, string name) =>
        answer.Headers.NonValidated.TryGetValues(name, out var values) ? values : default;

    private static (string? Code, string? Message) Read(HttpAnswer answer)
    {
        if (answer.Json() is { } json)
            return FromJson(json);

        var text = answer.Text.Trim();
        return text.StartsWith('<') ? FromXml(text) : (null, text.Length > 0 ? text : null);
    }

    /// <summary>OData verbose (<c>error</c>), OData light (<c>odata.error</c>), and the token check's own (<c>error_description</c>).</summary>
    private static (string? Code, string? Message) FromJson(JsonElement json)
    {
        if (json.TryGetProperty("error", out var error) || json.TryGetProperty("odata.error", out error))
            return error.ValueKind == JsonValueKind.Object
                ? (Text(error, "code"), Message(error))
                : (error.ToString(), Text(json, "error_description"));
        return (null, Text(json, "error_description"));

        static string? Message(JsonElement error) =>
            error.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                ? Text(message, "value")
                : Text(error, "message");
    }

    /// <summary>Atom's <c>m:error</c>. No document type is read, so that no entity can grow (XML 1.0 §4.4).</summary>
    private static (string? Code, string? Message) FromXml(string text)
    {
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XDocument.Load(reader).Root!;
            return (Named(root, "code"), Named(root, "message"));
        }
        catch (XmlException)
        {
            return (null, null); // a web page: nothing in it is for us
        }

        static string? Named(XElement root, string name) =>
            root.Name.LocalName == "error" ? root.Elements().FirstOrDefault(each => each.Name.LocalName == name)?.Value : null;
    }

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
}
