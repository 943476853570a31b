using System.Collections.Concurrent;
using SpOAuthRaw.Protocol;
using StackExchange.Redis;

namespace SpOAuthRaw.SignIn;

/// <summary>Remembers which states have been used, until they would have expired anyway: each is good once (RFC 9700 §4.2.4).</summary>
/// <remarks>The cookie is deleted too, but a copy of it is not, and the copy would open the same door again.</remarks>
public interface ISpentStates
{
    /// <summary>Uses a state up.</summary>
    /// <returns>False when it was used before.</returns>
    Task<bool> TrySpendAsync(string state);
}

/// <summary>The used states of one process.</summary>
public sealed class SpentStatesInMemory(TimeProvider clock) : ISpentStates
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> spent = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<(string State, DateTimeOffset Until)> inOrder = new();

    /// <inheritdoc />
    public Task<bool> TrySpendAsync(string state)
    {
        var now = clock.GetUtcNow();
        while (inOrder.TryPeek(out var oldest) && oldest.Until < now && inOrder.TryDequeue(out oldest))
            spent.TryRemove(oldest.State, out _);

        var until = now + PendingAuthorization.Lifetime;
        if (!spent.TryAdd(state, until))
            return Task.FromResult(false);
        inOrder.Enqueue((state, until));
        return Task.FromResult(true);
    }
}

/// <summary>The used states of all instances that share a Redis.</summary>
public sealed class SpentStatesInRedis(IConnectionMultiplexer redis) : ISpentStates
{
    /// <inheritdoc />
    public Task<bool> TrySpendAsync(string state) =>
        redis
            .GetDatabase()
            .StringSetAsync($"SpOAuthRaw:spent:{state}", RedisValue.EmptyString, PendingAuthorization.Lifetime, When.NotExists);
}
