using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>The two systems, published as the Dockerfile publishes the app: Release, compiled ahead of time.</summary>
public static class Published
{
    private static readonly string Root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", ".."));

    /// <summary>Publishes the app.</summary>
    /// <returns>The assembly to start.</returns>
    public static Task<string> AppAsync() => PublishAsync("SpOAuthRaw");

    /// <summary>Publishes the peer.</summary>
    /// <returns>The assembly to start.</returns>
    public static Task<string> PeerAsync() => PublishAsync("SpOAuthRaw.Benchmarks", "-p:PeerAlone=true");

    private static async Task<string> PublishAsync(string project, params string[] more)
    {
        var artifacts = Path.Combine(Root, "artifacts", "benchmarks", project);
        string[] arguments =
        [
            "publish",
            Path.Combine(Root, project, $"{project}.csproj"),
            "--configuration",
            "Release",
            "--use-current-runtime",
            "--no-self-contained",
            "-p:PublishReadyToRun=true",
            "-p:NuGetLockFilePath=obj/benchmarks.lock.json", // the checked-in one is for every runtime
            "--artifacts-path",
            artifacts,
            .. more,
        ];
        using var process = Process.Start(new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? Path.Combine(artifacts, "publish", project, "release", $"{project}.dll")
            : throw new InvalidOperationException(output);
    }

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
