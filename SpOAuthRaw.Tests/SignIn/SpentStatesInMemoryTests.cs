using Microsoft.Extensions.Time.Testing;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

public class SpentStatesInMemoryTests
{
    private readonly FakeTimeProvider clock = Given.Clock();
    private readonly SpentStatesInMemory spent;

    public SpentStatesInMemoryTests() => spent = new(clock);

    [Fact]
    public async Task A_state_is_good_once()
    {
        Assert.True(await spent.TrySpendAsync("state"));
        Assert.False(await spent.TrySpendAsync("state"));
        Assert.True(await spent.TrySpendAsync("another"));
    }

    [Fact]
    public async Task It_is_remembered_as_long_as_a_sign_in_may_take()
    {
        await spent.TrySpendAsync("state");
        clock.Advance(PendingAuthorization.Lifetime);

        Assert.False(await spent.TrySpendAsync("state"));
    }

    [Fact]
    public async Task After_that_it_is_forgotten()
    {
        await spent.TrySpendAsync("state");
        clock.Advance(PendingAuthorization.Lifetime + TimeSpan.FromSeconds(1));

        Assert.True(await spent.TrySpendAsync("state"));
    }

    [Fact]
    public async Task Of_many_at_once_exactly_one_spends_it()
    {
        var tries = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => Task.Run(() => spent.TrySpendAsync("state"))));

        Assert.Single(tries, one => one);
    }

    [Fact]
    public async Task Many_at_once_who_tidy_up_forget_the_old_ones_alone()
    {
        // Two that tidy up at once must not take away one each where only one is old. A race: it has to be run often to be lost.
        for (var round = 0; round < 300; round++)
        {
            var ours = new SpentStatesInMemory(clock);
            await ours.TrySpendAsync("old");
            clock.Advance(PendingAuthorization.Lifetime / 2);
            await ours.TrySpendAsync("young");
            clock.Advance((PendingAuthorization.Lifetime / 2) + TimeSpan.FromSeconds(1));

            using var start = new Barrier(4);
            var tries = await Task.WhenAll(
                Enumerable
                    .Range(0, 4)
                    .Select(_ =>
                        Task.Factory.StartNew(
                                () =>
                                {
                                    start.SignalAndWait();
                                    return ours.TrySpendAsync("young");
                                },
                                TaskCreationOptions.LongRunning
                            )
                            .Unwrap()
                    )
            );

            Assert.DoesNotContain(true, tries);
        }
    }
}
