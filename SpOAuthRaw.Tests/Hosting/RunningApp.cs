using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpOAuthRaw.Sandbox;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The app in this process, really listening: its redirect URI is made from where it listens.</summary>
public sealed class RunningApp : IApp, IAsyncDisposable
{
    private readonly WebApplicationFactory<Program> factory;

    private RunningApp(WebApplicationFactory<Program> factory, Uri origin) => (this.factory, Origin) = (factory, origin);

    /// <summary>Where it listens, such as <c>http://localhost:23456/</c>.</summary>
    public Uri Origin { get; }

    /// <summary>What the app is made of.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>The app's redirect URI.</summary>
    public Uri Callback => At("/auth");

    /// <summary>An address of the app.</summary>
    public Uri At(string pathAndQuery) => new(Origin, pathAndQuery);

    /// <summary>Starts it against a sandbox.</summary>
    /// <param name="tenant">The sandbox.</param>
    /// <param name="settings">Configuration besides, or instead of, the sandbox's.</param>
    /// <param name="services">What stands in for the app's own services.</param>
    public static Task<RunningApp> StartAsync(
        SandboxTenant tenant,
        IEnumerable<(string Key, string Value)>? settings = null,
        Action<IServiceCollection>? services = null
    ) => StartAsync(tenant.LoginUrl, tenant.SharePointUrl, settings, services);

    /// <summary>Starts it against whatever stands at these addresses.</summary>
    /// <param name="provider">The identity provider.</param>
    /// <param name="sharePoint">SharePoint.</param>
    /// <param name="settings">Configuration besides, or instead of, these.</param>
    /// <param name="services">What stands in for the app's own services.</param>
    /// <param name="environment">In Development somebody's user secrets come along; these settings beat them.</param>
    public static Task<RunningApp> StartAsync(
        Uri provider,
        Uri sharePoint,
        IEnumerable<(string Key, string Value)>? settings = null,
        Action<IServiceCollection>? services = null,
        string environment = "Testing"
    )
    {
        (string, string)[] all =
        [
            ("AzureAd:Instance", provider.AbsoluteUri),
            ("AzureAd:ClientId", SandboxRegistration.ClientId),
            ("AzureAd:ClientSecret", SandboxRegistration.ClientSecret),
            ("SharePoint:SiteUrl", sharePoint.AbsoluteUri),
            .. settings ?? [],
        ];
        return Task.Run(() => Start(all, services, environment)); // the factory blocks while it starts
    }

    private static RunningApp Start(
        IEnumerable<(string Key, string Value)> settings,
        Action<IServiceCollection>? services,
        string environment
    )
    {
        var port = FreePort.Next();
        var factory = new Factory(settings, services, environment);
        factory.UseKestrel(kestrel => kestrel.ListenLocalhost(port));
        factory.StartServer();
        return new RunningApp(factory, new Uri($"http://localhost:{port}"));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => factory.DisposeAsync();

    private sealed class Factory(IEnumerable<(string Key, string Value)> settings, Action<IServiceCollection>? services, string environment)
        : WebApplicationFactory<Program>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment(environment);
            foreach (var (key, value) in settings)
                builder.UseSetting(key, value);
            builder.ConfigureLogging(logging => logging.ClearProviders());
            builder.ConfigureServices(collection =>
            {
                collection.AddDataProtection().UseEphemeralDataProtectionProvider(); // nothing of a test stays in anybody's home
                services?.Invoke(collection);
            });
        }
    }
}
