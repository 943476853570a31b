using System.Text;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A request of a run and its answer, as far as either was recorded. Every export is made from a list of these, and of nothing else.</summary>
public sealed record ExportedMessage
{
    /// <summary>The step of the lesson, 1 to 8.</summary>
    public required int Step { get; init; }

    /// <summary>What it is for: <c>metadata</c>, <c>keys</c>, <c>authorize</c>, <c>callback</c>, <c>token</c>, <c>profile</c>, <c>refresh</c>, <c>logout</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>front</c>: the browser carried it. <c>back</c>: this app sent it.</summary>
    public required string Channel { get; init; }

    /// <summary>1, or more where a busy server was asked again.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>The request's method.</summary>
    public required string Method { get; init; }

    /// <summary>The absolute address, encoded as it was sent.</summary>
    public required string Url { get; init; }

    /// <summary>The request's headers in order; on the front channel those alone that follow from the message.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> RequestHeaders { get; init; }

    /// <summary>The request's body.</summary>
    public byte[] RequestBody { get; init; } = [];

    /// <summary>The length of request line and headers, in bytes; -1 when it was not recorded.</summary>
    public int RequestHeadSize { get; init; } = -1;

    /// <summary>The answer's status; <c>null</c> when no answer was recorded.</summary>
    public int? Status { get; init; }

    /// <summary>The words behind the status.</summary>
    public string StatusText { get; init; } = "";

    /// <summary>The answer's headers in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ResponseHeaders { get; init; } = [];

    /// <summary>The answer's body without the framing of chunks (RFC 9112 §7.1), so that a value can't hide across two of them.</summary>
    public byte[] ResponseBody { get; init; } = [];

    /// <summary>The length of status line and headers, in bytes; -1 when there was no answer.</summary>
    public int ResponseHeadSize { get; init; } = -1;

    /// <summary>The length of the body as it travelled, framing included, in bytes; -1 when there was no answer.</summary>
    public int ResponseBodySize { get; init; } = -1;

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset Started { get; init; }

    /// <summary>How long it took; <c>null</c> when nobody measured it.</summary>
    public TimeSpan? Took { get; init; }

    /// <summary>A request header's value; <c>null</c> when it is missing.</summary>
    public string? RequestHeader(string name) => Find(RequestHeaders, name);

    /// <summary>An answer header's value; <c>null</c> when it is missing.</summary>
    public string? ResponseHeader(string name) => Find(ResponseHeaders, name);

    /// <summary>A body as text; <c>null</c> when it is none: not UTF-8, or with a NUL in it as UTF-16 has.</summary>
    public static string? TextOf(byte[] body)
    {
        try
        {
            return body.Contains((byte)0) ? null : Strict.GetString(body);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>Without the values.</summary>
    public override string ToString() => $"{nameof(ExportedMessage)} {{ {Step}, {Name}, {Attempt} }}";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static string? Find(IReadOnlyList<KeyValuePair<string, string>> headers, string name) =>
        headers.FirstOrDefault(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
}
