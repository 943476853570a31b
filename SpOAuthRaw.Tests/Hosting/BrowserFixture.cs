using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Xunit;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>One Chromium for all tests. Each test has a profile of its own in it, and leaves a trace if it fails.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private const float Patience = 20_000; // milliseconds, for a machine that does many things at once

    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright playwright = null!;
    private IBrowser browser = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        if (Chromium.Path is not { } path)
        {
            Assert.False(Chromium.IsDemanded, Chromium.Missing);
            return; // every test is skipped
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Args = Arguments });
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (browser is not null)
            await browser.DisposeAsync();
        playwright?.Dispose();
    }

    /// <summary>Gives a test a tab. Afterwards nothing may stand in the console, and no stranger may have been asked for anything.</summary>
    /// <param name="pair">The app and its sandbox.</param>
    /// <param name="test">The test.</param>
    /// <param name="options">How the browser is set up.</param>
    /// <param name="also">Another name of this machine that may be asked for things.</param>
    /// <param name="name">What the trace is called.</param>
    public async Task RunAsync(
        SandboxApp pair,
        Func<Tab, Task> test,
        BrowserNewContextOptions? options = null,
        string? also = null,
        [CallerMemberName] string name = ""
    )
    {
        await using var context = await browser.NewContextAsync(options ?? new());
        context.SetDefaultTimeout(Patience);
        await context.Tracing.StartAsync(new() { Snapshots = true });
        var tab = new Tab(await context.NewPageAsync(), pair);
        try
        {
            await test(tab);
            tab.ShouldHaveBeenQuiet(also);
        }
        catch
        {
            await context.Tracing.StopAsync(new() { Path = Path.Combine(Results(), $"{name}-{Guid.NewGuid():N}.zip") });
            throw;
        }
    }

    /// <summary>The project's <c>TestResults</c>, where <c>dotnet test</c> puts its own.</summary>
    private static string Results()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SpOAuthRaw.Tests.csproj")))
            folder = folder.Parent;
        return Path.Combine(folder?.FullName ?? AppContext.BaseDirectory, "TestResults");
    }
}

/// <summary>The tests that share the browser. They follow one another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<BrowserFixture>
{
    /// <summary>What the tests' classes are marked with.</summary>
    public const string Name = "Browser";
}
