using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A run as an HTTP Archive, which the network panel of any browser opens (HAR 1.2).</summary>
public static class HarExport
{
    private const string Page = "sign-in";
    private const string Version = "HTTP/1.1";

    private static readonly HarJson Json = new(
        new JsonSerializerOptions(HarJson.Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }
    );

    /// <summary>The file's text.</summary>
    public static string Write(IReadOnlyList<ExportedMessage> messages, Mask mask)
    {
        var log = new HarLog(
            new HarCreator("Raw OAuth → SharePoint", typeof(HarExport).Assembly.GetName().Version?.ToString() ?? "0"),
            [.. messages.Take(1).Select(first => new HarPage(first.Started, Page, "Sign-in"))],
            [.. messages.Select(message => Entry(message, mask))],
            mask.Hides ? $"{ExportWords.Of("Masked", "***name***")} {ExportWords.Of("Sizes")}" : ExportWords.Of("Unmasked")
        );
        return JsonSerializer.Serialize(new HarFile(log), Json.HarFile);
    }

    private static HarEntry Entry(ExportedMessage message, Mask mask)
    {
        var took = message.Took?.TotalMilliseconds ?? 0;
        return new HarEntry
        {
            Pageref = Page,
            StartedDateTime = message.Started,
            Time = took,
            Request = Request(message, mask),
            Response = Response(message, mask),
            Timings = new HarTimings(0, took, 0),
            Comment = message switch
            {
                { Channel: "front", Status: null } => ExportWords.Of("Carried"),
                { Channel: "front" } => ExportWords.Of("Heard", "***"),
                { Status: null } => ExportWords.Of("NoAnswer"),
                _ => null,
            },
            Step = message.Step,
            Name = message.Name,
            Channel = message.Channel,
            Attempt = message.Attempt,
        };
    }

    private static HarRequest Request(ExportedMessage message, Mask mask)
    {
        var url = Mask.Text(mask.Url(message));
        var headers = Headers(message.RequestHeaders, mask);
        return new HarRequest(
            message.Method,
            url,
            Version,
            [.. headers.Where(header => Is(header, "Cookie")).SelectMany(header => header.Value.Split(';')).Select(Cookie)],
            headers,
            Query(url),
            message.RequestBody.Length == 0
                ? null
                : new HarPostData(
                    message.RequestHeader("Content-Type") ?? "",
                    mask.RequestBody(message) is { } body ? Mask.Text(body) : ExportWords.Of("NoText", message.RequestBody.Length)
                ),
            message.RequestHeadSize,
            message.RequestBody.Length
        );
    }

    private static HarResponse Response(ExportedMessage message, Mask mask)
    {
        var headers = Headers(message.ResponseHeaders, mask);
        return new HarResponse(
            message.Status ?? 0,
            message.StatusText,
            Version,
            [.. headers.Where(header => Is(header, "Set-Cookie")).Select(header => Cookie(header.Value.Split(';')[0]))],
            headers,
            Content(message, mask),
            headers.FirstOrDefault(header => Is(header, "Location"))?.Value ?? "",
            message.ResponseHeadSize,
            message.ResponseBodySize
        );
    }

    private static HarContent Content(ExportedMessage message, Mask mask)
    {
        var (size, type) = (message.ResponseBody.Length, message.ResponseHeader("Content-Type") ?? "x-unknown");
        if (mask.ResponseBody(message) is { } body)
            return new HarContent(size, type, Mask.Text(body), null, null);
        return mask.Hides
            ? new HarContent(size, type, null, null, ExportWords.Of("Untold"))
            : new HarContent(size, type, Convert.ToBase64String(message.ResponseBody), "base64", null);
    }

    private static HarPair[] Headers(IEnumerable<KeyValuePair<string, string>> headers, Mask mask) =>
        [.. headers.Select(header => new HarPair(header.Key, Mask.Text(mask.Header(header))))];

    private static HarPair[] Query(string url) =>
        url.Split('#')[0].Split('?', 2) is [_, { Length: > 0 } query]
            ?
            [
                .. query
                    .Split('&')
                    .Select(pair => pair.Split('=', 2))
                    .Select(pair => new HarPair(WebUtility.UrlDecode(pair[0]), WebUtility.UrlDecode(pair.ElementAtOrDefault(1) ?? ""))),
            ]
            : [];

    private static HarCookie Cookie(string pair) =>
        pair.Split('=', 2) is [var name, var value] ? new HarCookie(name.Trim(), value.Trim()) : new HarCookie("", pair.Trim());

    private static bool Is(HarPair header, string name) => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
