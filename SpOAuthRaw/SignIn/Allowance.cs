namespace SpOAuthRaw.SignIn;

/// <summary>So many to begin with, and one more every so often: a token bucket that reads the app's own clock.</summary>
public sealed class Allowance(int most, TimeSpan every)
{
    private readonly Lock gate = new();
    private double left = most;
    private DateTimeOffset? last;

    /// <summary>Takes one, if there is one.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        lock (gate)
        {
            var passed = last is null ? 0 : Math.Max(0, (now - last.Value) / every); // a clock that is set back takes nothing away
            left = Math.Min(most, left + passed);
            last = now;
            if (left < 1)
                return false;
            left--;
            return true;
        }
    }
}
