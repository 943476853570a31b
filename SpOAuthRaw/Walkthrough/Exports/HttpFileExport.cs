using System.Globalization;
using System.Text;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>
/// A run as a <c>.http</c> file, whose requests Visual Studio and VS Code's REST Client can send again. The format knows no quoting: a line
/// may begin another request, read a file or a variable. What could do that is percent-encoded where that means the same, and left out
/// where it does not.
/// </summary>
public static class HttpFileExport
{
    /// <summary>What the clients work out themselves.</summary>
    private static readonly HashSet<string> ClientsOwn = new(["Host", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The file's text.</summary>
    public static string Write(IReadOnlyList<ExportedMessage> messages, Mask mask)
    {
        var requests = messages.Select(message => Request(message, mask)).ToArray();
        var file = new StringBuilder($"# {ExportWords.Of("Requests")}\n");
        file.Append(mask.Hides ? $"# {ExportWords.Of("FillEncoded")}\n" : $"# {ExportWords.Of("Unmasked")}\n");
        foreach (var name in requests.SelectMany(request => request.Variables).Distinct())
            file.Append(CultureInfo.InvariantCulture, $"@{name} = fill-in\n");
        foreach (var (text, _) in requests)
            file.Append('\n').Append(text);
        return file.ToString();
    }

    private static (string Text, IEnumerable<string> Variables) Request(ExportedMessage message, Mask mask)
    {
        var variables = new List<string>();
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"### {ShellExport.Title(message)}\n# @name {message.Name}");
        if (message.Attempt > 1)
            text.Append(CultureInfo.InvariantCulture, $"_{message.Attempt}");
        text.Append(CultureInfo.InvariantCulture, $"\n{Token(message.Method)} {Filled(mask.Url(message), variables, Encoded)} HTTP/1.1\n");
        foreach (var header in message.RequestHeaders.Where(header => !ClientsOwn.Contains(header.Key)))
            text.Append(Header(header, mask, variables));
        if (message.RequestBody.Length > 0)
            text.Append('\n').Append(Body(Filled(mask.RequestBody(message) ?? [new("(not text)", null)], variables, Encoded))).Append('\n');
        return (text.ToString(), variables);
    }

    /// <summary>A header's value can't be encoded: one that the clients would read as more than a value is left out.</summary>
    private static string Header(KeyValuePair<string, string> header, Mask mask, List<string> variables)
    {
        var pieces = mask.Header(header);
        return pieces.Any(piece => piece.Name is null && !IsHarmless(piece.Text)) || Token(header.Key) != header.Key
            ? $"# {ExportWords.Of("HeaderLeftOut")}\n"
            : $"{header.Key}: {Filled(pieces, variables, text => text)}\n";
    }

    private static bool IsHarmless(string text) =>
        !text.Contains("{{", StringComparison.Ordinal) && !text.Contains("}}", StringComparison.Ordinal) && !text.Any(char.IsControl);

    private static string Filled(IEnumerable<MaskedPiece> pieces, List<string> variables, Func<string, string> written)
    {
        var text = new StringBuilder();
        foreach (var (piece, name) in pieces)
        {
            if (name is not null)
                variables.Add(name);
            text.Append(name is null ? written(piece) : $"{{{{{name}}}}}");
        }

        return text.ToString();
    }

    /// <summary>
    /// What stands in an address or a form, with every character encoded that a client could take for more than a character: line ends,
    /// braces, comments, files, variables. Where it was encoded already nothing changes.
    /// </summary>
    private static string Encoded(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (
                rune.IsAscii
                && (Rune.IsLetterOrDigit(rune) || "-._~%&=+/:?!*'();,[]$@".Contains((char)rune.Value, StringComparison.Ordinal))
            )
                encoded.Append(rune.ToString());
            else
                encoded.Append(Uri.EscapeDataString(rune.ToString()));

        return encoded.ToString();
    }

    /// <summary>The first character decides what a line is: with "@" it is a variable's, with "/" a comment, and the like.</summary>
    private static string Body(string text) =>
        char.IsAsciiLetterOrDigit(text[0]) || text[0] is '%' or '{' ? text : Uri.HexEscape(text[0]) + text[1..];

    /// <summary>A method or a header's name as the specification allows it (RFC 9110 §5.6.2).</summary>
    private static string Token(string text) =>
        string.Concat(text.Where(each => char.IsAsciiLetterOrDigit(each) || "!$%&'*+-.^_`|~".Contains(each, StringComparison.Ordinal)));
}
