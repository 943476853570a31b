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

    /// <summary>Where the browser was sent: the parameters as they were sent, which may have been edited.</summary>
    public required IReadOnlyList<Parameter> Asked { get; init; }

    /// <summary>When the browser came back; judgements are made by this clock.</summary>
    public DateTimeOffset? ReturnedAt { get; init; }

    /// <summary>What the browser brought back.</summary>
    public AuthorizationResponse? Response { get; init; }

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

    /// <summary>Without the values.</summary>
    public override string ToString() => $"{nameof(Run)} {{ {Pending.Dialect}, {ReturnedAt:O} }}";
}
