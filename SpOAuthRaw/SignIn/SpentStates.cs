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
    private readonly Lock gate = new();
    private readonly HashSet<string> spent = new(StringComparer.Ordinal);
    private readonly Queue<(string State, DateTimeOffset Until)> inOrder = new();

    /// <inheritdoc />
    public Task<bool> TrySpendAsync(string state)
    {
        var now = clock.GetUtcNow();
        lock (gate) // two who tidied up at once would forget a state that is still good for a replay
        {
            while (inOrder.TryPeek(out var oldest) && oldest.Until < now)
                spent.Remove(inOrder.Dequeue().State);

            if (!spent.Add(state))
                return Task.FromResult(false);
            inOrder.Enqueue((state, now + PendingAuthorization.Lifetime));
            return Task.FromResult(true);
        }
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
