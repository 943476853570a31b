using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using StackExchange.Redis;

namespace SpOAuthRaw.SignIn;

/// <summary>Lets one instance at a time change a session.</summary>
public interface ISessionLock
{
    /// <summary>Takes a session's lock, or waits until it is free, but no longer than the time given.</summary>
    /// <returns>What gives it back when it is disposed of.</returns>
    Task<IAsyncDisposable> TakeAsync(string key, TimeSpan patience);
}

/// <summary>With one instance there is nobody to keep out: <see cref="AccessTokenRenewal"/> sees to it that one flight is under way.</summary>
public sealed class NoSessionLock : ISessionLock, IAsyncDisposable
{
    /// <inheritdoc />
    public Task<IAsyncDisposable> TakeAsync(string key, TimeSpan patience) => Task.FromResult<IAsyncDisposable>(this);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

/// <summary>A lock that all instances see, and that gives itself back when its holder dies.</summary>
public sealed class SessionLockInRedis(IConnectionMultiplexer redis, TimeProvider clock) : ISessionLock
{
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc />
    public async Task<IAsyncDisposable> TakeAsync(string key, TimeSpan patience)
    {
        var (database, name, holder) = (redis.GetDatabase(), NameOf(key), (RedisValue)Guid.NewGuid().ToString("N"));
        var deadline = clock.GetUtcNow() + patience;
        while (!await database.LockTakeAsync(name, holder, patience * 2) && clock.GetUtcNow() < deadline)
            await Task.Delay(BetweenTries, clock);
        return new Held(database, name, holder);
    }

    /// <summary>The key's hash: who lists the names must not find what opens the session.</summary>
    private static string NameOf(string key) => $"SpOAuthRaw:lock:{Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(key)))}";

    private sealed class Held(IDatabase database, string name, RedisValue holder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.LockReleaseAsync(name, holder); // only if it is still ours
    }
}
