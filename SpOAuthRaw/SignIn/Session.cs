using System.Text.Json.Serialization;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>What the app keeps of a signed-in person, on the server alone.</summary>
public sealed record Session
{
    /// <summary>How long a session lasts: a working day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private static readonly TimeSpan NearTheEnd = TimeSpan.FromMinutes(1);

    // The tokens are most of a session.
    private readonly Utf8Text accessToken;
    private readonly Utf8Text? refreshToken;

    /// <summary>The dialect of the sign-in; a refresh speaks the same.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>Who vouched for the person; a refresh must name the same.</summary>
    public required string Issuer { get; init; }

    /// <summary>Who the person is to that issuer; a refresh must name the same.</summary>
    public required string Subject { get; init; }

    /// <summary>The name in the ID token.</summary>
    public string? Name { get; init; }

    /// <summary>What the person typed to sign in.</summary>
    public string? UserName { get; init; }

    /// <summary>The person's tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>Opens SharePoint.</summary>
    public required string AccessToken
    {
        get => accessToken.ToString();
        init => accessToken = new Utf8Text(value);
    }

    /// <summary>When the access token came.</summary>
    public required DateTimeOffset AccessTokenReceivedAt { get; init; }

    /// <summary>When SharePoint will stop taking the access token; <c>null</c> when the provider did not say.</summary>
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>Until when the provider is left alone, after it gave no answer when it was asked for a new access token; usually <c>null</c>.</summary>
    public DateTimeOffset? RenewNotBefore { get; init; }

    /// <summary>Buys the next access token.</summary>
    public string? RefreshToken
    {
        get => refreshToken?.ToString();
        init => refreshToken = value is null ? null : new Utf8Text(value);
    }

    /// <summary>What SharePoint said of the person; <c>null</c> when it failed.</summary>
    public UserProfile? Profile { get; init; }

    /// <summary>What SharePoint said instead of a profile.</summary>
    public ProfileProblem? Problem { get; init; }

    /// <summary>Why the session is over although it has not expired: the provider refused a new access token. Told once, then forgotten.</summary>
    public ProfileProblem? Ended { get; init; }

    /// <summary>Where the recording of this sign-in is kept, which ends with the session; <c>null</c> when there is none.</summary>
    public string? RunKey { get; init; }

    /// <summary>When the sign-in ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>How large it is in memory, in bytes, roughly. The tokens' issuer and SharePoint choose how long their texts are, so all of them count.</summary>
    public int Size => 1024 + accessToken.Size + (refreshToken?.Size ?? 0) + (2 * Texts.Sum(text => text?.Length ?? 0));

    private string?[] Texts =>
        [
            Issuer,
            Subject,
            Name,
            UserName,
            TenantId,
            Profile?.DisplayName,
            Profile?.Title,
            Profile?.Email,
            Profile?.PictureUrl,
            Profile?.AccountName,
            Problem?.Code,
            Problem?.Message,
            Problem?.Diagnostics,
            Ended?.Message,
            Ended?.Diagnostics,
        ];

    /// <summary>What to call the person: SharePoint's name, else the ID token's.</summary>
    public string DisplayName => Profile?.DisplayName ?? Name ?? UserName ?? "";

    /// <summary>Whether the access token has lived nine tenths of its life, or has less than a minute of a long one left.</summary>
    public bool NeedsNewAccessToken(DateTimeOffset now)
    {
        if (AccessTokenExpiresAt is not { } end || refreshToken is null || now < RenewNotBefore)
            return false;
        var tenth = (end - AccessTokenReceivedAt) / 10;
        return end - now < (tenth < NearTheEnd ? tenth : NearTheEnd);
    }

    /// <summary>The session that a sign-in makes.</summary>
    public static Session Of(Called called, DateTimeOffset now)
    {
        var (exchanged, idToken) = (called.Verified.Exchanged, called.Verified.IdToken);
        return new Session
        {
            Dialect = exchanged.Returned.Discovered.Authority.Dialect,
            Issuer = idToken.Issuer,
            Subject = idToken.Subject,
            Name = idToken.Name,
            UserName = idToken.UserName,
            TenantId = idToken.TenantId,
            AccessToken = exchanged.Tokens.AccessToken,
            AccessTokenReceivedAt = exchanged.ReceivedAt,
            AccessTokenExpiresAt = exchanged.ReceivedAt + exchanged.Tokens.ExpiresIn,
            RefreshToken = exchanged.Tokens.RefreshToken,
            ExpiresAt = now + Lifetime,
        }.With(called.Profile);
    }

