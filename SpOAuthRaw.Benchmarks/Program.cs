using SpOAuthRaw.Benchmarks.Load;
using SpOAuthRaw.Benchmarks.Peer;
using SpOAuthRaw.Benchmarks.Pieces;
using SpOAuthRaw.Benchmarks.Stub;

namespace SpOAuthRaw.Benchmarks;

/// <summary>What a sign-in costs: <c>load</c> for the whole of it, <c>pieces</c> for its parts. See <c>docs/benchmarks.md</c>.</summary>
public static class Program
{
    /// <summary>Runs the command that the first argument names.</summary>
    public static async Task<int> Main(string[] args) =>
        args switch
        {
            ["load", .. var rest] => await LoadCommand.RunAsync(rest),
            ["pieces", .. var rest] => PiecesCommand.Run(rest),
            ["stub", .. var rest] => await StubProgram.RunAsync(rest),
            ["peer", .. var rest] => await PeerProgram.Main(rest),
            _ => Explain(),
        };

    private static int Explain()
    {
        Console.WriteLine(
            """
            load    [--sign-ins 10000] [--browsers 8] [--crowd 64] [--rounds 8] [--dialect v1|v2|both]
                    the app and a peer on ASP.NET's OpenIdConnect handler, in turns, against a stub provider on loopback
                    --home-loads 8 is how often each person loads the home page once signed in
                    --app <SpOAuthRaw.dll> takes a published app in the place of this one
                    --against <SpOAuthRaw.dll> puts an earlier published app in the peer's place, for before and after
            pieces  the parts of a sign-in, by BenchmarkDotNet
            stub    the stub provider and SharePoint by themselves
            peer    the peer by itself
            """
        );
        return 1;
    }
}
