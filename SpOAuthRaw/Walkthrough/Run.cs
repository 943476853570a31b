using System.Text;
using System.Text.Json.Serialization;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// One sign-in as it went over the wire: messages alone. What they mean is judged anew whenever a page asks, by the same functions that
/// judged them the first time (see <see cref="Replay"/>), so that a page can't tell another story than the sign-in did.
/// </summary>
public sealed record Run
{
    /// <summary>How long a run can be looked at.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    /// <summary>What the browser was sent off with.</summary>
    public required PendingAuthorization Pending { get; init; }

    /// <summary>Whether it stops at every step before anything is sent, until the person sends it.</summary>
    public bool StepByStep { get; init; }

    /// <summary>When the browser was sent off; <c>null</c> when it has not been yet.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>What the browser was sent off with: the parameters as they were sent, which may have been edited.</summary>
    public IReadOnlyList<Parameter> Asked { get; init; } = [];

    /// <summary>What the browser asked of this app before it was sent off, and the answer that sent it; <c>null</c> when nobody remembers.</summary>
    public Exchange? SentOff { get; init; }

    /// <summary>What the browser asked of this app when it came back, and what it was answered.</summary>
    public Exchange? CameBack { get; init; }

    /// <summary>How the browser signed out here, and the answer that sent it to the provider.</summary>
    public Exchange? SignedOut { get; init; }

    /// <summary>When the browser came back; judgements are made by this clock.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>What the browser brought back. Whatever was written down of it is read again, so that a run need not hold it twice.</summary>
    [JsonIgnore]
    public AuthorizationResponse? Response
    {
        get => Brought ?? (CameBack is null ? null : ResponseIn(CameBack));
        init => Brought = value;
    }

    /// <summary>The same, where nothing of it was written down (yet).</summary>
    [JsonInclude]
    [JsonPropertyName(nameof(Response))]
    internal AuthorizationResponse? Brought { get; init; }

    /// <summary>The provider's metadata as it was fetched, for this sign-in or for one before it.</summary>
    public Exchange? Metadata { get; init; }

    /// <summary>The provider's keys as they were fetched.</summary>
    public Exchange? Keys { get; init; }

    /// <summary>The code for tokens.</summary>
    public Exchange? Token { get; init; }

    /// <summary>The profile.</summary>
    public Exchange? Profile { get; init; }

    /// <summary>A new access token.</summary>
    public Exchange? Refresh { get; init; }

    /// <summary>When it signed the person in here, which a run does once; <c>null</c> when it has not.</summary>
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>When the person signed out here; <c>null</c> when they have not.</summary>
    public DateTimeOffset? SignedOutAt { get; init; }

    /// <summary>What the person changed in the messages above before they were sent.</summary>
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>What the person has written into a message and only wants to look at as yet; <c>null</c> when there is nothing.</summary>
    public Draft? Draft { get; init; }

    /// <summary>Messages that were sent beside those above, the last ones: the sign-in did not go on with their answers.</summary>
    public IReadOnlyList<Try> Tries { get; init; } = [];

    /// <summary>The exchange that the sign-in went on with in step 4, 6 or 7; <c>null</c> before there is one.</summary>
    public Exchange? ExchangeOf(int step) =>
        step switch
        {
            4 => Token,
            6 => Profile,
            7 => Refresh,
            _ => null,
        };

    /// <summary>Every message of a step that was sent: the one that the sign-in went on with, and those beside it.</summary>
    public IEnumerable<Exchange> MessagesOf(int step) =>
        Tries.Where(each => each.Step == step).Select(each => each.Exchange).Prepend(ExchangeOf(step)).OfType<Exchange>();

    /// <summary>When the last message of a step was sent; <c>null</c> when none was.</summary>
    public DateTimeOffset? LastSentAt(int step) => MessagesOf(step).Max(each => each.SentAt);

    /// <summary>The run with a message that was sent in step 4, 6 or 7. What is kept beside those that it goes on with are the last eight.</summary>
    /// <param name="sent">The message and its answer.</param>
    /// <param name="goodBefore">Whether that step had a good answer before, with which the sign-in goes on.</param>
    public Run With(Try sent, bool goodBefore)
    {
        var left = this with { Draft = Draft?.Step == sent.Step ? null : Draft };
        if (goodBefore)
            return left with { Tries = Last([.. Tries, sent]) };

        var replaced = left with
        {
            Edits = [.. Edits.Where(edit => edit.Step != sent.Step), .. sent.Edits],
            Tries = Last(
                ExchangeOf(sent.Step) is { } former
                    ? [.. Tries, new Try(sent.Step, former, [.. Edits.Where(edit => edit.Step == sent.Step)])]
                    : Tries
            ),
        };
        return sent.Step switch
        {
            4 => replaced with { Token = sent.Exchange },
            6 => replaced with { Profile = sent.Exchange },
            _ => replaced with { Refresh = sent.Exchange },
        };
    }

    private static IReadOnlyList<Try> Last(IReadOnlyList<Try> tries) => [.. tries.TakeLast(8)];

    /// <summary>Every exchange that is this run's alone, on both channels.</summary>
    [JsonIgnore]
    public IEnumerable<Exchange> OwnExchanges =>
        new[] { SentOff, CameBack, Token, Profile, Refresh, SignedOut }.OfType<Exchange>().Concat(Tries.Select(each => each.Exchange));

    private static AuthorizationResponse? ResponseIn(Exchange cameBack)
    {
        if (WireMessage.From(cameBack.Attempts[^1].Request) is not { } request)
            return null;
        var (mode, encoded) = request.StartLine.StartsWith("POST ", StringComparison.Ordinal)
            ? (ResponseMode.FormPost, Encoding.UTF8.GetString(request.Body))
            : (ResponseMode.Query, request.StartLine.Split(' ')[1].Split('?', 2) is [_, var query] ? query : "");
        return AuthorizationResponse.Read(mode, encoded).Succeeded(out var response, out _) ? response : null;
    }

    /// <summary>Without the values.</summary>
    public override string ToString() => $"{nameof(Run)} {{ {Pending.Dialect}, {ReturnedAt:O} }}";
}

/// <summary>A message that was sent beside those that the sign-in went on with.</summary>
/// <param name="Step">The step it is a message of.</param>
/// <param name="Exchange">The message and its answer.</param>
/// <param name="Edits">What the person had changed in it.</param>
public sealed record Try(int Step, Exchange Exchange, IReadOnlyList<Edit> Edits);

/// <summary>A message as somebody has changed it, before it is sent.</summary>
/// <param name="Step">The step whose message it is.</param>
/// <param name="Fields">Its parameters.</param>
/// <param name="Pending">What the browser would be sent off with, where that is new; <c>null</c> where it is the run's.</param>
public sealed record Draft(int Step, IReadOnlyList<Parameter> Fields, PendingAuthorization? Pending)
{
    /// <summary>Without the values.</summary>
    public override string ToString() => $"{nameof(Draft)} {{ {Step} }}";
}
