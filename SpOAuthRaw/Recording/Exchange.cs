using System.Text.Json.Serialization;

namespace SpOAuthRaw.Recording;

/// <summary>A question and what came of it, with every attempt that was made.</summary>
/// <param name="Address">Who was asked what.</param>
/// <param name="Attempts">One, or several where a busy server was asked again.</param>
/// <param name="TimedOut">Whether it was given up because it took too long.</param>
/// <param name="Error">Why the client had no answer, whatever bytes had come; <c>null</c> when it had one, or gave up.</param>
public sealed record Exchange(Uri Address, IReadOnlyList<Attempt> Attempts, bool TimedOut = false, HttpRequestError? Error = null)
{
    /// <summary>Whether the client had an answer.</summary>
    [JsonIgnore]
    public bool IsAnswered => !TimedOut && Error is null;

    /// <summary>Stands in a message of the front channel where a value is never written down.</summary>
    public const string KeptBack = "***";

    /// <summary>Without the bytes: secrets are among them.</summary>
    public override string ToString() => $"{nameof(Exchange)} {{ {Address.GetLeftPart(UriPartial.Path)}, {Attempts.Count} }}";
}

/// <summary>One attempt, byte for byte as it went over the connection, below any library's idea of it.</summary>
/// <param name="Request">Request line, headers, blank line, body.</param>
/// <param name="Response">Status line, headers, blank line, body; empty when none came, cut short when it was too large.</param>
/// <param name="SentAt">When the first byte went out.</param>
/// <param name="Took">Until the last byte was there, or until it was given up.</param>
public sealed record Attempt(byte[] Request, byte[] Response, DateTimeOffset SentAt, TimeSpan Took)
{
    /// <summary>Without the bytes.</summary>
    public override string ToString() => $"{nameof(Attempt)} {{ {Request.Length}, {Response.Length}, {Took} }}";
}
