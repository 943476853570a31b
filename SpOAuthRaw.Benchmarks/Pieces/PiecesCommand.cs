using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace SpOAuthRaw.Benchmarks.Pieces;

/// <summary>The parts of a sign-in by themselves.</summary>
public static class PiecesCommand
{
    /// <summary>Runs the benchmarks. <c>short</c> makes do with few repetitions; other arguments are BenchmarkDotNet's.</summary>
    public static int Run(string[] args)
    {
        var job = args is ["short", ..] ? Job.ShortRun : Job.Default;
        args = args is ["short", .. var rest] ? rest : args;

        // In this process: it is a Release build already, and nothing has to be restored to build another.
        var config = DefaultConfig.Instance.AddJob(job.WithToolchain(new InProcessEmitToolchain(new())).AsDefault());
        var summaries = BenchmarkSwitcher
            .FromTypes([typeof(SignInPieces), typeof(RecordingPieces)])
            .Run(args is [] ? ["--filter", "*"] : args, config);
        return summaries.Any() ? 0 : 1;
    }
}
