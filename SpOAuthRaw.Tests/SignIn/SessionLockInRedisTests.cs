using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Faults;
using StackExchange.Redis;

namespace SpOAuthRaw.Tests;

/// <summary>The lock that all instances see, in a real Redis.</summary>
public sealed class SessionLockInRedisTests
{
    [RedisFact]
    public async Task It_is_held_longer_than_a_renewal_can_take_and_not_for_ever_and_is_given_back()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var database = redis.GetDatabase();

        var held = await new SessionLockInRedis(redis, TimeProvider.System).TakeAsync("key");

        // Metadata, keys and tokens, ten seconds each. Whoever came in between would use the same refresh token.
        var name = Assert.Single(redis.GetServers().Single().Keys());
        Assert.InRange(database.KeyTimeToLive(name)!.Value, TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("key", name.ToString(), StringComparison.Ordinal);
        await held!.DisposeAsync();
        Assert.False(await database.KeyExistsAsync(name));
    }
}
