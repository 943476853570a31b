using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.Extensions.Caching.StackExchangeRedis;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;
using StackExchange.Redis;

namespace SpOAuthRaw.Hosting;

/// <summary>Where sessions, used states and the keys that encrypt them live: in this process or, for several instances, in Redis.</summary>
public static class StoresSetup
{
    /// <summary>Adds the stores.</summary>
    public static void AddStores(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<ConnectionStringsOptions>().BindConfiguration(ConnectionStringsOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<ConnectionStringsOptions>, ConnectionStringsValidation>();
        services
            .AddDataProtection()
            .SetApplicationName("SpOAuthRaw")
            .UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM }); // half the cost of the default's two steps
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<QuietMoments.IHeap, QuietMoments.ManagedHeap>();
        services.AddHostedService<QuietMoments>();
        services.AddSingleton<SealedCache>();

        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString("Redis")))
        {
            services.AddDistributedMemoryCache(); // the pictures
            services.AddSingleton<ISessionStore, SessionsInMemory>();
            services.AddSingleton<ISpentStates, SpentStatesInMemory>();
            services.AddSingleton<ISessionLock, SessionLockInMemory>();
            services.AddSingleton<IRunStore, RunsInMemory>();
            return;
        }

        // One connection for all three. It is made when it is first needed, and mends itself; meanwhile nobody waits for it.
        services.AddSingleton<IConnectionMultiplexer>(provider =>
        {
            var options = ConfigurationOptions.Parse(provider.GetRequiredService<IOptions<ConnectionStringsOptions>>().Value.Redis);
            options.AbortOnConnectFail = false;
            options.ConnectTimeout = options.SyncTimeout = options.AsyncTimeout = 2000; // milliseconds: a person waits for the answer
            options.BacklogPolicy = BacklogPolicy.FailFast; // else thirty people who wait for keys take all threads, and nothing answers any more
            options.ReconnectRetryPolicy = new LinearRetry(1000); // milliseconds; the default's patience grows to a minute
            return ConnectionMultiplexer.Connect(options);
        });
        services.AddStackExchangeRedisCache(_ => { });
        services
            .AddOptions<RedisCacheOptions>()
            .Configure<IConnectionMultiplexer>(
                (options, redis) =>
                {
                    options.InstanceName = "SpOAuthRaw:";
                    options.ConnectionMultiplexerFactory = () => Task.FromResult(redis);
                }
            );
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IConnectionMultiplexer>(
                (options, redis) => options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), "SpOAuthRaw:keys")
            );
        services.AddSingleton<ISpentStates, SpentStatesInRedis>();
        services.AddSingleton<ISessionLock, SessionLockInRedis>();
        services.AddSingleton<ISessionStore, SessionsInRedis>();
        services.AddSingleton<IRunStore, RunsInRedis>();
    }
}
