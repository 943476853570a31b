using SpOAuthRaw.Benchmarks.Stub;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>One of the two systems: how it is started, and where its sign-in begins.</summary>
/// <param name="Assembly">The published program.</param>
/// <param name="Hook">The assembly with the startup hook; it must not be a second copy of one that the program has.</param>
/// <param name="SignInPath">Where a sign-in begins, in a dialect.</param>
public sealed record Contender(string Assembly, string Hook, Func<string, string> SignInPath) : IDisposable
{
    /// <summary>
    /// A home folder of its own. The framework keeps the keys that encrypt cookies there, and the kind of key that is found is used, whatever a
    /// program asks for: with one folder for all, the first to start would choose for the others.
    /// </summary>
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("SpOAuthRaw.Benchmarks.");

    /// <summary>Starts it against the stub and waits for its first page.</summary>
    public async Task<Running> StartAsync(string stub, string dialect, bool hooked = true)
    {
        var address = $"http://127.0.0.1:{Child.FreePort()}";
        List<(string, string)> settings =
        [
            ("ASPNETCORE_ENVIRONMENT", "Production"),
            ("ASPNETCORE_URLS", address),
            ("AzureAd__Instance", $"{stub}/"),
            ("AzureAd__TenantId", StubTenant.Id),
            ("AzureAd__ClientId", "00001111-aaaa-2222-bbbb-3333cccc4444"),
            ("AzureAd__ClientSecret", "the-stub-does-not-look-at-it"),
            ("SharePoint__SiteUrl", stub),
            ("Dialect", dialect), // the peer's; the app speaks both at once
            ("Logging__LogLevel__Microsoft.AspNetCore", "Warning"), // as the app's own settings have it
            ("HOME", home.FullName),
        ];
        if (hooked)
            settings.Add(("DOTNET_STARTUP_HOOKS", Hook));

        var child = Child.Start(Assembly, [], settings, StartupHook.Mark);
        await child.UntilItAnswersAsync(new Uri(address));
        return new Running(child, new Uri(address), SignInPath(dialect));
    }

    /// <inheritdoc />
    public void Dispose() => home.Delete(recursive: true);
}

/// <summary>A system that runs.</summary>
public sealed record Running(Child Child, Uri Address, string SignInPath) : IAsyncDisposable
{
    /// <inheritdoc />
    public ValueTask DisposeAsync() => Child.DisposeAsync();
}
