using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>How long recordings are kept in this process, and how many.</summary>
public sealed class RunStoreTests : RunStoreContract
{
    private readonly RunsInMemory store = new(Given.Clock());

    protected override IRunStore Store => store;

    [Fact]
    public Task A_recording_comes_back_as_it_was() => Holds_a_recording_comes_back_as_it_was();

    [Fact]
    public Task Nobody_s_message_is_lost() => Holds_nobody_s_message_is_lost();

    [Fact]
    public Task A_recording_that_is_deleted_while_somebody_changes_it_stays_deleted() =>
        Holds_a_recording_that_is_deleted_while_somebody_changes_it_stays_deleted();

    [Fact]
    public Task Of_all_who_ask_at_once_one_is_the_first() => Holds_of_all_who_ask_at_once_one_is_the_first();

    private const int Megabyte = 1024 * 1024;

    [Fact]
    public async Task A_recording_is_there_for_an_hour_and_no_longer()
    {
        var clock = Given.Clock();
        var runs = new RunsInMemory(clock);
        await runs.AddAsync("key", RunOf(1));

        clock.Advance(TimeSpan.FromHours(1) - TimeSpan.FromTicks(1));
        Assert.NotNull(await runs.FindAsync("key"));

        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await runs.FindAsync("key"));
    }

    [Fact]
    public async Task The_hour_begins_anew_with_each_message()
    {
        var clock = Given.Clock();
        var runs = new RunsInMemory(clock);
        await runs.AddAsync("key", RunOf(1));

        clock.Advance(TimeSpan.FromMinutes(40));
        await runs.ChangeAsync("key", _ => RunOf(2));
        clock.Advance(TimeSpan.FromMinutes(40));

        Assert.NotNull(await runs.FindAsync("key"));
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task All_together_they_hold_sixty_four_megabytes_at_most_and_the_newest_is_always_among_them(bool stepByStep, bool begun)
    {
        var clock = Given.Clock();
        var runs = new RunsInMemory(clock);
        var body = new byte[Megabyte]; // one array: the bound is on what is counted, not on this test's memory
        var heard = new Exchange(new Uri("https://provider.example/"), [new Attempt([], body, Given.Now, TimeSpan.Zero)]);
        var run = RunOf(1) with
        {
            StepByStep = stepByStep,
            AskedAt = begun ? Given.Now : null,
            Token = begun && !stepByStep ? heard : null,
            Keys = heard,
        };

        for (var number = 0; number < 200; number++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await runs.AddAsync(Name(number), run);

            Assert.NotNull(await runs.FindAsync(Name(number)));
        }

        Assert.InRange(await CountAsync(runs, 200), 32, 63);
        Assert.Null(await runs.FindAsync(Name(0)));
    }

    [Fact]
    public async Task A_recording_that_grows_is_not_lost_when_all_is_full()
    {
        var clock = Given.Clock();
        var runs = new RunsInMemory(clock, 100_000);
        for (var number = 0; number < 200; number++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await runs.AddAsync(Name(number), RunOf(100));
        }

        await runs.ChangeAsync(Name(199), _ => RunOf(5_000));

        Assert.NotNull(await runs.FindAsync(Name(199)));
    }

    [Fact]
    public async Task A_recording_that_is_larger_than_all_room_is_not_kept()
    {
        var runs = new RunsInMemory(Given.Clock(), 100_000);

        await runs.AddAsync("key", RunOf(100_000));

        Assert.Null(await runs.FindAsync("key"));
    }

    [Fact]
    public async Task On_the_pages_too_a_recording_is_over_after_an_hour()
    {
        var clock = new MovableClock();
        await using var tenant = await SandboxApp.StartTenantAsync();
        await using var app = await RunningApp.StartAsync(tenant, services: services => services.AddSingleton<TimeProvider>(clock));
        using var visitor = new Visitor();
        await visitor.SignInAsync(app);
        Assert.Null((await visitor.StepAsync(app, 4)).Html.ById("no-run"));

        clock.Advance(Run.Lifetime);

        Assert.NotNull((await visitor.StepAsync(app, 4)).Html.ById("no-run"));
    }

    private static async Task<int> CountAsync(RunsInMemory runs, int all)
    {
        var count = 0;
        for (var number = 0; number < all; number++)
            count += await runs.FindAsync(Name(number)) is null ? 0 : 1;
        return count;
    }

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);
}
