using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

public class AllowanceTests
{
    private readonly Allowance allowance = new(most: 2, every: TimeSpan.FromMinutes(1));

    [Fact]
    public void There_are_so_many_to_begin_with()
    {
        var taken = Enumerable.Range(0, 4).Select(_ => allowance.TryTake(Given.Now));

        Assert.Equal([true, true, false, false], taken);
    }

    [Theory]
    [InlineData(59, false)]
    [InlineData(60, true)]
    public void One_more_comes_every_so_often(int seconds, bool comes)
    {
        TakeAll();

        var taken = allowance.TryTake(Given.Now.AddSeconds(seconds));

        Assert.Equal(comes, taken);
    }

    [Fact]
    public void No_more_are_saved_up_than_there_were()
    {
        TakeAll();
        var muchLater = Given.Now.AddDays(1);

        var taken = Enumerable.Range(0, 3).Select(_ => allowance.TryTake(muchLater));

        Assert.Equal([true, true, false], taken);
    }

    [Fact]
    public void Many_at_once_get_no_more()
    {
        var taken = 0;

        Parallel.For(0, 100, _ => Interlocked.Add(ref taken, allowance.TryTake(Given.Now) ? 1 : 0));

        Assert.Equal(2, taken);
    }

    private void TakeAll()
    {
        Assert.True(allowance.TryTake(Given.Now));
        Assert.True(allowance.TryTake(Given.Now));
    }
}
