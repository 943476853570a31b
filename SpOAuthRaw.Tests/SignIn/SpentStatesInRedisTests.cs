using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Faults;
using StackExchange.Redis;

namespace SpOAuthRaw.Tests;

/// <summary>The used states of all instances, in a real Redis.</summary>
public sealed class SpentStatesInRedisTests
{
    [RedisFact]
    public async Task A_state_is_good_once_and_forgotten_when_it_would_have_expired()
    {
        await using var server = await RedisServer.StartAsync();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        var spent = new SpentStatesInRedis(redis);

        Assert.True(await spent.TrySpendAsync("state"));
        Assert.False(await spent.TrySpendAsync("state"));
        Assert.True(await spent.TrySpendAsync("another"));

        Assert.All(
            redis.GetServers().Single().Keys(),
            name => Assert.InRange(redis.GetDatabase().KeyTimeToLive(name)!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15))
        );
    }
}
