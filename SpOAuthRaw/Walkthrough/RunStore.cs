using System.Text.Json;
using System.Text.Json.Serialization;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Where runs are kept, each under a random key, until their hour is over.</summary>
public interface IRunStore
{
    /// <summary>Keeps a run.</summary>
    Task PutAsync(string key, Run run);

    /// <summary>Finds a run; <c>null</c> when there is none, or no longer.</summary>
    Task<Run?> FindAsync(string key);

    /// <summary>Forgets a run.</summary>
    Task RemoveAsync(string key);
}

/// <summary>
/// The runs of this process, bounded in number and size: when it is full the oldest go. They are objects, not text, and kept in the order in
/// which they came, because a sign-in should not pay for pages that nobody opens.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="largestTotal">How large they may be together, in bytes, roughly.</param>
public sealed class RunsInMemory(TimeProvider clock, long largestTotal = 64 * 1024 * 1024) : IRunStore
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> runs = new(StringComparer.Ordinal);
    private readonly Queue<Entry> inOrder = new();
    private long total;

    /// <inheritdoc />
    public Task PutAsync(string key, Run run)
    {
        var now = clock.GetUtcNow();
        var entry = new Entry(key, run, SizeOf(run), now + Run.Lifetime);
        lock (gate)
        {
            Forget(key);
            runs[key] = entry;
            inOrder.Enqueue(entry);
            total += entry.Size;
            while (inOrder.TryPeek(out var oldest) && (total > largestTotal || oldest.Until <= now))
            {
                inOrder.Dequeue();
                if (oldest.Run is not null)
                    Forget(oldest.Key);
            }
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Run?> FindAsync(string key)
    {
        lock (gate)
            return Task.FromResult(runs.TryGetValue(key, out var entry) && clock.GetUtcNow() < entry.Until ? entry.Run : null);
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key)
    {
        lock (gate)
            Forget(key);
        return Task.CompletedTask;
    }

    /// <summary>Lets go of the messages at once; an empty entry stays in its place in the order until its turn comes.</summary>
    private void Forget(string key)
    {
        if (!runs.Remove(key, out var entry))
            return;
        total -= entry.Size;
        entry.Run = null;
    }

    /// <summary>What a run holds alone. Metadata and keys are everybody's, but for a walk's, which has asked for them itself.</summary>
    private static long SizeOf(Run run) =>
        2048
        + (run.Response?.Encoded.Length ?? 0)
        + (2 * run.Asked.Concat(run.Draft?.Fields ?? []).Sum(parameter => parameter.Name.Length + parameter.Value.Length))
        + run.OwnExchanges.Sum(SizeOf)
        + (run.StepByStep ? new[] { run.Metadata, run.Keys }.OfType<Exchange>().Sum(SizeOf) : 0);

    private static long SizeOf(Exchange exchange) => exchange.Attempts.Sum(attempt => attempt.Request.Length + attempt.Response.Length);

    private sealed class Entry(string key, Run run, long size, DateTimeOffset until)
    {
        public string Key => key;

        public Run? Run { get; set; } = run;

        public long Size => size;

        public DateTimeOffset Until => until;
    }
}

/// <summary>The runs where several instances serve one site: encrypted, beside the sessions, so that a walk begun on one goes on on another.</summary>
public sealed class SealedRuns(SealedCache cache, TimeProvider clock) : IRunStore
{
    /// <inheritdoc />
    public Task PutAsync(string key, Run run) =>
        cache.SetAsync(
            Name(key),
            JsonSerializer.SerializeToUtf8Bytes(run, RunJson.Default.Run),
            clock.GetUtcNow() + Run.Lifetime,
            CancellationToken.None
        );

    /// <inheritdoc />
    public async Task<Run?> FindAsync(string key)
    {
        try
        {
            var bytes = await cache.GetAsync(Name(key), CancellationToken.None);
            return bytes is null ? null : JsonSerializer.Deserialize(bytes, RunJson.Default.Run);
        }
        catch (JsonException)
        {
            return null; // written by another version of this app
        }
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key) => cache.RemoveAsync(Name(key), CancellationToken.None);

    private static string Name(string key) => $"run:{key}";
}

/// <summary>How a run is written down.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(Run))]
internal sealed partial class RunJson : JsonSerializerContext;
