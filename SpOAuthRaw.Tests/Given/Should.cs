namespace SpOAuthRaw.Tests;

/// <summary>The two ways in which a check can end.</summary>
public static class Should
{
    public static T ShouldPass<T>(this Checked<T> result)
    {
        Assert.True(result.Succeeded(out var value, out var failure), failure?.ToString());
        return value!;
    }

    /// <summary>Refused by a check of this app.</summary>
    public static FailedCheck ShouldFail<T>(this Checked<T> result) => result.ShouldFailWith<T, FailedCheck>();

    /// <summary>Refused by the provider.</summary>
    public static ErrorResponse ShouldBeError<T>(this Checked<T> result) => result.ShouldFailWith<T, ErrorResponse>();

    /// <summary>No usable answer.</summary>
    public static Unreachable ShouldBeUnreachable<T>(this Checked<T> result) => result.ShouldFailWith<T, Unreachable>();

    /// <summary>Refused by SharePoint.</summary>
    public static ProtectedResourceError ShouldBeRefusedBySharePoint<T>(this Checked<T> result) =>
        result.ShouldFailWith<T, ProtectedResourceError>();

    private static TFailure ShouldFailWith<T, TFailure>(this Checked<T> result)
        where TFailure : Failure => Assert.IsType<TFailure>(Assert.IsType<Checked<T>.Failed>(result).Failure);
}
