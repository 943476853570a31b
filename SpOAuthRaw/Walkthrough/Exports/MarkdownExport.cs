using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A run to read, to paste into a ticket or a wiki (CommonMark 0.31). What was recorded stands in fences longer than any in it.</summary>
public static partial class MarkdownExport
{
    /// <summary>The file's text.</summary>
    public static string Write(IReadOnlyList<ExportedMessage> messages, Mask mask)
    {
        var file = new StringBuilder($"# {ExportWords.Of("Title")}\n\n");
        file.Append(mask.Hides ? $"{ExportWords.Of("Masked", "`***name***`")}\n" : $"**{ExportWords.Of("Unmasked")}**\n");
        foreach (var message in messages)
        {
            file.Append(CultureInfo.InvariantCulture, $"\n## {ShellExport.Title(message)}\n\n");
            var at = message.Started.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
            file.Append(
                message switch
                {
                    { Channel: "front", Status: null } => ExportWords.Of("SentByBrowser", at),
                    { Channel: "front" } => ExportWords.Of("SentToUs", at, "`***`"),
                    _ => ExportWords.Of("Sent", at),
                }
            );
            file.Append(CultureInfo.InvariantCulture, $"\n\n### {ExportWords.Of("Request")}\n\n").Append(Fenced(Request(message, mask)));
            if (message.Status is not null)
                file.Append(CultureInfo.InvariantCulture, $"\n### {ExportWords.Of("Response")}\n\n")
                    .Append(Fenced(Response(message, mask)));
        }

        return file.ToString();
    }

    private static string Request(ExportedMessage message, Mask mask)
    {
        // The target as it was on the wire: what follows the origin.
        var url = Mask.Text(mask.Url(message));
        var path = url.IndexOf('/', url.IndexOf("://", StringComparison.Ordinal) + 3);
        return Whole(
            $"{message.Method} {(path < 0 ? "/" : url[path..])} HTTP/1.1",
            message.RequestHeaders,
            message.RequestBody.Length,
            mask.RequestBody(message),
            mask
        );
    }

    private static string Response(ExportedMessage message, Mask mask) =>
        Whole(
            string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {message.Status} {message.StatusText}").TrimEnd(),
            message.ResponseHeaders,
            message.ResponseBody.Length,
            mask.ResponseBody(message),
            mask
        );

    private static string Whole(
        string startLine,
        IEnumerable<KeyValuePair<string, string>> headers,
        int size,
        IReadOnlyList<MaskedPiece>? body,
        Mask mask
    )
    {
        var text = new StringBuilder(startLine).Append('\n');
        foreach (var header in headers)
            text.Append(CultureInfo.InvariantCulture, $"{header.Key}: {Mask.Text(mask.Header(header))}\n");
        text.Append('\n');
        return body is null
            ? text.Append(CultureInfo.InvariantCulture, $"({ExportWords.Of("NoText", size)})").ToString()
            : text.Append(Mask.Text(body)).ToString();
    }

    private static string Fenced(string text)
    {
        var longest = Backticks().Matches(text).Select(match => match.Length).DefaultIfEmpty().Max();
        var fence = new string('`', Math.Max(3, longest + 1));
        return $"{fence}http\n{text}\n{fence}\n";
    }

    [GeneratedRegex("`+")]
    private static partial Regex Backticks();
}
