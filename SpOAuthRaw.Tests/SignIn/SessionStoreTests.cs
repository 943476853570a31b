using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Distributed;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

public class SessionStoreTests
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly Cache cache = new();

    private static Session Session =>
        new()
        {
            Dialect = Dialect.V1,
            Issuer = "https://provider.example/",
            Subject = "adele",
            AccessTokenReceivedAt = Given.Now,
            Name = "Adele Vance",
            TenantId = Given.Tenant,
            AccessToken = Given.AccessToken,
            AccessTokenExpiresAt = Given.Now.AddHours(1),
            RefreshToken = Given.RefreshToken,
            Problem = new ProfileProblem("Throttled", 429, RetryAfterSeconds: 31),
            ExpiresAt = Given.Now.AddHours(8),
        };

    public static TheoryData<bool> Everywhere => [false, true];

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_session_comes_back_as_it_was(bool redis)
    {
        var store = Store(redis);

        var key = await store.AddAsync(Session, default);

        Assert.Equal(Session, await store.FindAsync(key, default));
        Assert.NotEqual(Session with { AccessToken = "another" }, await store.FindAsync(key, default));
    }

    [Fact]
    public async Task The_key_is_new_at_every_sign_in()
    {
        var store = Store(redis: true);

        var first = await store.AddAsync(Session, default);
        var second = await store.AddAsync(Session, default);

        Assert.NotEqual(first, second);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", first);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Another_key_finds_nothing(bool redis)
    {
        var store = Store(redis);
        await store.AddAsync(Session, default);

        Assert.Null(await store.FindAsync("another", default));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task A_newer_version_takes_its_place(bool redis)
    {
        var store = Store(redis);
        var key = await store.AddAsync(Session, default);

        await store.PutAsync(key, Session with { AccessToken = "newer" }, default);

        Assert.Equal("newer", (await store.FindAsync(key, default))!.AccessToken);
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task Sign_out_ends_it_also_for_a_copy_of_the_cookie(bool redis)
    {
        var store = Store(redis);
        var key = await store.AddAsync(Session, default);

        await store.RemoveAsync(key, default);

        Assert.Null(await store.FindAsync(key, default));
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task It_ends_by_itself_even_where_the_cache_forgets_to(bool redis)
    {
        var store = Store(redis);
        var key = await store.AddAsync(Session, default);

        clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await store.FindAsync(key, default));
        clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await store.FindAsync(key, default));
    }

    [Fact]
    public async Task Redis_is_told_when_it_ends()
    {
        await Store(redis: true).AddAsync(Session, default);

        Assert.Equal(Session.ExpiresAt, cache.Expiration);
    }

    [Fact]
    public async Task A_full_memory_takes_nobody_new_and_forgets_nobody()
    {
        using var store = new SessionsInMemory(clock);
        var first = await store.AddAsync(Session, default);

        var token = await store.AddAsync(Session with { AccessToken = new string('A', 201 * 1024 * 1024) }, default);
        var name = await store.AddAsync(Session with { Profile = new() { DisplayName = new string('A', 101 * 1024 * 1024) } }, default);

        Assert.Null(await store.FindAsync(token, default));
        Assert.Null(await store.FindAsync(name, default));
        Assert.NotNull(await store.FindAsync(first, default));
    }

    [Fact]
    public async Task What_leaves_the_process_is_encrypted()
    {
        await Store(redis: true).AddAsync(Session, default);

        var stored = Encoding.Latin1.GetString(Assert.Single(cache.Entries).Value);

        Assert.DoesNotContain(Given.AccessToken, stored, StringComparison.Ordinal);
        Assert.DoesNotContain(Given.RefreshToken, stored, StringComparison.Ordinal);
        Assert.DoesNotContain("Adele", stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_t_be_read_any_more_is_no_session()
    {
        var store = Store(redis: true);
        var key = await store.AddAsync(Session, default);
        cache.Entries[cache.Entries.Keys.Single()] = "{broken"u8.ToArray();

        Assert.Null(await store.FindAsync(key, default));
    }

    [Fact]
    public async Task What_another_key_ring_wrote_is_no_session()
    {
        var key = await Store(redis: true).AddAsync(Session, default);

        Assert.Null(await Store(redis: true).FindAsync(key, default));
    }

    private ISessionStore Store(bool redis) =>
        redis
            ? new SealedSessions(
                new SealedCache(
                    cache,
                    new EphemeralDataProtectionProvider(),
                    Options.Create(new ConnectionStringsOptions { Redis = "redis.example:6379" })
                ),
                clock
            )
            : new SessionsInMemory(clock);

    /// <summary>Keeps everything for ever.</summary>
    private sealed class Cache : IDistributedCache
    {
        public Dictionary<string, byte[]> Entries { get; } = [];

        public DateTimeOffset? Expiration { get; private set; }

        public byte[]? Get(string key) => Entries.GetValueOrDefault(key);

        public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => Task.FromResult(Get(key));

        public void Set(string key, byte[] value, DistributedCacheEntryOptions options) =>
            (Entries[key], Expiration) = (value, options.AbsoluteExpiration);

        public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default)
        {
            Set(key, value, options);
            return Task.CompletedTask;
        }

        public void Refresh(string key) { }

        public Task RefreshAsync(string key, CancellationToken token = default) => Task.CompletedTask;

        public void Remove(string key) => Entries.Remove(key);

        public Task RemoveAsync(string key, CancellationToken token = default)
        {
            Remove(key);
            return Task.CompletedTask;
        }
    }
}
