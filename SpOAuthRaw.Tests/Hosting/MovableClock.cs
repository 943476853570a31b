namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The real clock, moved: hours pass at once, and time-outs and delays still take the time they take.</summary>
public sealed class MovableClock : TimeProvider
{
    private long ahead;

    /// <summary>Lets time pass.</summary>
    public void Advance(TimeSpan time) => Interlocked.Add(ref ahead, time.Ticks);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Interlocked.Read(ref ahead));
}
