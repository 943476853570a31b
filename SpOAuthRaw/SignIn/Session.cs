using System.Text.Json.Serialization;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>What the app keeps of a signed-in person, on the server alone.</summary>
public sealed record Session
{
    /// <summary>How long a session lasts: a working day.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    /// <summary>The dialect of the sign-in; a refresh speaks the same.</summary>
    public required Dialect Dialect { get; init; }

    /// <summary>The name in the ID token.</summary>
    public string? Name { get; init; }

    /// <summary>What the person typed to sign in.</summary>
    public string? UserName { get; init; }

    /// <summary>The person's tenant.</summary>
    public string? TenantId { get; init; }

    /// <summary>Opens SharePoint.</summary>
    public required string AccessToken { get; init; }

    /// <summary>When SharePoint will stop taking the access token; <c>null</c> when the provider did not say.</summary>
    public DateTimeOffset? AccessTokenExpiresAt { get; init; }

    /// <summary>Buys the next access token.</summary>
    public string? RefreshToken { get; init; }

    /// <summary>What SharePoint said of the person; <c>null</c> when it failed.</summary>
    public UserProfile? Profile { get; init; }

    /// <summary>What SharePoint said instead of a profile.</summary>
    public ProfileProblem? Problem { get; init; }

    /// <summary>When the sign-in ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What to call the person: SharePoint's name, else the ID token's.</summary>
    public string DisplayName => Profile?.DisplayName ?? Name ?? UserName ?? "";

    /// <summary>The session that a sign-in makes.</summary>
    public static Session Of(Called called, DateTimeOffset now)
    {
        var (exchanged, idToken) = (called.Verified.Exchanged, called.Verified.IdToken);
        return new Session
        {
            Dialect = exchanged.Returned.Discovered.Authority.Dialect,
            Name = idToken.Name,
            UserName = idToken.UserName,
            TenantId = idToken.TenantId,
            AccessToken = exchanged.Tokens.AccessToken,
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
    /// <summary>The problem that a failure is.</summary>
    public static ProfileProblem Of(Failure failure) =>
        failure switch
        {
            ProtectedResourceError error => new ProfileProblem(
                KindOf(error),
                error.Status,
                error.Code,
                error.Message ?? error.Challenge?.ErrorDescription ?? error.Challenge?.Error,
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
