using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>What SharePoint does with some people instead of answering them.</summary>
internal sealed class Moods(Tenant tenant)
{
    private readonly ConcurrentDictionary<Person, int> _calls = new();

    /// <summary>The answer that comes instead of the resource, or <see langword="null"/>.</summary>
    public SharePointAnswer? Of(Caller caller) =>
        caller.Person.SharePoint switch
        {
            SharePointTwist.Throttled => Throttled(31),
            SharePointTwist.Forbidden => SharePointError.Forbidden(),
            SharePointTwist.Revoked when !tenant.AnsweredChallenges.Contains(caller.TokenId) => Refusals.InsufficientClaims(
                tenant.Clock.GetUtcNow()
            ),
            SharePointTwist.Down => Unavailable(retryAfter: null),
            SharePointTwist.BusyOnce when _calls.AddOrUpdate(caller.Person, 1, static (_, calls) => calls + 1) % 2 == 1 => Unavailable(1),
            _ => null,
        };

    private static TextAnswer Throttled(int seconds) =>
        new(StatusCodes.Status429TooManyRequests, "429 TOO MANY REQUESTS")
        {
            Headers =
            {
                ["Retry-After"] = Seconds(seconds),
                ["RateLimit-Limit"] = "1200",
                ["RateLimit-Remaining"] = "0",
                ["RateLimit-Reset"] = Seconds(seconds),
            },
        };

    private static TextAnswer Unavailable(int? retryAfter)
    {
        var answer = new TextAnswer(StatusCodes.Status503ServiceUnavailable, "The service is unavailable.");
        if (retryAfter is { } seconds)
            answer.Headers["Retry-After"] = Seconds(seconds);
        return answer;
    }

    private static string Seconds(int seconds) => seconds.ToString(CultureInfo.InvariantCulture);
}
