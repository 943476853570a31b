using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using SpOAuthRaw.Tests.Hosting;
using StackExchange.Redis;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>The keys that encrypt sessions lie in the same Redis: with a certificate, whoever reads it reads neither.</summary>
public sealed class KeyRingTests : IAsyncLifetime, IDisposable
{
    private readonly TestCertificate certificate = new();
    private readonly TestCertificate next = new();
    private readonly Visitor visitor = new();
    private LyingProvider provider = null!;
    private RedisServer? redis;

    [RedisFact]
    public async Task With_a_certificate_no_key_lies_in_Redis_in_clear_and_instances_that_have_it_share_sessions()
    {
        await using var one = await StartAsync(certificate.Settings());
        await using var other = await StartAsync(certificate.Settings());

        await SignInAsync(one);

        await visitor.ShouldBeSignedInAsync(other);
        var keys = await KeysAsync();
        Assert.NotEmpty(keys);
        Assert.All(
            keys,
            key =>
            {
                Assert.Contains("<CipherValue>", key, StringComparison.Ordinal);
                Assert.DoesNotContain("masterKey", key, StringComparison.OrdinalIgnoreCase);
            }
        );
        await using var stranger = await StartAsync([]);
        await visitor.ShouldBeSignedOutAsync(stranger); // it has this Redis, and not the certificate
    }

    [RedisFact]
    public async Task Without_one_they_lie_there_in_clear()
    {
        await using var app = await StartAsync([]);

        await SignInAsync(app);

        var keys = await KeysAsync();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Contains("masterKey", key, StringComparison.Ordinal));
    }

    [RedisFact]
    public async Task A_new_certificate_takes_the_former_one_s_place_and_nobody_is_signed_out()
    {
        await using (var before = await StartAsync(certificate.Settings()))
            await SignInAsync(before);

        await using var after = await StartAsync([.. next.Settings(), .. certificate.Settings(former: true)]);
        await visitor.ShouldBeSignedInAsync(after);
        await using var forgetful = await StartAsync(next.Settings());
        await visitor.ShouldBeSignedOutAsync(forgetful);
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task The_log_warns_at_the_start_where_they_lie_in_Redis_in_clear(bool inRedis, bool encrypted, bool warns)
    {
        using var logs = new CapturedLogs();

        await using var app = await RunningApp.StartAsync(
            provider.LoginUrl,
            provider.SharePointUrl,
            [
                .. inRedis ? [("ConnectionStrings:Redis", "127.0.0.1:1")] : Array.Empty<(string, string)>(),
                .. encrypted ? certificate.Settings() : [],
            ],
            logs.ListenTo
        );

        var warnings = logs.Entries.Where(each => each.Level == LogLevel.Warning && each.Text.Contains("DataProtection:CertificatePath"));
        Assert.Equal(warns ? 1 : 0, warnings.Count());
        Assert.DoesNotContain(logs.Entries, each => each.Text.Contains(certificate.Password, StringComparison.Ordinal));
    }

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        provider = await LyingProvider.StartAsync();
        if (RedisServer.ReasonToSkip is null)
            redis = await RedisServer.StartAsync();
    }

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        foreach (var each in new IAsyncDisposable?[] { redis, provider })
            await (each?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var each in new IDisposable[] { certificate, next, visitor })
            each.Dispose();
    }

    private Task<RunningApp> StartAsync(IEnumerable<(string Key, string Value)> settings) =>
        RunningApp.StartAsync(
            provider.LoginUrl,
            provider.SharePointUrl,
            [("ConnectionStrings:Redis", redis!.ConnectionString), .. settings],
            services =>
            {
                services.RemoveAll<IDataProtectionProvider>(); // the keys are in Redis: no throwaway ones here
                services.AddDataProtection();
            }
        );

    private async Task SignInAsync(RunningApp app)
    {
        var answer = provider.Answer(await visitor.BeginAsync(app));
        (await visitor.GetAsync(app.At(Attacks.Scene.AsQuery(answer)))).ShouldRedirectTo(app.Origin);
        await visitor.ShouldBeSignedInAsync(app);
    }

    private async Task<string[]> KeysAsync()
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(redis!.ConnectionString);
        return [.. (await connection.GetDatabase().ListRangeAsync("SpOAuthRaw:keys")).Select(key => key.ToString())];
    }
}
