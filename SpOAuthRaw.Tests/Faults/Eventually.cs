using System.Diagnostics;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>Waits for what another process will do in its own time: as briefly as possible, and never for ever.</summary>
public static class Eventually
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(25);

    /// <summary>Asks until the answer is yes.</summary>
    /// <param name="what">What is waited for, for the message when it does not come.</param>
    /// <param name="holds">The question.</param>
    /// <param name="within">How long; half a minute where nothing is said, as the machine may be busy.</param>
    public static async Task HoldsAsync(string what, Func<Task<bool>> holds, TimeSpan? within = null)
    {
        var (started, patience) = (Stopwatch.GetTimestamp(), within ?? TimeSpan.FromSeconds(30));
        using var looks = new PeriodicTimer(BetweenLooks);
        while (!await holds())
        {
            Assert.True(Stopwatch.GetElapsedTime(started) < patience, $"Not within {patience.TotalSeconds:0} s: {what}");
            await looks.WaitForNextTickAsync();
        }
    }
}
