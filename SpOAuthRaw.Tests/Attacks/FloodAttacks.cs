using System.Net;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>What strangers could make the app keep, or search, is bounded, and they are told where the bound is.</summary>
public sealed class FloodAttacks(Scene scene) : IClassFixture<Scene>
{
    private RunningApp App => scene.App;

    [Fact]
    public async Task A_message_with_more_fields_than_any_has_is_refused_by_name_and_not_sent()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        var two = await visitor.StepAsync(App, 2);
        var form = two.Html.Form(element => element["id"] == "send");
        (string, string)[] added = [.. Enumerable.Range(0, 101).SelectMany(n => new[] { ("add.name", "code"), ("add.value", $"~{n:D5}") })];

        var refused = await visitor.PressAsync(two, form, [.. added, ("send", "")]);

        refused.ShouldFail("parameters");
        Assert.DoesNotContain(refused.SetCookies, cookie => cookie.Name.ToString().Contains("Pending", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refused_answer_that_is_longer_than_any_is_explained_and_not_kept()
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(App);

        var refused = await visitor.GetAsync(
            App.At($"/auth?state={begun.Query["state"]}&error=x&error_description={new string('a', 17_000)}")
        );

        refused.ShouldBeAProblem(HttpStatusCode.BadRequest);
        Assert.Null(refused.Html.ById("see-where"));
        Assert.DoesNotContain(refused.SetCookies, cookie => cookie.Name == "SpOAuth.Run");
        Assert.NotNull((await visitor.StepAsync(App, 3)).Html.ById("no-run"));
    }

    [Fact]
    public async Task One_that_an_honest_provider_could_have_sent_is_kept()
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(App);

        var refused = await visitor.GetAsync(
            App.At($"/auth?state={begun.Query["state"]}&error=x&error_description={new string('a', 14_000)}")
        );

        Assert.NotNull(refused.Html.ById("see-where"));
        Assert.Contains(new string('a', 14_000), (await visitor.StepAsync(App, 3)).Wire("callback"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_waits_on_when_what_came_back_was_too_long()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        var asked = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send");
        var answer = scene.Provider.Answer(asked);

        (await scene.BringAsync(visitor, answer.Plus("x", new string('a', 17_000)))).ShouldFail("parameters");
        Assert.NotNull((await visitor.StepAsync(App, 3)).Html.ById("waiting"));

        (await scene.BringAsync(visitor, answer)).ShouldRedirectTo(App.At("/walkthrough/3"));
    }

    [Theory]
    [InlineData("metadata")]
    [InlineData("keys")]
    public async Task Of_a_long_answer_with_which_a_sign_in_ended_the_beginning_is_kept_and_that_is_said(string exchange)
    {
        var nonsense = Answering.With(200, $"{{\"issuer\":\"{new string('a', 200_000)}\"}}");
        await using var broken = await Scene.StartAsync(
            exchange == "keys" ? new Lies { AtKeys = nonsense } : new Lies { AtMetadata = nonsense }
        );
        using var visitor = new Visitor();

        var refused = await visitor.GetAsync(broken.App.At("/signin"));
        var one = await visitor.StepAsync(broken.App, 1);

        Assert.Equal("/walkthrough/1", refused.Html.ById("see-where")!["href"]);
        Assert.NotNull(one.Html.ById("step-failed"));
        Assert.Contains("What went wrong stood on the page", one.Html.TextOf("not-judged"), StringComparison.Ordinal); // not of which answer
        Assert.InRange(one.Wire(exchange, "response").Length, 60_000, 64 * 1024);
        Assert.Contains(
            "200,",
            Assert.Single(one.Html.Elements, element => element.Attributes.ContainsKey("data-cut")).Text,
            StringComparison.Ordinal
        );
    }
}