    /// <summary>The session with SharePoint's latest word.</summary>
    public Session With(Checked<UserProfile> answer) =>
        answer.Succeeded(out var profile, out var failure)
            ? this with
            {
                Profile = profile,
                Problem = null,
            }
            : this with
            {
                Profile = null,
                Problem = ProfileProblem.Of(failure),
            };

    /// <summary>The session with a new access token, and the new refresh token in the old one's place where one came (RFC 6749 §6).</summary>
    public Session With(AccessTokenResponse tokens, DateTimeOffset now) =>
        this with
        {
            AccessToken = tokens.AccessToken,
            AccessTokenReceivedAt = now,
            AccessTokenExpiresAt = now + tokens.ExpiresIn,
            RefreshToken = tokens.RefreshToken ?? RefreshToken,
            RenewNotBefore = null,
            Problem = Problem?.Without(AccessToken, RefreshToken),
        };

    /// <summary>What is left of a session that the provider has ended: the reason, for as long as it takes to read it.</summary>
    public Session EndedBy(Failure failure, DateTimeOffset now) =>
        this with
        {
            AccessToken = "",
            RefreshToken = null,
            AccessTokenExpiresAt = null,
            Profile = null,
            Problem = null,
            Ended = ProfileProblem.Of(failure).Without(AccessToken, RefreshToken),
            ExpiresAt = now + TimeSpan.FromMinutes(10),
        };

    /// <summary>Without the tokens.</summary>
    public override string ToString() => $"{nameof(Session)} {{ Dialect = {Dialect}, ExpiresAt = {ExpiresAt:O} }}";
}

/// <summary>Why there is no profile, in a form that can be kept.</summary>
/// <param name="Kind">Picks the explanation.</param>
/// <param name="Status">The HTTP status; <c>null</c> when no answer came.</param>
/// <param name="Code">SharePoint's code.</param>
/// <param name="Message">SharePoint's words, or the particulars of an answer that did not come.</param>
/// <param name="Diagnostics">SharePoint's diagnosis of the token.</param>
/// <param name="RequestId">What SharePoint's support asks for.</param>
/// <param name="RetryAfterSeconds">How long SharePoint asks us to wait.</param>
public sealed record ProfileProblem(
    string Kind,
    int? Status = null,
    string? Code = null,
    string? Message = null,
    string? Diagnostics = null,
    string? RequestId = null,
    int? RetryAfterSeconds = null
)
{
    /// <summary>
    /// The problem without values that it may repeat. A page covers what the session holds; once the session holds it no longer, nobody would know
    /// that it is to be covered.
    /// </summary>
    public ProfileProblem Without(params IEnumerable<string?> secrets)
    {
        string[] known = [.. secrets.OfType<string>().Where(secret => secret.Length > 0)];
        return this with { Code = Clean(Code), Message = Clean(Message), Diagnostics = Clean(Diagnostics) };

        string? Clean(string? text) => known.Aggregate(text, (rest, secret) => rest?.Replace(secret, "••••••••", StringComparison.Ordinal));
    }

    /// <summary>The problem that a failure is.</summary>
    public static ProfileProblem Of(Failure failure) =>
        failure switch
        {
            ProtectedResourceError error => new ProfileProblem(
                KindOf(error),
                error.Status,
                error.Code,
                error.Message is { Length: > 0 } message ? message : error.Challenge?.ErrorDescription ?? error.Challenge?.Error,
                error.Diagnostics,
                error.RequestId,
                (int?)error.RetryAfter?.TotalSeconds
            ),
            Unreachable unreachable => new ProfileProblem(unreachable.Reason.ToString(), Message: unreachable.Detail),
            ErrorResponse error => new ProfileProblem(
                "Refused",
                error.Status,
                error.Error,
                error.Description,
                RequestId: error.CorrelationId
            ),
            FailedCheck check => new ProfileProblem("Refused", Code: check.Name),
            _ => new ProfileProblem("NotUnderstood"),
        };

    private static string KindOf(ProtectedResourceError error) =>
        error.IsThrottled
            ? error.Status == 503
                ? "Busy"
                : "Throttled"
            : error.IsEmpty
                ? "NoProfile"
                : error.Challenge?.Error == "insufficient_claims"
                    ? "MoreClaims"
                    : error.Status switch
                    {
                        401 => "Unauthorized",
                        403 => "Forbidden",
                        404 => "NotFound",
                        _ => "Error",
                    };
}

/// <summary>How a session is written down.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Session))]
internal sealed partial class SessionJson : JsonSerializerContext;
