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

    /// <summary>When it was sent, the last time; <c>null</c> when it never went out.</summary>
    public DateTimeOffset? SentAt => Attempts is [.., var last] ? last.SentAt : null;

    /// <summary>Whether of the last answer there is only the beginning, by which nobody can judge it.</summary>
    public bool IsCut => Attempts is [.., { WholeLength: not null }];

    /// <summary>With no more than the beginning of an answer that is longer.</summary>
    public Exchange CutTo(int bytes) =>
        Attempts.All(attempt => attempt.Response.Length <= bytes)
            ? this
            : this with
            {
                Attempts = [.. Attempts.Select(attempt => attempt.CutTo(bytes))],
            };

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
    /// <summary>How long the answer was, in bytes, where only its beginning is kept; <c>null</c> where it is kept whole.</summary>
    public int? WholeLength { get; init; }

    /// <summary>With no more than the beginning of an answer that is longer.</summary>
    public Attempt CutTo(int bytes) =>
        Response.Length <= bytes ? this : this with { Response = Response[..bytes], WholeLength = Response.Length };

    /// <summary>Without the bytes.</summary>
    public override string ToString() => $"{nameof(Attempt)} {{ {Request.Length}, {Response.Length}, {Took} }}";
}
