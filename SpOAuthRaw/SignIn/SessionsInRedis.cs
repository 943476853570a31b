using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;
using StackExchange.Redis;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// The sessions where several instances serve one site: encrypted, and found by the hash of their keys. The framework's cache is no place for
/// them: it can't write on the condition that nobody else has, and a renewal on one instance would undo a sign-out on another.
/// </summary>
public sealed class SessionsInRedis(IConnectionMultiplexer redis, IDataProtectionProvider protection, TimeProvider clock) : ISessionStore
{
    private readonly IDataProtector protector = protection.CreateProtector("SpOAuthRaw.Session.v1");

    private IDatabase Database => redis.GetDatabase();

    /// <inheritdoc />
    public Task AddAsync(string key, Session session, CancellationToken cancellationToken) =>
        Database.StringSetAsync(NameOf(key), Seal(session), session.ExpiresAt - clock.GetUtcNow());

    /// <inheritdoc />
    public async Task<Session?> FindAsync(string key, CancellationToken cancellationToken) =>
        Open(await Database.StringGetAsync(NameOf(key)));

    /// <inheritdoc />
    public async Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken)
    {
        while (true) // whenever one of those who write at the same time has to begin anew, another has done its work
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = await Database.StringGetAsync(NameOf(key));
            if (Open(found) is not { } session)
                return null;

            var changed = change(session);
            var transaction = Database.CreateTransaction();
            transaction.AddCondition(Condition.StringEqual(NameOf(key), found));
            _ = transaction.StringSetAsync(NameOf(key), Seal(changed), changed.ExpiresAt - clock.GetUtcNow());
            if (await transaction.ExecuteAsync())
                return changed;
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => Database.KeyDeleteAsync(NameOf(key));

    private byte[] Seal(Session session) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(session, SessionJson.Default.Session));

    private Session? Open(RedisValue value)
    {
        try
        {
            var session = value.IsNull
                ? null
                : JsonSerializer.Deserialize(protector.Unprotect((byte[])value!), SessionJson.Default.Session);
            return session is not null && clock.GetUtcNow() < session.ExpiresAt ? session : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null; // by keys that are gone, or by another version of this app: the person signs in anew
        }
    }

    /// <summary>A key would open the session to whoever lists the names.</summary>
    private static string NameOf(string key) =>
        $"SpOAuthRaw:{Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"session:{key}")))}";
}
