using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>The sessions, on the server: in memory or, where several instances serve one site, in Redis. The browser holds a random key alone.</summary>
public interface ISessionStore
{
    /// <summary>Keeps a new session.</summary>
    /// <exception cref="NoRoomException">There is no room for another.</exception>
    Task AddAsync(string key, Session session, CancellationToken cancellationToken);

    /// <summary>Finds a session; <c>null</c> when there is none, or no longer.</summary>
    Task<Session?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>
    /// Changes a session as it is at that very moment: nobody's change is lost, and one that was ended meanwhile stays ended.
    /// </summary>
    /// <param name="key">The session's key.</param>
    /// <param name="change">What becomes of it. Called again where somebody else was faster.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The session as it is now; <c>null</c> when it is gone.</returns>
    Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken);

    /// <summary>Ends a session, also for whoever kept a copy of the cookie.</summary>
    Task RemoveAsync(string key, CancellationToken cancellationToken);
}

/// <summary>What all stores have in common.</summary>
public static class SessionStores
{
    /// <summary>Keeps a new session.</summary>
    /// <returns>Its key: 256 random bits, new at every sign-in.</returns>
    /// <exception cref="NoRoomException">There is no room for another.</exception>
    public static async Task<string> AddAsync(this ISessionStore sessions, Session session, CancellationToken cancellationToken)
    {
        var key = RandomText.Of256Bits();
        await sessions.AddAsync(key, session, cancellationToken);
        return key;
    }
}

/// <summary>The sessions' memory is full. Whoever is signed in stays so; whoever comes has to wait until somebody leaves.</summary>
public sealed class NoRoomException() : Exception("There is no room for another session.");

/// <summary>The sessions of this process, in the framework's cache. They are objects, not text: every page of a signed-in person reads one.</summary>
public sealed class SessionsInMemory(TimeProvider clock) : ISessionStore, IDisposable
{
    /// <summary>When that is full nobody new can sign in until somebody leaves; a day's sessions of a large school are a tenth of it.</summary>
    private const long LargestTotal = 200 * 1024 * 1024; // bytes, roughly

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = LargestTotal, Clock = new CacheClock(clock) });

    /// <inheritdoc />
    public Task AddAsync(string key, Session session, CancellationToken cancellationToken)
    {
        using (var entry = cache.CreateEntry(key))
        {
            entry.Value = new Kept { Session = session };
            entry.Size = session.Size;
            entry.AbsoluteExpiration = session.ExpiresAt;
            entry.Priority = CacheItemPriority.NeverRemove; // else the cache makes room for who comes by signing out who is there
        }

        return cache.TryGetValue(key, out _) ? Task.CompletedTask : throw new NoRoomException();
    }

    /// <inheritdoc />
    public Task<Session?> FindAsync(string key, CancellationToken cancellationToken) =>
        Task.FromResult(Good(cache.Get<Kept>(key)?.Session));

    /// <inheritdoc />
    public Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken)
    {
        if (cache.Get<Kept>(key) is not { } kept)
            return Task.FromResult<Session?>(null);
        lock (kept)
        {
            // In its place, whatever room there is: what a renewal brings must not be lost.
            kept.Session = Good(kept.Session) is { } latest ? change(latest) : null;
            return Task.FromResult(kept.Session);
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        if (cache.Get<Kept>(key) is { } kept)
            lock (kept)
                kept.Session = null; // also for who has found it already, and is about to change it
        cache.Remove(key);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => cache.Dispose();

    /// <summary>The session if it has not ended: a change may have brought its end nearer, of which the cache knows nothing.</summary>
    private Session? Good(Session? session) => clock.GetUtcNow() < session?.ExpiresAt ? session : null;

    /// <summary>A session's place.</summary>
    private sealed class Kept
    {
        public Session? Session { get; set; }
    }

    /// <summary>The app's clock as the cache wants it.</summary>
    private sealed class CacheClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}
