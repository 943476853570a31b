using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

/// <summary>The sessions of one process.</summary>
public sealed class SessionsInMemoryTests : SessionStoreContract, IDisposable
{
    private readonly SessionsInMemory store;

    public SessionsInMemoryTests() => store = new SessionsInMemory(Clock);

    protected override ISessionStore Store => store;

    public void Dispose() => store.Dispose();

    [Fact]
    public Task A_session_comes_back_as_it_was() => Holds_a_session_comes_back_as_it_was();

    [Fact]
    public Task The_key_is_new_at_every_sign_in() => Holds_the_key_is_new_at_every_sign_in();

    [Fact]
    public Task Another_key_finds_nothing() => Holds_another_key_finds_nothing();

    [Fact]
    public Task A_changed_session_takes_its_place() => Holds_a_changed_session_takes_its_place();

    [Fact]
    public Task Nobody_s_change_is_lost() => Holds_nobody_s_change_is_lost();

    [Fact]
    public Task A_session_that_is_ended_while_somebody_changes_it_stays_ended() =>
        Holds_a_session_that_is_ended_while_somebody_changes_it_stays_ended();

    [Fact]
    public Task Sign_out_ends_it_also_for_a_copy_of_the_cookie() => Holds_sign_out_ends_it_also_for_a_copy_of_the_cookie();

    [Fact]
    public Task A_change_that_brings_its_end_nearer_ends_it_then() => Holds_a_change_that_brings_its_end_nearer_ends_it_then();

    [Fact]
    public Task It_ends_by_itself_even_where_the_store_forgets_to() => Holds_it_ends_by_itself_even_where_the_store_forgets_to();

    [Fact]
    public async Task A_full_memory_takes_nobody_new_and_forgets_nobody()
    {
        var first = await Store.AddAsync(Session, default);

        var token = Session with { AccessToken = new string('A', 201 * 1024 * 1024) };
        var name = Session with { Profile = new() { DisplayName = new string('A', 101 * 1024 * 1024) } };
        await Assert.ThrowsAsync<NoRoomException>(() => Store.AddAsync(token, default));
        await Assert.ThrowsAsync<NoRoomException>(() => Store.AddAsync(name, default));

        Assert.NotNull(await Store.FindAsync(first, default));
    }

    [Fact]
    public async Task Nobody_is_signed_out_to_make_room_for_others()
    {
        var big = Session with { AccessToken = new string('A', 1024 * 1024) };
        var keys = new List<string>();
        await Assert.ThrowsAsync<NoRoomException>(async () =>
        {
            for (var i = 0; i < 250; i++)
                keys.Add(await Store.AddAsync(big, default));
        });
        for (var i = 0; i < 100; i++)
        {
            await Assert.ThrowsAsync<NoRoomException>(() => Store.AddAsync(big, default));
            await Task.Run(() => { }); // a cache that makes room does so on a thread of the pool
        }

        Assert.InRange(keys.Count, 150, 200);
        foreach (var key in keys)
            Assert.NotNull(await Store.FindAsync(key, default));
    }

    [Fact]
    public async Task A_renewal_finds_room_also_where_there_is_none()
    {
        var key = await Store.AddAsync(Session with { AccessToken = new string('A', 199 * 1024 * 1024) }, default);

        await Store.ChangeAsync(key, latest => latest with { RefreshToken = new string('R', 2 * 1024 * 1024) }, default);

        Assert.Equal(2 * 1024 * 1024, (await Store.FindAsync(key, default))!.RefreshToken!.Length);
    }
}
