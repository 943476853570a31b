using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.StackExchangeRedis;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using StackExchange.Redis;

namespace SpOAuthRaw.Hosting;

/// <summary>The keys that encrypt cookies, and whatever leaves this process: where they are kept, and what encrypts them there.</summary>
public static partial class KeyRingSetup
{
    /// <summary>Adds the framework's data protection: its keys in the app's home or, where several instances share them, in Redis.</summary>
    public static void AddKeyRing(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<KeyRingOptions>().BindConfiguration(KeyRingOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<KeyRingOptions>, KeyRingValidation>();
        var ring = services
            .AddDataProtection()
            .SetApplicationName("SpOAuthRaw")
            .UseCryptographicAlgorithms(new() { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM }); // half the cost of the default's two steps

        // The framework wants certificates now, before settings are looked at. One that can't be used stops the start in a moment, by name.
        var options = builder.Configuration.GetSection(KeyRingOptions.Section).Get<KeyRingOptions>() ?? new();
        var certificate = options.Certificate.Open();
        if (certificate is not null)
            ring.ProtectKeysWithCertificate(certificate);
        if (options.FormerCertificate.Open() is { } former)
            ring.UnprotectKeysWithAnyCertificate(former);

        if (string.IsNullOrEmpty(builder.Configuration.GetConnectionString("Redis")))
            return;
        services
            .AddOptions<KeyManagementOptions>()
            .Configure<IConnectionMultiplexer>(
                (options, redis) => options.XmlRepository = new RedisXmlRepository(() => redis.GetDatabase(), "SpOAuthRaw:keys")
            );
        if (certificate is null)
            services.AddHostedService<ClearKeys>();
    }

    /// <summary>Says at the start that the keys lie beside what they encrypt.</summary>
    private sealed partial class ClearKeys(ILogger<ClearKeys> log) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            LogClearKeys(log);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(
            21,
            LogLevel.Warning,
            "The data-protection keys lie in Redis unencrypted, so who can read it can read sessions: set DataProtection:CertificatePath to a certificate that all instances have."
        )]
        private static partial void LogClearKeys(ILogger log);
    }
}
