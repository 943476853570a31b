using System.Collections.Concurrent;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// Gets a session a new access token when the old one nears its end: once, however many tabs ask at the same moment. A refresh token is
/// good once at a strict provider, and a second use would end the sign-in.
/// </summary>
public sealed partial class AccessTokenRenewal(
    ISessionStore sessions,
    ISessionLock locks,
    Lazy<SignInFlow> flow,
    TimeProvider clock,
    ILogger<AccessTokenRenewal> log
)
{
    /// <summary>How long a provider that gave no answer is left alone: each page would wait for it else.</summary>
    private static readonly TimeSpan Respite = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Lazy<Task<Session?>>> flights = new(StringComparer.Ordinal);

    /// <summary>The session, with a new access token if it needs one.</summary>
    /// <returns>The session to go on with; one that is <see cref="Session.Ended"/> when the provider refused; <c>null</c> when it is gone.</returns>
    public async Task<Session?> RenewedAsync(string key, Session session, CancellationToken cancellationToken)
    {
        if (!session.NeedsNewAccessToken(clock.GetUtcNow()))
            return session;

        // It goes on when the tab that began it is closed: the answer may hold the only refresh token that is still good.
        var flight = flights.GetOrAdd(key, _ => new Lazy<Task<Session?>>(() => FlyAsync(key)));
        return await flight.Value.WaitAsync(cancellationToken);
    }

    private async Task<Session?> FlyAsync(string key)
    {
        try
        {
            await using var held = await locks.TakeAsync(key);

            // Who waited for the lock finds what the one before has brought. Who waited in vain goes on with what there is.
            var session = await sessions.FindAsync(key, CancellationToken.None);
            return held is not null && session is { RefreshToken: { } refreshToken } && session.NeedsNewAccessToken(clock.GetUtcNow())
                ? await RenewAsync(key, session, refreshToken)
                : session;
        }
        finally
        {
            flights.TryRemove(key, out _);
        }
    }

    private async Task<Session?> RenewAsync(string key, Session session, string refreshToken)
    {
        // Whatever is wrong with the provider's description of itself, it has refused nothing.
        var known = await flow.Value.DiscoverAsync(session.Dialect, CancellationToken.None);
        if (!known.Succeeded(out _, out var failure))
            return await WaitAsync(key);

        var refreshed = await flow.Value.RefreshAsync(session, refreshToken, CancellationToken.None);
        var now = clock.GetUtcNow();
        if (refreshed.Succeeded(out var tokens, out failure))
            return await sessions.ChangeAsync(key, latest => latest.With(tokens, now), CancellationToken.None);
        if (MayPass(failure))
            return await WaitAsync(key);

        LogEnded(log, SignInLog.NameOf(failure));
        return await sessions.ChangeAsync(key, latest => latest.EndedBy(failure, now), CancellationToken.None);
    }

    /// <summary>The old token may still do, and the provider may be itself again in a while.</summary>
    private Task<Session?> WaitAsync(string key)
    {
        var until = clock.GetUtcNow() + Respite;
        return sessions.ChangeAsync(key, latest => latest with { RenewNotBefore = until }, CancellationToken.None);
    }

    /// <summary>
    /// Silence, "not now" and a server that is out of order are no refusals (RFC 6749 §4.1.2.1, RFC 9110 §15.6), whatever word they come with.
    /// </summary>
    private static bool MayPass(Failure failure) =>
        failure
            is Unreachable
                or ErrorResponse { Error: "temporarily_unavailable" or "server_error" }
                or ErrorResponse { Status: 408 or 429 or >= 500 };

    [LoggerMessage(10, LogLevel.Warning, "A session ended: its access token could not be renewed ({Reason})")]
    private static partial void LogEnded(ILogger log, string reason);
}
