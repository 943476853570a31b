using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Several sign-ins under way in one browser.</summary>
public sealed class TabsTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(Dialect.V2, Dialect.V2, false)]
    [InlineData(Dialect.V2, Dialect.V2, true)]
    [InlineData(Dialect.V2, Dialect.V1, false)]
    [InlineData(Dialect.V2, Dialect.V1, true)]
    [InlineData(Dialect.V1, Dialect.V1, false)]
    [InlineData(Dialect.V1, Dialect.V1, true)]
    public async Task Two_tabs_finish_in_either_order(Dialect first, Dialect second, bool secondFinishesFirst)
    {
        using var visitor = new Visitor();
        var one = await visitor.BeginAsync(App, first);
        var two = await visitor.BeginAsync(App, second);

        foreach (var begun in secondFinishesFirst ? new[] { two, one } : [one, two])
        {
            var returned = await visitor.ReturnAsync(await visitor.AnswerAsync(begun));

            returned.ShouldRedirectTo(App.Origin);
            await visitor.ShouldBeSignedInAsync(App);
        }
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_ninth_sign_in_under_way_drops_the_oldest_and_no_other(Dialect dialect)
    {
        using var visitor = new Visitor();
        var begun = new List<Hop>();
        for (var tab = 0; tab < 9; tab++)
            begun.Add(await visitor.BeginAsync(App, dialect));

        var oldest = await visitor.ReturnAsync(await visitor.AnswerAsync(begun[0]));
        var nextOldest = await visitor.ReturnAsync(await visitor.AnswerAsync(begun[1]));
        var newest = await visitor.ReturnAsync(await visitor.AnswerAsync(begun[8]));

        oldest.ShouldFail("state");
        nextOldest.ShouldRedirectTo(App.Origin);
        newest.ShouldRedirectTo(App.Origin);
    }
}
