using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SpOAuthRaw.Sandbox;

/// <summary>Puts the sandbox beside a web application.</summary>
public static class SandboxServiceCollectionExtensions
{
    /// <summary>Starts the sandbox before the application answers its first request, and stops it after the last.</summary>
    public static IServiceCollection AddSandbox(this IServiceCollection services, SandboxOptions options) =>
        services.AddHostedService(provider => new SandboxService(options, provider.GetRequiredService<ILoggerFactory>()));

    private sealed class SandboxService(SandboxOptions options, ILoggerFactory loggers) : IHostedLifecycleService
    {
        private SandboxTenant? _tenant;

        // Earlier than StartAsync, which runs in the order of registration: the web server may come first there.
        public async Task StartingAsync(CancellationToken cancellationToken) =>
            _tenant = await SandboxTenant.StartAsync(options, loggers, cancellationToken).ConfigureAwait(false);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StoppedAsync(CancellationToken cancellationToken)
        {
            if (_tenant is not null)
                await _tenant.DisposeAsync().ConfigureAwait(false);
        }
    }
}
