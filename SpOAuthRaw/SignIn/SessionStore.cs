using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// The sessions, on the server: in memory or, where several instances serve one site, in Redis. The browser holds a random key alone.
/// What leaves the process is encrypted.
/// </summary>
public sealed class SessionStore(
    IDistributedCache cache,
    IDataProtectionProvider protection,
    IOptions<ConnectionStringsOptions> connections,
    TimeProvider clock
)
{
    private readonly IDataProtector? protector =
        connections.Value.Redis.Length > 0 ? protection.CreateProtector("SpOAuthRaw.Session.v1") : null;

    /// <summary>Keeps a new session.</summary>
    /// <returns>Its key: 256 random bits, new at every sign-in.</returns>
    public async Task<string> AddAsync(Session session, CancellationToken cancellationToken)
    {
        var key = RandomText.Of256Bits();
        await PutAsync(key, session, cancellationToken);
        return key;
    }

    /// <summary>Keeps a session's newer version.</summary>
    public Task PutAsync(string key, Session session, CancellationToken cancellationToken)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(session, SessionJson.Default.Session);
        var entry = new DistributedCacheEntryOptions { AbsoluteExpiration = session.ExpiresAt };
        return cache.SetAsync(Name(key), protector?.Protect(bytes) ?? bytes, entry, cancellationToken);
    }

    /// <summary>Finds a session; <c>null</c> when there is none, or no longer.</summary>
    public async Task<Session?> FindAsync(string key, CancellationToken cancellationToken)
    {
        if (await cache.GetAsync(Name(key), cancellationToken) is not { } bytes)
            return null;

        try
        {
            var session = JsonSerializer.Deserialize(protector?.Unprotect(bytes) ?? bytes, SessionJson.Default.Session);
            return session is not null && clock.GetUtcNow() < session.ExpiresAt ? session : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null; // written with a key that is gone, or by another version of this app: the person signs in anew
        }
    }

    /// <summary>Ends a session, also for whoever kept a copy of the cookie.</summary>
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => cache.RemoveAsync(Name(key), cancellationToken);

    private static string Name(string key) => $"session:{key}";
}
