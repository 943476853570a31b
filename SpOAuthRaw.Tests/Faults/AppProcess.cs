using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>The app as people run it: a process of its own, told what to do through its environment. It can be killed and started again.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> output = new();
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("spoauth-home-"); // data-protection keys lie there
    private readonly IReadOnlyList<(string Key, string Value)> settings;
    private readonly int port;
    private Process process = null!;

    private AppProcess(SandboxTenant tenant, int port, IEnumerable<(string Key, string Value)> more)
    {
        this.port = port;
        settings =
        [
            ("AzureAd__Instance", tenant.LoginUrl.AbsoluteUri),
            ("AzureAd__ClientId", SandboxRegistration.ClientId),
            ("AzureAd__ClientSecret", SandboxRegistration.ClientSecret),
            ("SharePoint__SiteUrl", tenant.SharePointUrl.AbsoluteUri),
            ("ASPNETCORE_ENVIRONMENT", "Testing"), // in Development somebody's user secrets would come along
            ("ASPNETCORE_URLS", $"http://localhost:{port}"),
            ("HOME", home.FullName),
            .. more,
        ];
    }

    /// <summary>Where it listens.</summary>
    public Uri Origin => new($"http://localhost:{port}");

    /// <summary>What it has written since it was started.</summary>
    public string Output => string.Join('\n', output);

    /// <summary>Starts it, and returns when it is alive.</summary>
    public static Task<AppProcess> StartAsync(SandboxTenant tenant, params (string Key, string Value)[] settings) =>
        StartAsync(FreePort.Next, tenant, settings);

    /// <summary>Starts it on the first of some ports that nobody takes before it does.</summary>
    /// <param name="ports">Gives a port, and another when it is asked again.</param>
    /// <param name="tenant">The sandbox.</param>
    /// <param name="settings">Configuration besides the sandbox's.</param>
    public static async Task<AppProcess> StartAsync(Func<int> ports, SandboxTenant tenant, params (string Key, string Value)[] settings)
    {
        for (var attempt = 1; ; attempt++)
        {
            var app = new AppProcess(tenant, ports(), settings);
            try
            {
                await app.StartAgainAsync();
                return app;
            }
            catch (Exception)
            {
                await app.DisposeAsync();
                if (attempt == 3 || !app.Output.Contains($":{app.port} is taken", StringComparison.Ordinal))
                    throw;
            }
        }
    }

    /// <summary>Starts it once more, at the same address and with the same home.</summary>
    public async Task StartAgainAsync()
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in settings)
            start.Environment[key] = value;
        output.Clear();
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await Eventually.HoldsAsync("the app is alive", IsAliveAsync, TimeSpan.FromSeconds(60));
    }

    /// <summary>Ends it without a warning, as a power cut does (SIGKILL).</summary>
    public async Task KillAsync()
    {
        if (!process.HasExited)
            process.Kill();
        await ExitCodeAsync();
    }

    /// <summary>Asks it to stop, as a container's host does (SIGTERM).</summary>
    public void AskToStop() => process.Signal("TERM");

    /// <summary>Waits until it has ended.</summary>
    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        process.Dispose();
        home.Delete(recursive: true);
    }

    private async Task<bool> IsAliveAsync()
    {
        if (process.HasExited)
        {
            var code = await ExitCodeAsync(); // and until all that it wrote is read
            Assert.Fail($"The app ended by itself, with code {code}:\n{Output}");
        }

        if (!Output.Contains("Now listening on", StringComparison.Ordinal))
            return false; // whoever answers there may be somebody else
        try
        {
            using var visitor = new Visitor();
            return (await visitor.GetAsync(new Uri(Origin, "/healthz"))).Status == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
