namespace SpOAuthRaw.Protocol;

/// <summary>
/// A value that has passed its checks, or the failure that stopped it. There is no third case, and no way to the value past a failure.
/// </summary>
public abstract record Checked<T>
{
    private Checked() { }

    /// <summary>All checks passed.</summary>
    public sealed record Passed(T Value) : Checked<T>;

    /// <summary>The first check that failed, or the error that came instead of something to check.</summary>
    public sealed record Failed(Failure Failure) : Checked<T>;

    /// <summary>A step returns its value as it is.</summary>
    public static implicit operator Checked<T>(T value) => new Passed(value);

    /// <summary>A step returns its failure as it is.</summary>
    public static implicit operator Checked<T>(Failure failure) => new Failed(failure);

    /// <summary>Splits the two cases: <c>if (!result.Succeeded(out var value, out var failure)) return failure;</c></summary>
    public bool Succeeded(
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? value,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(false)] out Failure? failure
    )
    {
        (value, failure) = this switch
        {
            Passed passed => (passed.Value, null),
            Failed failed => (default(T), failed.Failure),
            _ => throw new InvalidOperationException(),
        };
        return failure is null;
    }
}
