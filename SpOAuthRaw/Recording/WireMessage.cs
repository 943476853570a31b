using System.Globalization;
using System.Text;

namespace SpOAuthRaw.Recording;

/// <summary>
/// A recorded message taken apart for reading: start line, headers, body (RFC 9112 §2.1), as <see cref="WireReader"/> reads it. The bytes stay
/// what they are.
/// </summary>
public sealed record WireMessage
{
    /// <summary>The request line or the status line. Of several answers the final one's: interim ones come before it (RFC 9110 §15.2).</summary>
    public required string StartLine { get; init; }

    /// <summary>The headers in the order in which they stood.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; }

    /// <summary>The body without the framing of chunks (RFC 9112 §7.1), as far as it came.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Whether the body came to its end, as far as that can be told: an answer that breaks off is none to a client (RFC 9112 §8).</summary>
    public required bool IsWhole { get; init; }

    /// <summary>The length of start line and headers, in bytes.</summary>
    public required int HeadSize { get; init; }

    /// <summary>The length of the body as it travelled, framing included, in bytes.</summary>
    public required int FramedSize { get; init; }

    /// <summary>What travelled beside all that: interim answers, the lines between chunks, trailers, what came behind the message.</summary>
    public required string Beside { get; init; }

    /// <summary>The whole message as text, with CRLF as LF; interim answers are part of it.</summary>
    public required string Text { get; init; }

    /// <summary>Whether it is an answer, and no request.</summary>
    public bool IsAnswer => StartLine.StartsWith("HTTP/", StringComparison.Ordinal);

    /// <summary>The status code of an answer; 0 in a request.</summary>
    public int Status => IsAnswer ? int.Parse(StartLine.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture) : 0;

    /// <summary>A header's value; <c>null</c> when it is missing.</summary>
    public string? Header(string name) =>
        Headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>Reads a message; <c>null</c> when its headers did not arrive whole, or are none that a client would take.</summary>
    public static WireMessage? From(byte[] bytes) => new WireReader(bytes).Read();

    /// <summary>The bytes as text for a page: UTF-8, CRLF as LF.</summary>
    public static string TextOf(byte[] bytes) => Encoding.UTF8.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal);

    /// <summary>Without headers and body.</summary>
    public override string ToString() => $"{nameof(WireMessage)} {{ {Status}, {Body.Length} }}";
}
