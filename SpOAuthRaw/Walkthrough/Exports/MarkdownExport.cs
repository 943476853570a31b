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
        var file = new StringBuilder("# A recorded sign-in\n\n");
        file.Append(
            mask.Hides
                ? "Secret values are left out: `***name***` stands in their place. What is said about the person is in here.\n"
                : "**Secret values are in this file.** Give it to nobody who may not sign in as this person.\n"
        );
        foreach (var message in messages)
        {
            file.Append(CultureInfo.InvariantCulture, $"\n## {ShellExport.Title(message)}\n\n");
            file.Append(CultureInfo.InvariantCulture, $"Sent {message.Started.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffZ}");
            file.Append(
                message switch
                {
                    { Channel: "front", Status: null } =>
                        " by the browser to the provider. Its other headers and its answer are the browser's to know.\n",
                    { Channel: "front" } => " by the browser. `***` stands for the values of cookies, which are never written down.\n",
                    _ => ".\n",
                }
            );
            file.Append("\n### Request\n\n").Append(Fenced(Request(message, mask)));
            if (message.Status is not null)
                file.Append("\n### Response\n\n").Append(Fenced(Response(message, mask)));
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
            ? text.Append(CultureInfo.InvariantCulture, $"({size} bytes that are no text)").ToString()
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
