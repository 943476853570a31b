namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>One system's turns: people sign in, load the home page again and again, and sign out.</summary>
public sealed class Turns(Running system, Crowd crowd, int homeLoads)
{
    private const int LongestWarmUp = 14;

    private static int people;

    private TimeSpan atLastEnd;
    private double best;
    private int flat;

    private readonly List<Spent> signIns = [];
    private readonly List<Spent> homes = [];
    private readonly List<Spent> signOuts = [];

    /// <summary>The system.</summary>
    public Running System => system;

    /// <summary>All turns' sign-ins.</summary>
    public IReadOnlyList<Spent> SignIns => signIns;

    /// <summary>All turns' loads of the signed-in home page.</summary>
    public IReadOnlyList<Spent> Homes => homes;

    /// <summary>All turns' sign-outs.</summary>
    public IReadOnlyList<Spent> SignOuts => signOuts;

    /// <summary>Bytes that the cookies of a signed-in person take with each request.</summary>
    public int CookieBytes { get; private set; }

    /// <summary>
    /// Lets systems work in turns, with pauses in which the compiler's later tiers can catch up, until the rate of each stays what it is. In
    /// turns here too: whoever is warmed up alone and first, beside cold company, comes out some percent slower than its own twin.
    /// </summary>
    public static async Task WarmUpAsync(params IReadOnlyList<Turns> systems)
    {
        for (var i = 0; i < LongestWarmUp && systems.Any(each => each.flat < 3); i++)
        {
            foreach (var each in i % 2 == 0 ? systems : systems.Reverse())
                await each.WarmUpAsync();
            await Task.Delay(TimeSpan.FromSeconds(1));
        }

        foreach (var each in systems)
        {
            each.Settle();
            each.signIns.Clear();
            each.homes.Clear();
            each.signOuts.Clear();
        }
    }

    private async Task WarmUpAsync()
    {
        await TakeAsync();
        var rate = signIns[^1].PerCpuSecond;
        flat = rate > best * 1.03 ? 0 : flat + 1;
        best = Math.Max(best, rate);
    }

    /// <summary>What a system does while the other has its turn, such as collecting garbage, belongs to the sign-ins before it.</summary>
    public void Settle()
    {
        if (signIns.Count > 0)
            signIns[^1] = signIns[^1] with { Cpu = signIns[^1].Cpu + system.Child.Cpu - atLastEnd };
        atLastEnd = system.Child.Cpu;
    }

    /// <summary>Takes one turn.</summary>
    public async Task TakeAsync()
    {
        Settle();
        var visitors = new Visitor?[LoadOptions.Turn];
        signIns.Add(
            await crowd.WorkAsync(
                system.Child,
                visitors.Length,
                async (http, i) =>
                {
                    var visitor = new Visitor(http, system.Address, NextPerson());
                    var took = await visitor.SignInAsync(system.SignInPath);
                    visitors[i] = visitor;
                    return took;
                }
            )
        );

        Visitor[] signedIn = [.. visitors.OfType<Visitor>()];
        CookieBytes = signedIn[0].CookieBytes;
        homes.Add(
            await crowd.WorkAsync(
                system.Child,
                signedIn.Length * homeLoads,
                (http, i) => Timed(signedIn[i % signedIn.Length].With(http).LoadHomeAsync())
            )
        );
        signOuts.Add(await crowd.WorkAsync(system.Child, signedIn.Length, (http, i) => Timed(signedIn[i].With(http).SignOutAsync())));
        atLastEnd = system.Child.Cpu;
    }

    /// <summary>The number of the next person.</summary>
    public static int NextPerson() => Interlocked.Increment(ref people);

    private static async Task<TimeSpan> Timed(Task act)
    {
        await act;
        return default;
    }
}
