using System.Globalization;
using System.Text;

namespace SpOAuthRaw.Recording;

/// <summary>A recorded message taken apart for reading: start line, headers, body (RFC 9112 §2.1). The bytes stay what they are.</summary>
public sealed record WireMessage
{
    /// <summary>The request line or the status line.</summary>
    public required string StartLine { get; init; }

    /// <summary>The headers in the order in which they stood.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body without the framing of chunks (RFC 9112 §7.1).</summary>
    public required byte[] Body { get; init; }

    /// <summary>The whole message as text, with CRLF as LF.</summary>
    public required string Text { get; init; }

    /// <summary>The status code of an answer; 0 in a request.</summary>
    public int Status =>
        StartLine.StartsWith("HTTP/", StringComparison.Ordinal)
        && StartLine.Split(' ') is [_, var code, ..]
        && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : 0;

    /// <summary>A header's value; <c>null</c> when it is missing.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads a message; <c>null</c> when its headers did not arrive whole.</summary>
    public static WireMessage? From(byte[] bytes)
    {
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return null;

        string[] lines = Encoding.Latin1.GetString(bytes, 0, end).Split("\r\n");
        KeyValuePair<string, string>[] headers =
        [
            .. lines
                .Skip(1)
                .Select(line => line.Split(':', 2))
                .Where(parts => parts.Length == 2)
                .Select(parts => KeyValuePair.Create(parts[0], parts[1].Trim())),
        ];
        var rest = bytes[(end + 4)..];
        var isChunked = headers.Any(header =>
            header.Key.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)
            && header.Value.EndsWith("chunked", StringComparison.OrdinalIgnoreCase)
        );
        return new WireMessage
        {
            StartLine = lines[0],
            Headers = headers,
            Body = isChunked ? WithoutChunks(rest) : rest,
            Text = TextOf(bytes),
        };
    }

    /// <summary>The bytes as text for a page: UTF-8, CRLF as LF.</summary>
    public static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static byte[] WithoutChunks(ReadOnlySpan<byte> framed)
    {
        var body = new MemoryStream(framed.Length);
        while (framed.IndexOf("\r\n"u8) is var line and > 0)
        {
            var size = Encoding.ASCII.GetString(framed[..line]).Split(';')[0].Trim();
            if (!int.TryParse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length) || length <= 0)
                break;
            framed = framed[(line + 2)..];
            length = Math.Min(length, framed.Length);
            body.Write(framed[..length]);
            framed = framed[Math.Min(length + 2, framed.Length)..];
        }

        return body.ToArray();
    }
}
