using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Pages;

namespace SpOAuthRaw.Hosting;

/// <summary>Who is asking, and how often they may.</summary>
public static class TrafficSetup
{
    /// <summary>Adds the framework's limiter, and its reading of forwarded headers for proxies that are configured.</summary>
    public static void AddTraffic(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<LimitsOptions>().BindConfiguration(LimitsOptions.Section).ValidateOnStart();
        services.AddOptions<ProxiesOptions>().BindConfiguration(ProxiesOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimitsOptions>, LimitsValidation>();
        services.AddSingleton<IValidateOptions<ProxiesOptions>, LimitsValidation>();

        services.AddOptions<ForwardedHeadersOptions>().Configure<IOptions<ProxiesOptions>>(Believe);
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<LimitsOptions>>(Limit);
    }

    /// <summary>Limits those who come from elsewhere. This machine itself is not limited, so it is not counted either.</summary>
    public static void UseLimits(this IApplicationBuilder app) =>
        app.UseWhen(
            context => context.Connection.RemoteIpAddress is { } address && !IPAddress.IsLoopback(address),
            elsewhere => elsewhere.UseRateLimiter()
        );

    /// <summary>Where browsers come by https they do so whatever the last hop spoke, and whether or not its proxy says so.</summary>
    public static void UsePublicScheme(this WebApplication app)
    {
        var origin = app.Services.GetRequiredService<IOptions<AppOptions>>().Value.PublicOrigin;
        if (origin.StartsWith("https:", StringComparison.OrdinalIgnoreCase))
            app.Use(
                (context, next) =>
                {
                    context.Request.Scheme = Uri.UriSchemeHttps; // else secure cookies could not be given, and a page with a form would be a 500
                    return next(context);
                }
            );
    }

    /// <summary>Address and scheme alone: the host is configured (see <c>PublicOrigin</c>), and no header may steer a redirect URI.</summary>
    private static void Believe(ForwardedHeadersOptions options, IOptions<ProxiesOptions> proxies)
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        options.KnownProxies.Clear(); // the framework would believe everything on this machine
        options.KnownIPNetworks.Clear();
        foreach (var address in proxies.Value.Addresses)
            options.KnownProxies.Add(address!);
        if (options.KnownProxies.Count == 0)
            options.ForwardedHeaders = ForwardedHeaders.None;
    }

    private static void Limit(RateLimiterOptions options, IOptions<LimitsOptions> limits)
    {
        options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        options.OnRejected = (rejected, _) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            return ValueTask.CompletedTask;
        };

        // One for all, and not a policy: each pipeline would count by itself, and so would each policy.
        options.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(context =>
            IsLimited(context) ? PartitionOf(context.Connection.RemoteIpAddress, limits.Value) : RateLimitPartition.GetNoLimiter("")
        );
    }

    private static bool IsLimited(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<LimitedAttribute>() is { } limited
        && (!limited.PostsAlone || HttpMethods.IsPost(context.Request.Method));

    /// <summary>One window an address; an IPv6 customer has a whole /64 of them.</summary>
    private static RateLimitPartition<string> PartitionOf(IPAddress? from, LimitsOptions limits)
    {
        var address = from ?? IPAddress.None;
        var bytes = address.IsIPv4MappedToIPv6 ? address.MapToIPv4().GetAddressBytes() : address.GetAddressBytes();
        return RateLimitPartition.GetFixedWindowLimiter(
            Convert.ToHexString(bytes, 0, Math.Min(bytes.Length, 8)),
            _ => new FixedWindowRateLimiterOptions { PermitLimit = limits.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }
        );
    }
}
