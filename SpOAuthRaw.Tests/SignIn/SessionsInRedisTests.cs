using System.Text;
using Microsoft.AspNetCore.DataProtection;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Faults;
using StackExchange.Redis;

namespace SpOAuthRaw.Tests;

/// <summary>The sessions where several instances serve one site, in a real Redis.</summary>
public sealed class SessionsInRedisTests : SessionStoreContract, IAsyncLifetime
{
    private RedisServer? server;
    private ConnectionMultiplexer redis = null!;
    private ISessionStore store = null!;

    protected override ISessionStore Store => store;

    public async Task InitializeAsync()
    {
        if (RedisServer.ReasonToSkip is not null)
            return;
        server = await RedisServer.StartAsync();
        redis = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        store = NewStore();
    }

    public async Task DisposeAsync()
    {
        if (server is null)
            return;
        await redis.DisposeAsync();
        await server.DisposeAsync();
    }

    [RedisFact]
    public Task A_session_comes_back_as_it_was() => Holds_a_session_comes_back_as_it_was();

    [RedisFact]
    public Task The_key_is_new_at_every_sign_in() => Holds_the_key_is_new_at_every_sign_in();

    [RedisFact]
    public Task Another_key_finds_nothing() => Holds_another_key_finds_nothing();

    [RedisFact]
    public Task A_changed_session_takes_its_place() => Holds_a_changed_session_takes_its_place();

    [RedisFact]
    public Task Nobody_s_change_is_lost() => Holds_nobody_s_change_is_lost();

    [RedisFact]
    public Task A_session_that_is_ended_while_somebody_changes_it_stays_ended() =>
        Holds_a_session_that_is_ended_while_somebody_changes_it_stays_ended();

    [RedisFact]
    public Task Sign_out_ends_it_also_for_a_copy_of_the_cookie() => Holds_sign_out_ends_it_also_for_a_copy_of_the_cookie();

    [RedisFact]
    public Task A_change_that_brings_its_end_nearer_ends_it_then() => Holds_a_change_that_brings_its_end_nearer_ends_it_then();

    [RedisFact]
    public Task It_ends_by_itself_even_where_the_store_forgets_to() => Holds_it_ends_by_itself_even_where_the_store_forgets_to();

    [RedisFact]
    public async Task Redis_is_told_when_it_ends()
    {
        await Store.AddAsync(Session, default);

        var left = await redis.GetDatabase().KeyTimeToLiveAsync(OnlyName());

        Assert.InRange(left!.Value, TimeSpan.FromHours(8) - TimeSpan.FromMinutes(5), TimeSpan.FromHours(8));
    }

    [RedisFact]
    public async Task What_leaves_the_process_is_encrypted_and_its_name_opens_nothing()
    {
        var key = await Store.AddAsync(Session, default);

        var stored = Encoding.Latin1.GetString((await redis.GetDatabase().StringGetAsync(OnlyName()))!);

        Assert.DoesNotContain(Given.AccessToken, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.RefreshToken, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Adele", stored, StringComparison.Ordinal);
        Assert.DoesNotContain(key, OnlyName().ToString(), StringComparison.Ordinal);
    }

    [RedisFact]
    public async Task What_can_t_be_read_any_more_is_no_session()
    {
        var key = await Store.AddAsync(Session, default);
        await redis.GetDatabase().StringSetAsync(OnlyName(), "{broken");

        Assert.Null(await Store.FindAsync(key, default));
        Assert.Null(await Store.ChangeAsync(key, latest => latest, default));
    }

    [RedisFact]
    public async Task What_another_key_ring_wrote_is_no_session()
    {
        var key = await Store.AddAsync(Session, default);

        Assert.Null(await NewStore().FindAsync(key, default));
    }

    private SessionsInRedis NewStore() => new(redis, new EphemeralDataProtectionProvider(), Clock);

    private RedisKey OnlyName() => Assert.Single(redis.GetServers().Single().Keys());
}
