using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A sandbox and the app beside it, for the tests of one class. Each visitor is a browser of its own.</summary>
public sealed class SandboxApp : IAsyncLifetime, IAsyncDisposable
{
    /// <summary>The make-believe tenant.</summary>
    public SandboxTenant Tenant { get; private set; } = null!;

    /// <summary>The app.</summary>
    public RunningApp App { get; private set; } = null!;

    /// <summary>A sandbox on free ports, Entra ID on the given loopback name.</summary>
    public static Task<SandboxTenant> StartTenantAsync(string loginHost = "localhost") =>
        SandboxTenant.StartAsync(
            new SandboxOptions
            {
                LoginUrl = new Uri($"http://{loginHost}:0"),
                SharePointUrl = new Uri("http://localhost:0"),
                SlowAnswer = TimeSpan.FromMilliseconds(50),
            }
        );

    /// <summary>A pair for one test alone, where the state of either matters.</summary>
    public static async Task<SandboxApp> StartAsync(string loginHost = "localhost")
    {
        var tenant = await StartTenantAsync(loginHost);
        return new SandboxApp { Tenant = tenant, App = await RunningApp.StartAsync(tenant) };
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Tenant = await StartTenantAsync();
        App = await RunningApp.StartAsync(Tenant);
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        await App.DisposeAsync();
        await Tenant.DisposeAsync();
    }

    ValueTask IAsyncDisposable.DisposeAsync() => new(DisposeAsync());
}
