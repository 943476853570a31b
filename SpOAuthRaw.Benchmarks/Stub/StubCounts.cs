namespace SpOAuthRaw.Benchmarks.Stub;

/// <summary>How often the stub was asked for what.</summary>
public sealed class StubCounts
{
    private int metadata;
    private int tokens;
    private int profiles;

    /// <summary>Counts an answer with metadata or keys.</summary>
    public string Metadata(string answer) => Counted(ref metadata, answer);

    /// <summary>Counts an answer with tokens.</summary>
    public string Token(string answer) => Counted(ref tokens, answer);

    /// <summary>Counts an answer with a profile.</summary>
    public string Profile(string answer) => Counted(ref profiles, answer);

    /// <summary>The counts as JSON.</summary>
    public override string ToString() => $$"""{"metadata":{{metadata}},"tokens":{{tokens}},"profiles":{{profiles}}}""";

    private static string Counted(ref int count, string answer)
    {
        Interlocked.Increment(ref count);
        return answer;
    }
}
