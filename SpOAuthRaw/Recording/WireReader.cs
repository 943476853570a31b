using System.Buffers;
using System.Buffers.Text;
using System.Net;
using System.Text;

namespace SpOAuthRaw.Recording;

/// <summary>
/// Reads recorded bytes as the framework's client reads an answer, so that a page can't tell another story than the sign-in: interim answers are
/// passed over (RFC 9110 §15.2), where a body ends is decided by the same headers (RFC 9112 §6.3), and what that client refuses is no message
/// here either.
/// </summary>
internal ref struct WireReader(byte[] bytes)
{
    private readonly bool isAnswer = bytes.AsSpan().StartsWith("HTTP/"u8);
    private readonly List<KeyValuePair<string, string>> headers = [];
    private readonly ArrayBufferWriter<byte> body = new();
    private readonly ArrayBufferWriter<byte> beside = new();
    private WireLines lines = new(bytes);

    /// <summary>The message; <c>null</c> when its head is not whole, or none that the client would take.</summary>
    public WireMessage? Read()
    {
        int begun;
        string startLine;
        do
        {
            begun = lines.Position;
            headers.Clear();
            if (!lines.TryLine(out var line) || !IsStartLine(startLine = Encoding.Latin1.GetString(line)) || !lines.TryFields(headers))
                return null;
        } while (isAnswer && startLine[9] == '1' && startLine.AsSpan(9, 3) is not "101"); // which is final (RFC 9110 §15.2.2)

        if (!headers.TrueForAll(header => WireLines.IsName(header.Key)))
            return null;
        beside.Write(bytes.AsSpan(0, begun));
        var headEnd = lines.Position;
        var isWhole = ReadBody(startLine);
        var end = lines.Position;
        beside.Write(lines.Rest);
        return new WireMessage
        {
            StartLine = startLine,
            Headers = headers,
            Body = body.WrittenSpan.ToArray(),
            IsWhole = isWhole,
            HeadSize = headEnd - begun,
            FramedSize = end - headEnd,
            Beside = WireMessage.TextOf(beside.WrittenSpan.ToArray()),
            Text = WireMessage.TextOf(bytes),
        };
    }

    /// <summary><c>HTTP/1.x 200</c> and perhaps words (RFC 9112 §4), or a request's line (§3).</summary>
    private readonly bool IsStartLine(string line) =>
        isAnswer
            ? line.Length >= 12
                && line.StartsWith("HTTP/1.", StringComparison.Ordinal)
                && char.IsAsciiDigit(line[7])
                && line[8] == ' '
                && line.AsSpan(9, 3).IndexOfAnyExceptInRange('0', '9') < 0
                && (line.Length == 12 || line[12] == ' ')
                && line.AsSpan(12).IndexOfAny('\r', '\0') < 0
            : line.EndsWith(" HTTP/1.1", StringComparison.Ordinal);

    /// <summary>Up to where the headers say that it ends (RFC 9112 §6.3). A request was written by this app, or for it, and ends where its bytes end: of a form that came in chunks the form is written down.</summary>
    private bool ReadBody(string startLine)
    {
        var status = isAnswer ? startLine[9..12] : null;
        var (isChunked, announced) = Framing();
        if (isAnswer && isChunked && status is not ("101" or "204" or "304"))
            return ReadChunks();
        var length = status switch
        {
            "204" or "304" => 0,
            null or "101" => null,
            _ => announced,
        };
        body.Write(lines.Take(length ?? long.MaxValue));
        return length is null || body.WrittenCount == length;
    }

    /// <summary>What the framework itself makes of the headers, doubled and odd ones too.</summary>
    private readonly (bool IsChunked, long? Length) Framing()
    {
        using var answer = new HttpResponseMessage { Content = new Unmeasured() };
        foreach (var (name, value) in headers)
            if (!answer.Headers.TryAddWithoutValidation(name, value))
                answer.Content.Headers.TryAddWithoutValidation(name, value);
        return (answer.Headers.TransferEncodingChunked == true, answer.Content.Headers.ContentLength);
    }

    /// <summary>Each chunk has its length before it, in hexadecimal; the last one has none (RFC 9112 §7.1).</summary>
    private bool ReadChunks()
    {
        while (ReadBeside(out var line))
        {
            if (
                !Utf8Parser.TryParse(line, out long length, out var digits, 'X')
                || length < 0
                || line[digits..].TrimStart(" \t"u8) is not ([] or [(byte)';', ..]) // extensions say nothing to us (§7.1.1)
            )
                return false;
            if (length == 0)
                return ReadTrailers();
            body.Write(lines.Take(length));
            if (!ReadBeside(out var border) || border.Length > 0)
                return false;
        }

        return false;
    }

    private bool ReadTrailers()
    {
        var rest = lines.Rest;
        var begun = lines.Position;
        var trailers = new List<KeyValuePair<string, string>>();
        var isWhole = lines.TryFields(trailers);
        beside.Write(rest[..(lines.Position - begun)]);
        return isWhole && trailers.TrueForAll(trailer => WireLines.IsName(trailer.Key));
    }

    /// <summary>A line that is no part of the body.</summary>
    private bool ReadBeside(out ReadOnlySpan<byte> line)
    {
        if (!lines.TryLine(out line))
            return false;
        beside.Write(line);
        beside.Write("\n"u8);
        return true;
    }

    /// <summary>A content whose length is known from its headers alone.</summary>
    private sealed class Unmeasured : HttpContent
    {
        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }

        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;
    }
}
