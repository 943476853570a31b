using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using StackExchange.Redis;

namespace SpOAuthRaw.Hosting;

/// <summary>What a load balancer asks: is the app alive, and could it sign somebody in right now?</summary>
public static class HealthSetup
{
    private const string Ready = "ready";

    /// <summary>Adds the checks.</summary>
    public static void AddHealth(this WebApplicationBuilder builder)
    {
        var checks = builder.Services.AddHealthChecks();
        builder.Services.AddSingleton<ProviderCheck>();
        checks.AddCheck<ProviderCheck>("provider", tags: [Ready]);
        if (!string.IsNullOrEmpty(builder.Configuration.GetConnectionString("Redis")))
            checks.AddCheck<RedisCheck>("redis", tags: [Ready], timeout: TimeSpan.FromSeconds(3));
    }

    /// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: so do the provider and Redis; 503 when one does not.</summary>
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz", new() { Predicate = _ => false }).ShortCircuit();
        routes
            .MapHealthChecks("/readyz", new() { Predicate = check => check.Tags.Contains(Ready), ResponseWriter = WriteAsync })
            .ShortCircuit();
    }

    /// <summary>One line a check. The body keeps the status page's hands off the answer.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(string.Concat(report.Entries.Select(entry => $"{entry.Key}: {entry.Value.Status}\n")));
    }

    /// <summary>Asks the provider for its metadata, but no oftener than every few seconds: anybody may ask us.</summary>
    private sealed class ProviderCheck(MetadataClient client, IOptions<AzureAdOptions> provider, TimeProvider clock) : IHealthCheck
    {
        private static readonly TimeSpan Between = TimeSpan.FromSeconds(5);

        private readonly Lock gate = new();
        private Task<HealthCheckResult> last = Task.FromResult(HealthCheckResult.Unhealthy());
        private DateTimeOffset next;

        /// <summary>Whoever comes while the question is under way shares it, and whoever hangs up takes nothing of it along.</summary>
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            lock (gate)
            {
                var now = clock.GetUtcNow();
                if (last.IsCompleted && now >= next)
                    (last, next) = (Task.Run(AskAsync, CancellationToken.None), now + Between);
                return last.WaitAsync(cancellationToken);
            }
        }

        private async Task<HealthCheckResult> AskAsync()
        {
            var authority = provider.Value.AuthorityFor(Dialect.V2);
            var sent = await client.GetAsync(authority.ConfigurationEndpoint, CancellationToken.None);
            return sent.Succeeded(out var answer, out _) && ProviderMetadata.Accept(answer, authority).Succeeded(out _, out _)
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy();
        }
    }

    private sealed class RedisCheck(IConnectionMultiplexer redis) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await redis.GetDatabase().PingAsync();
                return HealthCheckResult.Healthy();
            }
            catch (Exception exception) when (exception is RedisException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy();
            }
        }
    }
}
