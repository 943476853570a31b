using Microsoft.Extensions.Time.Testing;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

/// <summary>What holds for every store of sessions. Each store names these as tests of its own, as Redis is not everywhere.</summary>
public abstract class SessionStoreContract
{
    protected FakeTimeProvider Clock { get; } = Given.Clock();

    protected abstract ISessionStore Store { get; }

    protected static Session Session =>
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

    protected async Task Holds_a_session_comes_back_as_it_was()
    {
        var key = await Store.AddAsync(Session, default);

        Assert.Equal(Session, await Store.FindAsync(key, default));
        Assert.NotEqual(Session with { AccessToken = "another" }, await Store.FindAsync(key, default));
    }

    protected async Task Holds_the_key_is_new_at_every_sign_in()
    {
        var first = await Store.AddAsync(Session, default);
        var second = await Store.AddAsync(Session, default);

        Assert.NotEqual(first, second);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", first);
    }

    protected async Task Holds_another_key_finds_nothing()
    {
        await Store.AddAsync(Session, default);

        Assert.Null(await Store.FindAsync("another", default));
    }

    protected async Task Holds_a_changed_session_takes_its_place()
    {
        var key = await Store.AddAsync(Session, default);

        var changed = await Store.ChangeAsync(key, latest => latest with { AccessToken = "newer" }, default);

        Assert.Equal("newer", changed!.AccessToken);
        Assert.Equal(changed, await Store.FindAsync(key, default));
    }

    protected async Task Holds_nobody_s_change_is_lost()
    {
        var key = await Store.AddAsync(Session with { UserName = "" }, default);

        await Task.WhenAll(
            Enumerable
                .Range(0, 40)
                .Select(_ => Task.Run(() => Store.ChangeAsync(key, latest => latest with { UserName = latest.UserName + "x" }, default)))
        );

        Assert.Equal(40, (await Store.FindAsync(key, default))!.UserName!.Length);
    }

    protected async Task Holds_a_session_that_is_ended_while_somebody_changes_it_stays_ended()
    {
        var key = await Store.AddAsync(Session, default);

        await Store.ChangeAsync(
            key,
            latest =>
            {
                Store.RemoveAsync(key, default).GetAwaiter().GetResult(); // another instance signs the person out at this very moment
                return latest with { AccessToken = "newer" };
            },
            default
        );

        Assert.Null(await Store.FindAsync(key, default));
        Assert.Null(await Store.ChangeAsync(key, latest => latest, default));
    }

    protected async Task Holds_sign_out_ends_it_also_for_a_copy_of_the_cookie()
    {
        var key = await Store.AddAsync(Session, default);

        await Store.RemoveAsync(key, default);

        Assert.Null(await Store.FindAsync(key, default));
    }

    protected async Task Holds_a_change_that_brings_its_end_nearer_ends_it_then()
    {
        var key = await Store.AddAsync(Session, default);
        await Store.ChangeAsync(key, latest => latest with { ExpiresAt = Given.Now.AddMinutes(10) }, default);

        Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Store.FindAsync(key, default));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await Store.FindAsync(key, default));
        Assert.Null(await Store.ChangeAsync(key, latest => latest with { ExpiresAt = Given.Now.AddHours(8) }, default));
    }

    protected async Task Holds_it_ends_by_itself_even_where_the_store_forgets_to()
    {
        var key = await Store.AddAsync(Session, default);

        Clock.Advance(TimeSpan.FromHours(8) - TimeSpan.FromSeconds(1));
        Assert.NotNull(await Store.FindAsync(key, default));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Null(await Store.FindAsync(key, default));
    }
}
