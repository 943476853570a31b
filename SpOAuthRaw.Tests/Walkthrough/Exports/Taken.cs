using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>What visitors take along, and what the pages beside it show.</summary>
public static partial class Taken
{
    /// <summary>The extensions.</summary>
    public static readonly string[] Extensions = ["har", "http", "sh", "md"];

    /// <summary>Presses a download.</summary>
    public static async Task<string> TakeAsync(this Visitor visitor, IApp app, string extension, bool unmasked = false)
    {
        var taken = await visitor.GetAsync(app.At($"/walkthrough/run.{extension}{(unmasked ? "?unmask=true" : "")}"));
        Assert.Equal(HttpStatusCode.OK, taken.Status);
        return taken.Html.Source;
    }

    /// <summary>The archive's entries.</summary>
    public static JsonElement[] Entries(string har) =>
        [.. JsonDocument.Parse(har).RootElement.GetProperty("log").GetProperty("entries").EnumerateArray()];

    /// <summary>The entry for one of the messages; the last, where it took several attempts.</summary>
    public static JsonElement Entry(string har, string name) => Entries(har).Last(entry => entry.GetProperty("_name").GetString() == name);

    /// <summary>The text of a member that is a path away.</summary>
    public static string Text(this JsonElement element, params string[] path) =>
        path.Aggregate(element, (each, name) => each.GetProperty(name)).GetString()!;

    /// <summary>A list of names and values, such as the headers.</summary>
    public static KeyValuePair<string, string>[] Pairs(this JsonElement list) =>
        [.. list.EnumerateArray().Select(pair => KeyValuePair.Create(pair.Text("name"), pair.Text("value")))];

    /// <summary>An entry's request as it is on the wire, CRLF as LF.</summary>
    public static string RequestOf(JsonElement entry)
    {
        var request = entry.GetProperty("request");
        var url = request.Text("url");
        return $"{request.Text("method")} {url[url.IndexOf('/', 8)..]} {request.Text("httpVersion")}\n{HeadersOf(request)}\n"
            + (request.TryGetProperty("postData", out var body) ? body.Text("text") : "");
    }

    /// <summary>An entry's answer as it is on the wire, CRLF as LF, but without the framing of chunks.</summary>
    public static string ResponseOf(JsonElement entry)
    {
        var response = entry.GetProperty("response");
        return $"{response.Text("httpVersion")} {response.GetProperty("status").GetInt32()} {response.Text("statusText")}\n{HeadersOf(response)}\n"
            + response.Text("content", "text");
    }

    /// <summary>The requests or answers of the walkthrough's pages, as a reader sees them, in order; secrets must be shown.</summary>
    public static async Task<string[]> OnThePagesAsync(this Visitor visitor, IApp app, string which)
    {
        var shown = new List<string>();
        for (var step = 1; step <= 6; step++)
        {
            var page = (await visitor.GetAsync(app.At($"/walkthrough/{step}"))).ShouldBeAPage();
            shown.AddRange(
                Wire()
                    .Matches(page.Html.Source)
                    .Where(match => match.Groups[1].Value == which)
                    .Select(match => WebUtility.HtmlDecode(Tag().Replace(match.Groups[2].Value, "")))
            );
        }

        return [.. shown];
    }

    /// <summary>A page's message without the framing of chunks.</summary>
    public static string Unframed(string message)
    {
        var end = message.IndexOf("\n\n", StringComparison.Ordinal) + 2;
        if (!message[..end].Contains("Transfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return message;
        var framed = Encoding.UTF8.GetBytes(message[end..]).AsSpan();
        var body = new StringBuilder(message[..end]);
        while (true)
        {
            var line = framed.IndexOf((byte)'\n');
            var size = int.Parse(framed[..line], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
                return body.ToString();
            body.Append(Encoding.UTF8.GetString(framed.Slice(line + 1, size)));
            framed = framed[(line + 1 + size + 1)..];
        }
    }

    private static string HeadersOf(JsonElement message) =>
        string.Concat(message.GetProperty("headers").Pairs().Select(header => $"{header.Key}: {header.Value}\n"));

    [GeneratedRegex("<pre[^>]* data-wire=\"(request|response)\"[^>]*>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Wire();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
