namespace SpOAuthRaw.Tests;

public class CheckedTests
{
    [Fact]
    public void A_passed_value_comes_without_a_failure()
    {
        Checked<string> result = "value";

        var succeeded = result.Succeeded(out var value, out var failure);

        Assert.True(succeeded);
        Assert.Equal("value", value);
        Assert.Null(failure);
    }

    [Fact]
    public void A_failure_comes_without_a_value()
    {
        Checked<string> result = new FailedCheck("state", "RFC 6749 §4.1.2");

        var succeeded = result.Succeeded(out var value, out var failure);

        Assert.False(succeeded);
        Assert.Null(value);
        Assert.Equal("state", Assert.IsType<FailedCheck>(failure).Name);
    }
}
