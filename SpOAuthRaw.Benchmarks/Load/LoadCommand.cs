using System.Diagnostics;
using SpOAuthRaw.Benchmarks.Stub;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>The whole of a sign-in under load: the app and its peer in turns, then a crowd, then a flood.</summary>
public static class LoadCommand
{
    private const int Starts = 7;

    private static readonly string Here = typeof(LoadCommand).Assembly.Location;

    /// <summary>Runs it.</summary>
    /// <returns>0 when nothing went wrong; what is slower than it must be is in the tables.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        var options = LoadOptions.Parse(args);
        Console.Error.WriteLine("Publishing …");
        using var app = AppAt(options.App ?? await Published.AppAsync());
        using var peer = options.Against is { } earlier ? AppAt(earlier) : PeerAt(await Published.PeerAsync());

        await using var stub = Child.Start(Here, ["stub"], [], StubProgram.Mark);
        var address = await stub.AnswerAsync();

        var faults = 0;
        foreach (var dialect in options.Dialects)
            faults += await CompareAsync(app, peer, address, dialect, options);
        if (options.Against is not null)
            return faults == 0 ? 0 : 1;

        faults += await new Endurance(app, address, options).RunAsync(Console.Out);
        faults += await SessionExpiry.WriteAsync(Console.Out, options.SignIns);
        return faults == 0 ? 0 : 1;
    }

    private static Contender AppAt(string assembly) => new(assembly, Here, dialect => dialect == "v1" ? "/signin?dialect=v1" : "/signin");

    private static Contender PeerAt(string assembly) => new(assembly, assembly, _ => "/signin");

    private static async Task<int> CompareAsync(Contender app, Contender peer, string stub, string dialect, LoadOptions options)
    {
        Console.Error.WriteLine($"{dialect}: starts …");
        var (appStarts, peerStarts) = (new TimeSpan[Starts], new TimeSpan[Starts]);
        for (var i = 0; i < Starts; i++)
            (appStarts[i], peerStarts[i]) = (await StartAsync(app, stub, dialect), await StartAsync(peer, stub, dialect));

        await using var ours = await app.StartAsync(stub, dialect);
        await using var theirs = await peer.StartAsync(stub, dialect);
        using var crowd = new Crowd(options.Browsers);
        var (appTurns, peerTurns) = (new Turns(ours, crowd, options.HomeLoads), new Turns(theirs, crowd, options.HomeLoads));

        Console.Error.WriteLine($"{dialect}: warming up …");
        await Turns.WarmUpAsync(appTurns, peerTurns);

        Console.Error.WriteLine($"{dialect}: turns …");
        for (var round = 0; round < options.Rounds; round++)
            foreach (var turns in round % 2 == 0 ? new[] { appTurns, peerTurns } : [peerTurns, appTurns])
                await turns.TakeAsync();

        var comparison = new Comparison(dialect, appTurns, peerTurns, appStarts, peerStarts);
        comparison.Write(Console.Out);
        return comparison.Faults;
    }

    private static async Task<TimeSpan> StartAsync(Contender contender, string stub, string dialect)
    {
        var started = Stopwatch.GetTimestamp();
        var running = await contender.StartAsync(stub, dialect, hooked: false);
        var took = Stopwatch.GetElapsedTime(started);
        await running.DisposeAsync();
        return took;
    }
}
