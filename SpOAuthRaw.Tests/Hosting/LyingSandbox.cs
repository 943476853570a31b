using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A sandbox whose every word passes through a test, which may change one. For the tests of one class, which follow one another.</summary>
public sealed class LyingSandbox : IAsyncLifetime
{
    private StubProvider stub = null!;

    /// <summary>The sandbox behind the lies.</summary>
    public SandboxTenant Tenant { get; private set; } = null!;

    /// <summary>Given a request's path and the answer's text: the text to pass on.</summary>
    public Func<string, string, string> Lie { get; set; } = (_, text) => text;

    /// <summary>Given the path that was asked for: the path to answer instead.</summary>
    public Func<string, string> Swap { get; set; } = path => path;

    /// <summary>An app that has heard nothing yet.</summary>
    public Task<RunningApp> StartAppAsync(params (string Key, string Value)[] settings) => RunningApp.StartAsync(Tenant, settings);

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        var behind = new Uri($"http://127.0.0.1:{FreePort.Next()}");
        stub = await StubProvider.InFrontOfAsync(behind, path => Swap(path), (path, text) => Lie(path, text));
        Tenant = await SandboxTenant.StartAsync(
            new SandboxOptions
            {
                LoginUrl = stub.Address,
                LoginListenUrl = behind,
                SharePointUrl = new Uri("http://localhost:0"),
            }
        );
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await stub.DisposeAsync();
        await Tenant.DisposeAsync();
    }
}
