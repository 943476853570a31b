using System.Globalization;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>
/// Memory once sessions have expired without anybody signing out. Eight hours are too long to wait for, so the app's own stores run in this
/// process, by a clock that can be put forward.
/// </summary>
public static class SessionExpiry
{
    /// <summary>Fills the stores, lets a working day pass, and writes what is left.</summary>
    /// <returns>1 when memory has not come back.</returns>
    public static async Task<int> WriteAsync(TextWriter output, int sessions)
    {
        var clock = new MovableClock();
        using var store = new SessionsInMemory(clock);
        var states = new SpentStatesInMemory(clock);
        await FillAsync(store, states, clock, 100);
        await LetADayPassAsync(store, states, clock);

        var before = Heap();
        await FillAsync(store, states, clock, sessions);
        var full = Heap();
        await LetADayPassAsync(store, states, clock);
        var after = Heap();
        GC.KeepAlive(store);
        GC.KeepAlive(states);

        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"| heap before · with {sessions} sessions · once they have expired, MB | {before / 1e6:0.0} · {full / 1e6:0.0} · {after / 1e6:0.0} | back | back |"
            )
        );
        return after - before < (full - before) / 20 ? 0 : 1;
    }

    private static async Task FillAsync(SessionsInMemory store, SpentStatesInMemory states, TimeProvider clock, int sessions)
    {
        for (var i = 0; i < sessions; i++)
        {
            await states.TrySpendAsync(RandomText.Of256Bits());
            await store.AddAsync(SessionOf(i, clock.GetUtcNow()), CancellationToken.None);
        }
    }

    /// <summary>Both stores tidy up when they are next used; the cache does it beside the request.</summary>
    private static async Task LetADayPassAsync(SessionsInMemory store, SpentStatesInMemory states, MovableClock clock)
    {
        clock.Now += TimeSpan.FromDays(1);
        await store.FindAsync("nobody's", CancellationToken.None);
        await states.TrySpendAsync(RandomText.Of256Bits());
        await Task.Delay(TimeSpan.FromSeconds(1));
    }

    private static Session SessionOf(int person, DateTimeOffset now) =>
        new()
        {
            Dialect = Dialect.V2,
            Issuer = "https://login.example/aaaabbbb-0000-cccc-1111-dddd2222eeee/v2.0",
            Subject = $"sub-{person}",
            Name = Stub.StubTokens.NameOf(person),
            AccessToken = new string('A', 1400),
            AccessTokenReceivedAt = now,
            RefreshToken = new string('A', 400),
            ExpiresAt = now + Session.Lifetime,
        };

    private static long Heap()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        GC.WaitForPendingFinalizers();
        return GC.GetTotalMemory(forceFullCollection: true);
    }

    private sealed class MovableClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = System.GetUtcNow();

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
