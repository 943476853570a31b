using System.Globalization;
using System.Text;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>
/// A request as a <c>curl</c> command for a POSIX shell. Everything that was recorded stands between single quotes, where a shell reads no
/// character as anything but itself (POSIX Shell Command Language §2.2.2); what is left out is a variable.
/// </summary>
public static class Curl
{
    /// <summary>What curl works out itself.</summary>
    private static readonly HashSet<string> CurlsOwn = new(["Host", "Content-Length"], StringComparer.OrdinalIgnoreCase);

    /// <summary>The command for a request as a page shows it.</summary>
    /// <param name="request">The request's text, with CRLF as LF.</param>
    /// <param name="address">Whom it was sent to.</param>
    /// <param name="values">The values that travel.</param>
    /// <param name="hidden">Whether secrets are hidden.</param>
    /// <param name="isWhole">Whether all of the request's headers are known. A browser adds its own to what it carries, and so may curl.</param>
    /// <returns>The command; <c>null</c> when the text is no whole request.</returns>
    public static string? Of(string request, Uri address, IReadOnlyList<TravellingValue> values, bool hidden, bool isWhole = true)
    {
        var end = request.IndexOf("\n\n", StringComparison.Ordinal);
        if (end < 0)
            return null;
        var bytes = Encoding.UTF8.GetBytes(
            $"{request[..end].Replace("\n", "\r\n", StringComparison.Ordinal)}\r\n\r\n{request[(end + 2)..]}"
        );
        return RunMessages.Of(0, "", 1, address, new Attempt(bytes, [], default, default)) is { } message
            ? Of(message with { Channel = isWhole ? "back" : "front" }, hidden ? Mask.Over([message], values) : Mask.Nothing)
            : null;
    }

    /// <summary>The command for a message.</summary>
    public static string Of(ExportedMessage message, Mask mask) =>
        string.Join(" \\\n  ", ["curl --include --globoff --http1.1", $"--url {Quoted(mask.Url(message))}", .. Rest(message, mask)]);

    /// <summary>The names of the variables in a message's command.</summary>
    public static IEnumerable<string> Variables(ExportedMessage message, Mask mask) =>
        mask.Url(message)
            .Concat(message.RequestHeaders.Where(IsSent).SelectMany(mask.Header))
            .Concat(mask.RequestBody(message) ?? [])
            .Select(piece => piece.Name)
            .OfType<string>()
            .Select(Variable);

    /// <summary>Pieces as one word of a shell.</summary>
    public static string Quoted(IEnumerable<MaskedPiece> pieces)
    {
        var (word, literal) = (new StringBuilder(), new StringBuilder());
        foreach (var (text, name) in pieces)
        {
            if (name is null)
            {
                literal.Append(text);
                continue;
            }

            if (literal.Length > 0)
                word.Append(Quoted(literal.ToString()));
            literal.Clear();
            word.Append(CultureInfo.InvariantCulture, $"\"${{{Variable(name)}}}\"");
        }

        return literal.Length > 0 || word.Length == 0 ? word.Append(Quoted(literal.ToString())).ToString() : word.ToString();
    }

    private static IEnumerable<string> Rest(ExportedMessage message, Mask mask)
    {
        var hasBody = message.RequestBody.Length > 0;
        if (message.Method != (hasBody ? "POST" : "GET"))
            yield return $"--request {Quoted(message.Method)}";
        foreach (var header in message.RequestHeaders.Where(IsSent))
            yield return $"--header {Header(header, mask)}";
        foreach (var extra in Unwanted(message))
            yield return $"--header '{extra}:'";
        if (hasBody)
            foreach (var option in Data(mask.RequestBody(message) ?? [new("(not text)", null)]))
                yield return option;
    }

    /// <summary>
    /// A body as it was, in one piece. What is left out of a form is given as it is and encoded by curl, so that nobody has to do it by hand.
    /// </summary>
    private static IEnumerable<string> Data(IReadOnlyList<MaskedPiece> body)
    {
        var plain = new List<MaskedPiece>();
        foreach (var field in Fields(body))
        {
            if (
                field is [{ Name: null, Text: var name }, { Name: not null } value]
                && name.IndexOf('=', StringComparison.Ordinal) == name.Length - 1
            )
            {
                if (plain.Count > 0)
                    yield return $"--data-raw {Quoted(plain)}";
                plain.Clear();
                yield return $"--data-urlencode {Quoted([new(name, null), value])}";
                continue;
            }

            if (plain.Count > 0)
                plain.Add(new("&", null));
            plain.AddRange(field);
        }

        if (plain.Count > 0)
            yield return $"--data-raw {Quoted(plain)}";
    }

    private static IEnumerable<List<MaskedPiece>> Fields(IReadOnlyList<MaskedPiece> body)
    {
        if (body.All(piece => piece.Name is null))
        {
            yield return [.. body];
            yield break;
        }

        var field = new List<MaskedPiece>();
        foreach (var piece in body)
        {
            if (piece.Name is not null)
            {
                field.Add(piece);
                continue;
            }

            var parts = piece.Text.Split('&');
            for (var i = 0; i < parts.Length; i++)
            {
                if (i > 0)
                {
                    yield return field;
                    field = [];
                }

                if (parts[i].Length > 0)
                    field.Add(new(parts[i], null));
            }
        }

        yield return field;
    }

    /// <summary>A header without a value needs a semicolon, or curl would take it away.</summary>
    private static string Header(KeyValuePair<string, string> header, Mask mask) =>
        header.Value.Length == 0 ? Quoted($"{header.Key};") : Quoted([new($"{header.Key}: ", null), .. mask.Header(header)]);

    /// <summary>Headers that curl would add to a request whose headers are all known.</summary>
    private static IEnumerable<string> Unwanted(ExportedMessage message) =>
        message is not { Channel: "front", Status: null }
            ? new[] { "User-Agent", "Accept", "Content-Type" }.Where(name =>
                message.RequestHeader(name) is null && (name != "Content-Type" || message.RequestBody.Length > 0)
            )
            : [];

    /// <summary>curl would read a file for a header that begins with an at sign.</summary>
    private static bool IsSent(KeyValuePair<string, string> header) => !CurlsOwn.Contains(header.Key) && !header.Key.StartsWith('@');

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    private static string Variable(string name) => name.ToUpperInvariant();
}
