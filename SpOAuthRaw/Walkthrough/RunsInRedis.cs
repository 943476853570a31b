using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using SpOAuthRaw.SignIn;
using StackExchange.Redis;

namespace SpOAuthRaw.Walkthrough;

/// <summary>The runs where several instances serve one site: beside the sessions, so that a walk begun on one goes on on another.</summary>
public sealed class RunsInRedis(IConnectionMultiplexer redis, IDataProtectionProvider protection) : IRunStore
{
    private readonly SealedInRedis<Run> all = new(
        redis,
        protection.CreateProtector("SpOAuthRaw.Run.v1"),
        "recording",
        RunJson.Default.Run,
        _ => Run.Lifetime
    );

    /// <inheritdoc />
    public Task AddAsync(string key, Run run) => all.AddAsync(key, run);

    /// <inheritdoc />
    public Task<Run?> FindAsync(string key) => all.FindAsync(key);

    /// <inheritdoc />
    public Task<Run?> ChangeAsync(string key, Func<Run, Run> change) => all.ChangeAsync(key, change, CancellationToken.None);

    /// <inheritdoc />
    public Task RemoveAsync(string key) => all.RemoveAsync(key);
}

/// <summary>How a run is written down.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Run))]
internal sealed partial class RunJson : JsonSerializerContext;
