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
    IServiceScopeFactory scopes,
    TimeProvider clock,
    ILogger<AccessTokenRenewal> log
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

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
            await using var held = await locks.TakeAsync(key, Patience);

            // Who waited for the lock finds what the one before has brought.
            var session = await sessions.FindAsync(key, CancellationToken.None);
            return session is { RefreshToken: { } refreshToken } && session.NeedsNewAccessToken(clock.GetUtcNow())
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
        await using var scope = scopes.CreateAsyncScope();
        var refreshed = await scope
            .ServiceProvider.GetRequiredService<SignInFlow>()
            .RefreshAsync(session, refreshToken, CancellationToken.None);
        if (!refreshed.Succeeded(out var tokens, out var failure) && MayPass(failure))
            return session; // the old token may still do, and the provider may be itself again in a minute

        var renewed = tokens is not null ? session.With(tokens, clock.GetUtcNow()) : session.EndedBy(failure!, clock.GetUtcNow());
        if (await sessions.FindAsync(key, CancellationToken.None) is null)
            return null; // signed out meanwhile: what was taken away must not come back
        await sessions.PutAsync(key, renewed, CancellationToken.None);
        if (failure is not null)
            LogEnded(log, SignInLog.NameOf(failure));
        return renewed;
    }

    /// <summary>Silence and "not now" are no refusals (RFC 6749 §4.1.2.1).</summary>
    private static bool MayPass(Failure failure) =>
        failure is Unreachable or ErrorResponse { Error: "temporarily_unavailable" or "server_error" } or ErrorResponse { Status: 429 };

    [LoggerMessage(10, LogLevel.Warning, "A session ended: its access token could not be renewed ({Reason})")]
    private static partial void LogEnded(ILogger log, string reason);
}
