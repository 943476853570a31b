using System.Text.Json;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>The sessions, on the server: in memory or, where several instances serve one site, in Redis. The browser holds a random key alone.</summary>
public sealed class SessionStore(SealedCache cache, TimeProvider clock)
{
    /// <summary>Keeps a new session.</summary>
    /// <returns>Its key: 256 random bits, new at every sign-in.</returns>
    public async Task<string> AddAsync(Session session, CancellationToken cancellationToken)
    {
        var key = RandomText.Of256Bits();
        await PutAsync(key, session, cancellationToken);
        return key;
    }

    /// <summary>Keeps a session's newer version.</summary>
    public Task PutAsync(string key, Session session, CancellationToken cancellationToken) =>
        cache.SetAsync(
            Name(key),
            JsonSerializer.SerializeToUtf8Bytes(session, SessionJson.Default.Session),
            session.ExpiresAt,
            cancellationToken
        );

    /// <summary>Finds a session; <c>null</c> when there is none, or no longer.</summary>
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

    /// <summary>Ends a session, also for whoever kept a copy of the cookie.</summary>
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => cache.RemoveAsync(Name(key), cancellationToken);

    private static string Name(string key) => $"session:{key}";
}
