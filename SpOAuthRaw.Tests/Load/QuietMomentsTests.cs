using Microsoft.Extensions.Time.Testing;
using SpOAuthRaw.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Load;

public sealed class QuietMomentsTests : IAsyncLifetime, IDisposable
{
    private readonly FakeTimeProvider clock = new();
    private readonly Heap heap = new();
    private readonly QuietMoments moments;

    public QuietMomentsTests() => moments = new QuietMoments(clock, heap);

    public async Task InitializeAsync()
    {
        await moments.StartAsync(CancellationToken.None);
        await heap.LookedAtAsync();
    }

    [Fact]
    public async Task A_crowd_is_not_held_up_and_the_garbage_goes_once_it_is_gone()
    {
        await PassAsync(allocated: QuietMoments.WorthTheWhile);
        await PassAsync(allocated: QuietMoments.WorthTheWhile);
        Assert.Equal(0, heap.Collected); // requests are under way

        await PassAsync(allocated: QuietMoments.Quiet - 1);
        await PassAsync(allocated: 0);
        await PassAsync(allocated: 0);
        Assert.Equal(1, heap.Collected); // nobody waits, and once is enough
    }

    [Fact]
    public async Task A_single_visitor_is_no_reason()
    {
        await PassAsync(allocated: QuietMoments.WorthTheWhile - QuietMoments.Quiet);
        await PassAsync(allocated: 0);
        await PassAsync(allocated: 0);
        Assert.Equal(0, heap.Collected);
    }

    [Fact]
    public async Task What_the_runtime_has_collected_by_itself_is_not_collected_again()
    {
        await PassAsync(allocated: QuietMoments.WorthTheWhile);
        heap.CollectedByItself();
        await PassAsync(allocated: 0);
        await PassAsync(allocated: 0);
        Assert.Equal(0, heap.Collected);
    }

    public Task DisposeAsync() => moments.StopAsync(CancellationToken.None);

    public void Dispose()
    {
        moments.Dispose();
        heap.Dispose();
    }

    /// <summary>Lets the time between two looks pass, in which so much is allocated.</summary>
    private async Task PassAsync(long allocated)
    {
        heap.Allocate(allocated);
        clock.Advance(QuietMoments.Pause);
        await heap.LookedAtAsync();
    }

    /// <summary>A heap that tells when it was looked at.</summary>
    private sealed class Heap : QuietMoments.IHeap, IDisposable
    {
        private readonly SemaphoreSlim looks = new(0);
        private long allocated = 1;
        private int byItself;

        public int Collected { get; private set; }

        public long Allocated
        {
            get
            {
                var now = allocated;
                looks.Release();
                return now;
            }
        }

        public int Collections => byItself + Collected;

        public void Allocate(long bytes) => allocated += bytes;

        public void CollectedByItself() => byItself++;

        public void Collect() => Collected++;

        public async Task LookedAtAsync() => Assert.True(await looks.WaitAsync(TimeSpan.FromSeconds(10)));

        public void Dispose() => looks.Dispose();
    }
}
