using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Where runs are kept, each under a random key, until their hour is over.</summary>
public interface IRunStore
{
    /// <summary>Keeps a new run.</summary>
    Task AddAsync(string key, Run run);

    /// <summary>Finds a run; <c>null</c> when there is none, or no longer.</summary>
    Task<Run?> FindAsync(string key);

    /// <summary>
    /// Changes a run as it is at that very moment, and lets its hour begin anew: no message is lost to another that was heard at the same time,
    /// and one that was deleted meanwhile stays deleted.
    /// </summary>
    /// <param name="key">The run's key.</param>
    /// <param name="change">What becomes of it. Called again where somebody else was faster.</param>
    /// <returns>The run as it is now; <c>null</c> when it is gone.</returns>
    Task<Run?> ChangeAsync(string key, Func<Run, Run> change);

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
    public Task AddAsync(string key, Run run)
    {
        var size = SizeOf(run);
        lock (gate)
            Put(key, run, size);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public Task<Run?> FindAsync(string key)
    {
        lock (gate)
            return Task.FromResult(Find(key));
    }

    /// <inheritdoc />
    public async Task<Run?> ChangeAsync(string key, Func<Run, Run> change)
    {
        while (await FindAsync(key) is { } found)
        {
            var changed = change(found); // takes its time to judge signatures: nobody else has to wait for it
            var size = SizeOf(changed);
            lock (gate)
            {
                if (!ReferenceEquals(Find(key), found))
                    continue;
                Put(key, changed, size);
                return changed;
            }
        }

        return null;
    }

    /// <inheritdoc />
    public Task RemoveAsync(string key)
    {
        lock (gate)
            Forget(key);
        return Task.CompletedTask;
    }

    private Run? Find(string key) => runs.TryGetValue(key, out var entry) && clock.GetUtcNow() < entry.Until ? entry.Run : null;

    private void Put(string key, Run run, long size)
    {
        var now = clock.GetUtcNow();
        var entry = new Entry(key, run, size, now + Run.Lifetime);
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

    /// <summary>Lets go of the messages at once; an empty entry stays in its place in the order until its turn comes.</summary>
    private void Forget(string key)
    {
        if (!runs.Remove(key, out var entry))
            return;
        total -= entry.Size;
        entry.Run = null;
    }

    /// <summary>
    /// What a run holds alone. Metadata and keys are everybody's, but for those of a walk, which has asked for them itself, and of a sign-in
    /// that ended with them: whoever comes next asks again.
    /// </summary>
    private static long SizeOf(Run run) =>
        2048
        + (run.CameBack is null ? run.Response?.Encoded.Length ?? 0 : 0) // else it is read from there
        + (2 * run.Asked.Concat(run.Draft?.Fields ?? []).Sum(parameter => parameter.Name.Length + parameter.Value.Length))
        + run.OwnExchanges.Sum(SizeOf)
        + (run.StepByStep || run.AskedAt is null ? new[] { run.Metadata, run.Keys }.OfType<Exchange>().Sum(SizeOf) : 0);

    private static long SizeOf(Exchange exchange) => exchange.Attempts.Sum(attempt => attempt.Request.Length + attempt.Response.Length);

    private sealed class Entry(string key, Run run, long size, DateTimeOffset until)
    {
        public string Key => key;

        public Run? Run { get; set; } = run;

        public long Size => size;

        public DateTimeOffset Until => until;
    }
}
