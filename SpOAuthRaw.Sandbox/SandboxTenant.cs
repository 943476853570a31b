using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SpOAuthRaw.Sandbox.EntraId;
using SpOAuthRaw.Sandbox.Hosting;
using SpOAuthRaw.Sandbox.Keys;
using SpOAuthRaw.Sandbox.SharePoint;

namespace SpOAuthRaw.Sandbox;

/// <summary>
/// A make-believe Microsoft 365 tenant, running: Entra ID at <see cref="LoginUrl"/>, SharePoint at <see cref="SharePointUrl"/>.
/// All it knows is in memory and ends with it.
/// </summary>
public sealed partial class SandboxTenant : IAsyncDisposable
{
    private readonly Tenant _tenant;
    private readonly WebApplication _entraId;
    private readonly WebApplication _sharePoint;

    private SandboxTenant(Tenant tenant, Uri loginListenUrl, WebApplication entraId, WebApplication sharePoint)
    {
        _tenant = tenant;
        _entraId = entraId;
        _sharePoint = sharePoint;
        LoginUrl = tenant.LoginUrl;
        LoginListenUrl = loginListenUrl;
        SharePointUrl = new Uri(tenant.Site);
    }

    /// <summary>Entra ID's public address, with the port that was really taken.</summary>
    public Uri LoginUrl { get; }

    /// <summary>Where Entra ID really listens: <see cref="LoginUrl"/>, or the address behind the https proxy.</summary>
    public Uri LoginListenUrl { get; }

    /// <summary>SharePoint's public address, with the port that was really taken.</summary>
    public Uri SharePointUrl { get; }

    /// <summary>What has been asked of it so far.</summary>
    public SandboxTraffic Traffic => _tenant.Traffic;

    /// <summary>Starts both services and returns when they answer.</summary>
    /// <exception cref="SandboxStartException">An address is taken or can't be listened at.</exception>
    public static async Task<SandboxTenant> StartAsync(
        SandboxOptions options,
        ILoggerFactory? loggerFactory = null,
        CancellationToken ct = default
    )
    {
        var loggers = loggerFactory ?? NullLoggerFactory.Instance;
        var freePorts = options.LoginUrl.Port == 0 || options.SharePointUrl.Port == 0;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await StartOnceAsync(options, loggers, ct).ConfigureAwait(false);
            }
            catch (SandboxStartException exception) when (exception.InnerException is not null && freePorts && attempt < 5)
            {
                // Somebody took the free port between finding and binding it: find another.
            }
        }
    }

    /// <summary>Lets a new key sign from now on; the old one stays in the key set. What a client must survive without a restart.</summary>
    public void RotateSigningKey() => _tenant.Keys.Rotate();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _entraId.DisposeAsync().ConfigureAwait(false);
        await _sharePoint.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<SandboxTenant> StartOnceAsync(SandboxOptions options, ILoggerFactory loggers, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var keys = new SigningKeys();
        var login = Listener.For(ConfiguredListenUrl(options), "Sandbox__LoginUrl", options.ListenAnyIP);
        var site = Listener.For(options.SharePointUrl, "Sandbox__SharePointUrl", options.ListenAnyIP);
        var tenant = new Tenant(options, PublicLoginUrl(options, login), site.Address, keys);

        var sharePoint = Task.Run(() => SharePointService.Create(tenant, site, loggers), ct);
        var running = new SandboxTenant(
            tenant,
            login.Address,
            EntraIdService.Create(tenant, login, loggers),
            await sharePoint.ConfigureAwait(false)
        );
        try
        {
            var starting = Task.WhenAll(
                EmbeddedHost.StartAsync(running._entraId, login, ct),
                EmbeddedHost.StartAsync(running._sharePoint, site, ct)
            );
            await keys.ReadyAsync().ConfigureAwait(false);
            await starting.ConfigureAwait(false);
        }
        catch
        {
            await running.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        var log = loggers.CreateLogger("SpOAuthRaw.Sandbox");
        var took = Stopwatch.GetElapsedTime(started);
        LogStarted(log, tenant.Login, tenant.Site, took.TotalMilliseconds);
        return running;
    }

    private static Uri ConfiguredListenUrl(SandboxOptions options) =>
        options.LoginListenUrl is null && options.LoginUrl.Scheme == Uri.UriSchemeHttps
            ? throw new SandboxStartException(
                $"The sandbox speaks plain http and can't listen at {options.LoginUrl}: set Sandbox__LoginListenUrl to the http address "
                    + "that the https proxy forwards to."
            )
            : options.LoginListenUrl ?? options.LoginUrl;

    private static Uri PublicLoginUrl(SandboxOptions options, Listener login) =>
        options.LoginListenUrl is null ? login.Address : options.LoginUrl;

    [LoggerMessage(
        Level = LogLevel.Information,
        Message = "The sandbox is up: Entra ID at {Login}, SharePoint at {Site} ({Milliseconds:0} ms)"
    )]
    private static partial void LogStarted(ILogger logger, string login, string site, double milliseconds);
}
