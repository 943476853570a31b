using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace SpOAuthRaw.Sandbox.Hosting;

/// <summary>
/// A web server inside another program's process: it reads no configuration, listens to no signal, and holds only what is put
/// into it, so that neither side can change the other.
/// </summary>
internal static class EmbeddedHost
{
    public static WebApplicationBuilder CreateBuilder(Listener listener, ILoggerFactory loggers)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "SpOAuthRaw.Sandbox" });
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 256 * 1024;
                listener.Apply(kestrel);
            });
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Replace(ServiceDescriptor.Singleton<ILoggerFactory>(new SandboxLoggers(loggers)));
        return builder;
    }

    /// <summary>Starts it; a taken port is said in words.</summary>
    public static async Task StartAsync(WebApplication app, Listener listener, CancellationToken ct)
    {
        try
        {
            await app.StartAsync(ct).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is AddressInUseException)
        {
            throw new SandboxStartException(
                $"The sandbox's address {listener.Address.GetLeftPart(UriPartial.Authority)} is taken by another program: "
                    + $"stop that program, or set {listener.Key} to another address.",
                exception
            );
        }
    }

    /// <summary>The program around it decides when it ends, not a console's Ctrl+C.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
