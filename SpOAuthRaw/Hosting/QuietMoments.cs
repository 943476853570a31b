namespace SpOAuthRaw.Hosting;

/// <summary>
/// Collects garbage while nobody waits. A collection holds up every request under way, for some ten milliseconds after a few hundred sign-ins;
/// behind a crowd there is nearly always a moment with no request to hold up.
/// </summary>
/// <param name="clock">The time.</param>
/// <param name="heap">What is collected.</param>
public sealed class QuietMoments(TimeProvider clock, QuietMoments.IHeap heap) : BackgroundService
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    /// <summary>What must have been allocated since the last collection, in bytes: a hundred sign-ins or so.</summary>
    public const long WorthTheWhile = 16 * 1024 * 1024;

    /// <summary>What may be allocated between two looks, in bytes, in a moment that counts as quiet: a request or two.</summary>
    public const long Quiet = 256 * 1024;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var looks = new PeriodicTimer(Pause, clock);
        var (collections, before) = (heap.Collections, heap.Allocated);
        var atLastCollection = before;
        while (await looks.WaitForNextTickAsync(stoppingToken))
        {
            var (count, allocated) = (heap.Collections, heap.Allocated);
            if (count != collections)
                (collections, atLastCollection) = (count, before); // one that did not wait for us, or our own
            if (allocated - before < Quiet && allocated - atLastCollection > WorthTheWhile)
                heap.Collect();
            before = allocated;
        }
    }

    /// <summary>The heap, as far as it matters here.</summary>
    public interface IHeap
    {
        /// <summary>Bytes that were ever allocated, give or take a few kilobytes.</summary>
        long Allocated { get; }

        /// <summary>Collections that there were.</summary>
        int Collections { get; }

        /// <summary>Collects what has come and gone since the last collection.</summary>
        void Collect();
    }

    /// <summary>This process's own.</summary>
    public sealed class ManagedHeap : IHeap
    {
        /// <inheritdoc />
        public long Allocated => GC.GetTotalAllocatedBytes();

        /// <inheritdoc />
        public int Collections => GC.CollectionCount(0);

        /// <inheritdoc />
        public void Collect() => GC.Collect(0, GCCollectionMode.Forced, blocking: true);
    }
}
