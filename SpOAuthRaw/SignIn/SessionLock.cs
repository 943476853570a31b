using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using StackExchange.Redis;

namespace SpOAuthRaw.SignIn;

/// <summary>Lets one at a time use a session's refresh token.</summary>
public interface ISessionLock
{
    /// <summary>Takes a session's lock, or waits until it is free, but no longer than a person does.</summary>
    /// <returns>What gives it back when it is disposed of; <c>null</c> when others have it still.</returns>
    Task<IAsyncDisposable?> TakeAsync(string key);
}

/// <summary>The locks of one process. Sessions share them: to wait for another's renewal once in a while costs less than to know whose lock is whose.</summary>
public sealed class SessionLockInMemory : ISessionLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, 1024).Select(_ => new SemaphoreSlim(1))];

    /// <inheritdoc />
    public async Task<IAsyncDisposable?> TakeAsync(string key)
    {
        var gate = gates[(uint)key.GetHashCode(StringComparison.Ordinal) % gates.Length];
        return await gate.WaitAsync(Patience) ? new Held(gate) : null;
    }

    private sealed class Held(SemaphoreSlim gate) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            gate.Release();
            return ValueTask.CompletedTask;
        }
    }
}

/// <summary>A lock that all instances see, and that gives itself back when its holder dies.</summary>
public sealed class SessionLockInRedis(IConnectionMultiplexer redis, TimeProvider clock) : ISessionLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(50);

    /// <summary>Longer than anybody holds it who lives: metadata, keys and tokens are asked for, each for ten seconds at most.</summary>
    private static readonly TimeSpan LongestHeld = TimeSpan.FromSeconds(40);

    /// <inheritdoc />
    public async Task<IAsyncDisposable?> TakeAsync(string key)
    {
        var (database, name, holder) = (redis.GetDatabase(), NameOf(key), (RedisValue)Guid.NewGuid().ToString("N"));
        for (var deadline = clock.GetUtcNow() + Patience; ; await Task.Delay(BetweenTries, clock))
        {
            if (await database.LockTakeAsync(name, holder, LongestHeld))
                return new Held(database, name, holder);
            if (clock.GetUtcNow() >= deadline)
                return null;
        }
    }

    /// <summary>The key's hash: who lists the names must not find what opens the session.</summary>
    private static string NameOf(string key) => $"SpOAuthRaw:lock:{Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(key)))}";

    private sealed class Held(IDatabase database, string name, RedisValue holder) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.LockReleaseAsync(name, holder); // only if it is still ours
    }
}
