using SpOAuthRaw.Recording;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>What holds for every store of recordings. Each store names these as tests of its own, as Redis is not everywhere.</summary>
public abstract class RunStoreContract
{
    protected abstract IRunStore Store { get; }

    protected async Task Holds_a_recording_comes_back_as_it_was()
    {
        await Store.AddAsync("key", RunOf(3) with { Tries = [TryOf(1)], SignedInAt = Given.Now, Response = Brought });

        var found = await Store.FindAsync("key");

        Assert.Equal(3, found!.Token!.Attempts[0].Response.Length);
        Assert.Equal(Given.Now, found.SignedInAt);
        Assert.Single(found.Tries);
        Assert.Equal(Brought.Encoded, found.Response!.Encoded);
        Assert.Null(await Store.FindAsync("another"));
    }

    protected async Task Holds_nobody_s_message_is_lost()
    {
        await Store.AddAsync("key", RunOf(1));

        await Task.WhenAll(
            Enumerable
                .Range(1, 40)
                .Select(number =>
                    Task.Run(() => Store.ChangeAsync("key", latest => latest with { Tries = [.. latest.Tries, TryOf(number)] }))
                )
        );

        var kept = (await Store.FindAsync("key"))!.Tries.Select(each => each.Exchange.Attempts[0].Response.Length);
        Assert.Equal(Enumerable.Range(1, 40), kept.Order());
    }

    protected async Task Holds_a_recording_that_is_deleted_while_somebody_changes_it_stays_deleted()
    {
        await Store.AddAsync("key", RunOf(1));

        var changed = await Store.ChangeAsync(
            "key",
            latest =>
            {
                Store.RemoveAsync("key").GetAwaiter().GetResult(); // another request deletes it at this very moment
                return latest with { SignedInAt = Given.Now };
            }
        );

        Assert.Null(changed);
        Assert.Null(await Store.FindAsync("key"));
        Assert.Null(await Store.ChangeAsync("key", latest => latest));
        Assert.Null(await Store.FindAsync("key"));
    }

    protected async Task Holds_of_all_who_ask_at_once_one_is_the_first()
    {
        await Store.AddAsync("key", RunOf(1));

        var firsts = await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        var first = false;
                        await Store.ChangeAsync(
                            "key",
                            latest => (first = latest.SignedInAt is null) ? latest with { SignedInAt = Given.Now } : latest
                        );
                        return first;
                    })
                )
        );

        Assert.Single(firsts, first => first);
    }

    protected static Run RunOf(int bytes) => new() { Pending = Given.PendingAuthorization(), Token = Exchange(bytes) };

    private static AuthorizationResponse Brought => new(ResponseMode.Query, [new("code", Given.Code)]);

    private static Try TryOf(int bytes) => new(4, Exchange(bytes), []);

    private static Exchange Exchange(int bytes) =>
        new(new Uri("https://provider.example/"), [new Attempt([], new byte[bytes], Given.Now, TimeSpan.Zero)]);
}
