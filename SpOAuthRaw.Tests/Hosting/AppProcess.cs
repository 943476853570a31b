using System.Collections;
using System.Diagnostics;
using System.Text;
using SystemProcess = System.Diagnostics.Process; // our tests of it are a namespace of that name

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The real program as it is run, in a process of its own, from a working directory that has nothing to do with it.</summary>
public sealed class AppProcess : IApp, IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly SystemProcess process;
    private readonly StringBuilder output = new();
    private readonly StringBuilder error = new();

    private AppProcess(SystemProcess process, Uri origin)
    {
        (this.process, Origin) = (process, origin);
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Where the app listens.</summary>
    public Uri Origin { get; }

    /// <summary>How much processor time it has used so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>What it wrote to standard output.</summary>
    public string Output => Text(output);

    /// <summary>The lines it wrote to standard error.</summary>
    public string[] ErrorLines => Text(error).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Settings that put the embedded sandbox on ports of its own.</summary>
    public static (string, string)[] SandboxOnFreePorts() =>
        [("Sandbox__LoginUrl", $"http://localhost:{FreePort.Next()}"), ("Sandbox__SharePointUrl", $"http://localhost:{FreePort.Next()}")];

    /// <summary>Starts it.</summary>
    /// <param name="home">The working directory, and the home in which its keys are kept.</param>
    /// <param name="environment">Its environment, besides what .NET needs.</param>
    /// <param name="port">The app's port; a free one when <c>null</c>.</param>
    /// <param name="arguments">Its command line.</param>
    public static AppProcess Start(
        string home,
        IEnumerable<(string Key, string Value)> environment,
        int? port = null,
        params string[] arguments
    )
    {
        var origin = new Uri($"http://localhost:{port ?? FreePort.Next()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
        {
            WorkingDirectory = home,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var key in Inherited())
            start.Environment.Remove(key); // the machine's own settings are not the test's
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Testing";
        start.Environment["ASPNETCORE_URLS"] = origin.GetLeftPart(UriPartial.Authority);
        start.Environment["HOME"] = start.Environment["LOCALAPPDATA"] = home; // where its keys are kept
        foreach (var (key, value) in environment)
            start.Environment[key] = value;
        return new AppProcess(SystemProcess.Start(start)!, origin);
    }

    /// <summary>Waits until it answers.</summary>
    /// <returns>The first answer of its home page.</returns>
    public async Task<HttpResponseMessage> AnswersAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        using var http = new HttpClient();
        while (true)
        {
            try
            {
                return await http.GetAsync(Origin, patience.Token);
            }
            catch (HttpRequestException) when (!process.HasExited)
            {
                await Task.Delay(20, patience.Token);
            }
            catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
            {
                var state = process.HasExited ? $"It ended by itself, with code {await EndsAsync()}." : "It is running.";
                throw new InvalidOperationException(
                    $"The app does not answer. {state}\n{Output}\n{string.Join('\n', ErrorLines)}",
                    exception
                );
            }
        }
    }

    /// <summary>Waits until it has ended by itself, and all it wrote was read.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> EndsAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <summary>Ends it at once, without a chance to say goodbye (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await EndsAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
    }

    private static string[] Inherited() =>
        [
            .. Environment
                .GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Select(variable => (string)variable.Key)
                .Where(key =>
                    new[]
                    {
                        "ASPNETCORE_",
                        "AzureAd__",
                        "SharePoint__",
                        "Sandbox__",
                        "ConnectionStrings__",
                        "DataProtection__",
                        "App__",
                        "Logging__",
                        "Kestrel__",
                    }.Any(prefix => key.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
                ),
        ];

    private static void Append(StringBuilder to, string? line)
    {
        lock (to)
            to.AppendLine(line);
    }

    private static string Text(StringBuilder from)
    {
        lock (from)
            return from.ToString();
    }
}
