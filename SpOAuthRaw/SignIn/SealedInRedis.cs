using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;
using StackExchange.Redis;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// What several instances share: encrypted, found by the hash of its key, and changed as it is at that very moment. The framework's cache is no
/// place for it: it can't write on the condition that nobody else has, and what one instance ends another would bring back.
/// </summary>
/// <param name="redis">Where it is.</param>
/// <param name="protector">Encrypts it.</param>
/// <param name="kind">What it is, so that no key finds something of another kind.</param>
/// <param name="written">How it is written down.</param>
/// <param name="left">How much longer it lives.</param>
public sealed class SealedInRedis<T>(
    IConnectionMultiplexer redis,
    IDataProtector protector,
    string kind,
    JsonTypeInfo<T> written,
    Func<T, TimeSpan> left
)
    where T : class
{
    private IDatabase Database => redis.GetDatabase();

    /// <summary>Keeps something new.</summary>
    public Task AddAsync(string key, T value) => Database.StringSetAsync(NameOf(key), Seal(value), left(value));

    /// <summary>Finds it; <c>null</c> when it is not there, or no longer.</summary>
    public async Task<T?> FindAsync(string key) => Open(await Database.StringGetAsync(NameOf(key)));

    /// <summary>Changes it on the condition that nobody else has meanwhile.</summary>
    /// <returns>What it is now; <c>null</c> when it is gone.</returns>
    public async Task<T?> ChangeAsync(string key, Func<T, T> change, CancellationToken cancellationToken)
    {
        while (true) // whenever one of those who write at the same time has to begin anew, another has done its work
        {
            cancellationToken.ThrowIfCancellationRequested();
            var found = await Database.StringGetAsync(NameOf(key));
            if (Open(found) is not { } value)
                return null;

            var changed = change(value);
            var transaction = Database.CreateTransaction();
            transaction.AddCondition(Condition.StringEqual(NameOf(key), found));
            _ = transaction.StringSetAsync(NameOf(key), Seal(changed), left(changed));
            if (await transaction.ExecuteAsync())
                return changed;
        }
    }

    /// <summary>Ends it.</summary>
    public Task RemoveAsync(string key) => Database.KeyDeleteAsync(NameOf(key));

    private byte[] Seal(T value) => protector.Protect(JsonSerializer.SerializeToUtf8Bytes(value, written));

    private T? Open(RedisValue value)
    {
        try
        {
            var found = value.IsNull ? null : JsonSerializer.Deserialize(protector.Unprotect((byte[])value!), written);
            return found is not null && left(found) > TimeSpan.Zero ? found : null;
        }
        catch (Exception exception) when (exception is CryptographicException or JsonException)
        {
            return null; // by keys that are gone, or by another version of this app: it is made anew
        }
    }

    /// <summary>A key would open it to whoever lists the names.</summary>
    private RedisKey NameOf(string key) =>
        $"SpOAuthRaw:{Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"{kind}:{key}")))}";
}
