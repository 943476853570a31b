namespace SpOAuthRaw.Tests.Faults;

/// <summary>A clock that runs as clocks do, and can be put forward. Unlike a fake one it lets those go on who wait for a real moment.</summary>
public sealed class ShiftedClock : TimeProvider
{
    private long shift; // ticks

    /// <summary>Puts it forward.</summary>
    public void Advance(TimeSpan by) => Interlocked.Add(ref shift, by.Ticks);

    /// <inheritdoc />
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref shift));
}
