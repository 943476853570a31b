using Microsoft.AspNetCore.DataProtection;
using SpOAuthRaw.Tests.Faults;
using SpOAuthRaw.Walkthrough;
using StackExchange.Redis;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The recordings where several instances serve one site, in a real Redis.</summary>
public sealed class RunsInRedisTests : RunStoreContract, IAsyncLifetime
{
    private RedisServer? server;
    private ConnectionMultiplexer redis = null!;
    private RunsInRedis store = null!;

    protected override IRunStore Store => store;

    public async Task InitializeAsync()
    {
        if (RedisServer.ReasonToSkip is not null)
            return;
        server = await RedisServer.StartAsync();
        redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        store = new RunsInRedis(redis, new EphemeralDataProtectionProvider());
    }

    public async Task DisposeAsync()
    {
        if (server is null)
            return;
        await redis.DisposeAsync();
        await server.DisposeAsync();
    }

    [RedisFact]
    public Task A_recording_comes_back_as_it_was() => Holds_a_recording_comes_back_as_it_was();

    [RedisFact]
    public Task Nobody_s_message_is_lost() => Holds_nobody_s_message_is_lost();

    [RedisFact]
    public Task A_recording_that_is_deleted_while_somebody_changes_it_stays_deleted() =>
        Holds_a_recording_that_is_deleted_while_somebody_changes_it_stays_deleted();

    [RedisFact]
    public Task Of_all_who_ask_at_once_one_is_the_first() => Holds_of_all_who_ask_at_once_one_is_the_first();

    [RedisFact]
    public async Task The_hour_begins_anew_with_each_message()
    {
        await store.AddAsync("key", RunOf(1));
        var name = Assert.Single(redis.GetServers().Single().Keys());
        await redis.GetDatabase().KeyExpireAsync(name, TimeSpan.FromMinutes(20));

        await store.ChangeAsync("key", latest => latest with { SignedOutAt = Given.Now });

        var left = await redis.GetDatabase().KeyTimeToLiveAsync(name);
        Assert.InRange(left!.Value, TimeSpan.FromMinutes(55), TimeSpan.FromHours(1));
    }
}
