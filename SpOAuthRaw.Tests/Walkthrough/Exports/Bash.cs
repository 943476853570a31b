using System.Diagnostics;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>Runs a script as a person would, in an empty folder of its own.</summary>
public static class Bash
{
    private static readonly bool IsHere = File.Exists("/bin/sh") && Find("bash") is not null && Find("curl") is not null;

    /// <summary>Why tests that need a shell and curl are not run here; <c>null</c> where they are.</summary>
    public static string? ReasonToSkip =>
        !IsHere && Environment.GetEnvironmentVariable("CI") != "true" ? "There is no bash with curl on this machine." : null;

    /// <summary>Runs it.</summary>
    /// <param name="script">The script.</param>
    /// <param name="variables">What the person sets in the environment.</param>
    /// <param name="shell">The shell: <c>bash</c>, or <c>sh</c>, whatever that is here.</param>
    public static async Task<ScriptRun> RunAsync(
        string script,
        IEnumerable<KeyValuePair<string, string>>? variables = null,
        string shell = "bash"
    )
    {
        Assert.True(IsHere, "There is no bash with curl on this machine, and CI=true says that nothing may be skipped.");
        var folder = Directory.CreateTempSubdirectory("spoauth-script-");
        try
        {
            var file = Path.Combine(folder.FullName, "run.sh");
            await File.WriteAllTextAsync(file, script);
            var start = new ProcessStartInfo(shell, [file])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            start.Environment["HOME"] = folder.FullName; // nobody's .curlrc
            start.Environment["NO_PROXY"] = "*";
            foreach (var (name, value) in variables ?? [])
                start.Environment[name] = value;

            using var process = Process.Start(start)!;
            using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            try
            {
                var (output, errors) = (
                    process.StandardOutput.ReadToEndAsync(patience.Token),
                    process.StandardError.ReadToEndAsync(patience.Token)
                );
                await process.WaitForExitAsync(patience.Token);
                return new ScriptRun(
                    await output,
                    await errors,
                    [.. folder.GetFiles().Select(each => each.Name).Where(name => name != "run.sh")]
                );
            }
            finally
            {
                if (!process.HasExited)
                    process.Kill(entireProcessTree: true);
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
}

/// <summary>What came of a script.</summary>
/// <param name="Output">What it printed.</param>
/// <param name="Errors">What it complained of; curl's progress is among it.</param>
/// <param name="Files">Files that were not there before.</param>
public sealed record ScriptRun(string Output, string Errors, string[] Files)
{
    /// <summary>The answers that curl printed, by the title before each.</summary>
    public IReadOnlyList<(string Title, int Status, string Text)> Answers =>
        [
            .. Output
                .Split("\n## ")
                .Skip(1)
                .Select(part => part.Split('\n', 2))
                .Select(part =>
                    (
                        part[0],
                        part[1].StartsWith("HTTP/1.1 ", StringComparison.Ordinal)
                            ? int.Parse(part[1].AsSpan(9, 3), System.Globalization.CultureInfo.InvariantCulture)
                            : 0,
                        part[1]
                    )
                ),
        ];
}

/// <summary>A test that needs a shell and curl. Without them it is skipped and says so; where everything must be tested (<c>CI=true</c>) it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BashFactAttribute : FactAttribute
{
    public BashFactAttribute() => Skip = Bash.ReasonToSkip;
}

/// <summary>The same for a test with several cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BashTheoryAttribute : TheoryAttribute
{
    public BashTheoryAttribute() => Skip = Bash.ReasonToSkip;
}
