using System.Text.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Internal;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>The sessions, on the server: in memory or, where several instances serve one site, in Redis. The browser holds a random key alone.</summary>
public interface ISessionStore
{
    /// <summary>Keeps a session, new or newer.</summary>
    Task PutAsync(string key, Session session, CancellationToken cancellationToken);

    /// <summary>Finds a session; <c>null</c> when there is none, or no longer.</summary>
    Task<Session?> FindAsync(string key, CancellationToken cancellationToken);

    /// <summary>Ends a session, also for whoever kept a copy of the cookie.</summary>
    Task RemoveAsync(string key, CancellationToken cancellationToken);
}

/// <summary>What all stores have in common.</summary>
public static class SessionStores
{
    /// <summary>Keeps a new session.</summary>
    /// <returns>Its key: 256 random bits, new at every sign-in.</returns>
    public static async Task<string> AddAsync(this ISessionStore sessions, Session session, CancellationToken cancellationToken)
    {
        var key = RandomText.Of256Bits();
        await sessions.PutAsync(key, session, cancellationToken);
        return key;
    }
}

/// <summary>The sessions of this process, in the framework's cache. They are objects, not text: every page of a signed-in person reads one.</summary>
public sealed class SessionsInMemory(TimeProvider clock) : ISessionStore, IDisposable
{
    /// <summary>When that is full nobody new can sign in until somebody leaves; a day's sessions of a large school are a tenth of it.</summary>
    private const long LargestTotal = 200 * 1024 * 1024; // bytes, roughly

    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = LargestTotal, Clock = new CacheClock(clock) });

    /// <inheritdoc />
    public Task PutAsync(string key, Session session, CancellationToken cancellationToken)
    {
        using var entry = cache.CreateEntry(key);
        entry.Value = session;
        entry.Size = session.Size;
        entry.AbsoluteExpiration = session.ExpiresAt;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Session?> FindAsync(string key, CancellationToken cancellationToken) => Task.FromResult(cache.Get<Session>(key));

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        cache.Remove(key);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => cache.Dispose();

    /// <summary>The app's clock as the cache wants it.</summary>
    private sealed class CacheClock(TimeProvider clock) : ISystemClock
    {
        public DateTimeOffset UtcNow => clock.GetUtcNow();
    }
}

/// <summary>The sessions where several instances serve one site, encrypted.</summary>
public sealed class SealedSessions(SealedCache cache, TimeProvider clock) : ISessionStore
{
    /// <inheritdoc />
    public Task PutAsync(string key, Session session, CancellationToken cancellationToken) =>
        cache.SetAsync(
            Name(key),
            JsonSerializer.SerializeToUtf8Bytes(session, SessionJson.Default.Session),
            session.ExpiresAt,
            cancellationToken
        );

    /// <inheritdoc />
    public async Task<Session?> FindAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            var bytes = await cache.GetAsync(Name(key), cancellationToken);
            var session = bytes is null ? null : JsonSerializer.Deserialize(bytes, SessionJson.Default.Session);
            return session is not null && clock.GetUtcNow() < session.ExpiresAt ? session : null;
        }
        catch (JsonException)
        {
            return null; // written by another version of this app: the person signs in anew
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => cache.RemoveAsync(Name(key), cancellationToken);

    private static string Name(string key) => $"session:{key}";
}
