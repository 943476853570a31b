using System.Collections.Concurrent;
using System.Diagnostics;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>So many browsers at work at a time, each with a connection of its own.</summary>
public sealed class Crowd : IDisposable
{
    private readonly HttpClient[] browsers;

    /// <summary>Opens the browsers.</summary>
    public Crowd(int size) =>
        browsers = [
            .. Enumerable
                .Range(0, size)
                .Select(_ => new HttpClient(
                    new SocketsHttpHandler
                    {
                        AllowAutoRedirect = false,
                        UseCookies = false,
                        MaxConnectionsPerServer = 1,
                    }
                )),
        ];

    /// <summary>Lets the browsers work off a number of tasks, and measures what the other process spends on it.</summary>
    /// <param name="child">The process whose CPU time counts.</param>
    /// <param name="count">How many tasks there are.</param>
    /// <param name="act">A task by its number. What it returns is one latency.</param>
    public async Task<Spent> WorkAsync(Child child, int count, Func<HttpClient, int, Task<TimeSpan>> act)
    {
        var latencies = new TimeSpan[count];
        var errors = new ConcurrentQueue<Exception>();
        var next = -1;
        var (cpu, clock) = (child.Cpu, Stopwatch.StartNew());

        await Task.WhenAll(browsers.Select(browser => Task.Run(() => WorkOffAsync(browser))));

        return new Spent(count, child.Cpu - cpu, clock.Elapsed, latencies, [.. errors]);

        async Task WorkOffAsync(HttpClient browser)
        {
            for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                try
                {
                    latencies[i] = await act(browser, i);
                }
                catch (Exception exception) when (exception is InvalidOperationException or MixUpException or HttpRequestException)
                {
                    errors.Enqueue(exception);
                }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var browser in browsers)
            browser.Dispose();
    }
}

/// <summary>What a piece of work took.</summary>
/// <param name="Count">How often it was done.</param>
/// <param name="Cpu">CPU time of the measured process.</param>
/// <param name="Wall">Time by the clock.</param>
/// <param name="Latencies">One a task.</param>
/// <param name="Errors">What went wrong.</param>
public sealed record Spent(int Count, TimeSpan Cpu, TimeSpan Wall, TimeSpan[] Latencies, Exception[] Errors)
{
    /// <summary>How often a CPU second would do it.</summary>
    public double PerCpuSecond => Count / Cpu.TotalSeconds;
}
