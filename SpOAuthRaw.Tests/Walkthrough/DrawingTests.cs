using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Each arrow of the drawing carries what its own message carried, and before it is sent the names alone.</summary>
public sealed partial class DrawingTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Before_anything_is_sent_there_are_names_and_no_values(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App); // show them

        var page = await visitor.BeginWalkAsync(App, dialect);

        Assert.Contains("code_verifier", ArrowsOf(page, 4)[0], StringComparison.Ordinal);
        Assert.All(Enumerable.Range(1, 8), step => Assert.DoesNotContain(ArrowsOf(page, step), arrow => arrow.Contains('=')));
    }

    [Fact]
    public async Task After_a_refresh_the_arrows_before_it_keep_what_they_carried()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var before = await visitor.WalkToAsync(App, 7);
        var (answered, called) = (ArrowsOf(before, 4)[1], ArrowsOf(before, 6)[0]);

        var after = await visitor.SendAsync(before);

        Assert.Equal((answered, called), (ArrowsOf(after, 4)[1], ArrowsOf(after, 6)[0]));
        var (sent, received) = (ArrowsOf(after, 7)[0], ArrowsOf(after, 7)[1]);
        Assert.Contains(ValueOf(answered, "refresh_token"), sent, StringComparison.Ordinal);
        Assert.NotEqual(ValueOf(answered, "access_token"), ValueOf(received, "access_token"));
    }

    [Fact]
    public async Task What_was_left_out_is_on_no_arrow_and_what_was_tried_besides_is_not_either()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        await visitor.WalkToAsync(App, 7);
        await visitor.SendAsync(await visitor.StepAsync(App, 4), ("p.client_secret", "wrong-on-purpose"));

        var page = await visitor.SendAsync(await visitor.StepAsync(App, 7), ("drop", "0.refresh_token"));

        Assert.DoesNotContain("refresh_token", ArrowsOf(page, 7)[0], StringComparison.Ordinal);
        Assert.Contains("client_secret=sbx8Q~", ArrowsOf(page, 4)[0], StringComparison.Ordinal);
        Assert.DoesNotContain("wrong-", page.Html.Elements.First(element => element.Name == "svg").Inner, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_request_and_a_refusal_are_drawn_as_they_were()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        await visitor.AskAsync(await visitor.StepAsync(App, 2), ("p.nonce", "another"));

        var page = await visitor.SendAsync(await visitor.StepAsync(App, 4), ("p.client_secret", "wrong-on-purpose"));

        Assert.Contains("nonce=another", ArrowsOf(page, 2)[1], StringComparison.Ordinal);
        Assert.Contains("client_secret=wrong-", ArrowsOf(page, 4)[0], StringComparison.Ordinal);
        Assert.Equal("4 HTTP 401", ArrowsOf(page, 4)[1]);
        Assert.Contains("seq-past", ClassesOf(page, 4)[1], StringComparison.Ordinal); // it was answered, if not with tokens
    }

    private static string[] ArrowsOf(Hop page, int step) =>
        [.. Arrows(page, step).Select(arrow => Blanks().Replace(Walking.Unmarked(arrow.Inner), " ").Trim())];

    private static string[] ClassesOf(Hop page, int step) => [.. Arrows(page, step).Select(arrow => arrow["class"]!)];

    private static IEnumerable<Element> Arrows(Hop page, int step) =>
        new Html(page.Html.Elements.First(element => element.Name == "svg").Inner).Elements.Where(element =>
            element["href"] == $"/walkthrough/{step}"
        );

    private static string ValueOf(string arrow, string name) => Regex.Match(arrow, $"{name}=(\\S+)").Groups[1].Value;

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
