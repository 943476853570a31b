using Microsoft.AspNetCore.DataProtection;
using StackExchange.Redis;

namespace SpOAuthRaw.SignIn;

/// <summary>The sessions where several instances serve one site.</summary>
public sealed class SessionsInRedis(IConnectionMultiplexer redis, IDataProtectionProvider protection, TimeProvider clock) : ISessionStore
{
    private readonly SealedInRedis<Session> all = new(
        redis,
        protection.CreateProtector("SpOAuthRaw.Session.v1"),
        "session",
        SessionJson.Default.Session,
        session => session.ExpiresAt - clock.GetUtcNow()
    );

    /// <inheritdoc />
    public Task AddAsync(string key, Session session, CancellationToken cancellationToken) => all.AddAsync(key, session);

    /// <inheritdoc />
    public Task<Session?> FindAsync(string key, CancellationToken cancellationToken) => all.FindAsync(key);

    /// <inheritdoc />
    public Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken) =>
        all.ChangeAsync(key, change, cancellationToken);

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => all.RemoveAsync(key);
}
