using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The step that failed says what failed, why, and what to do; and who is sent away with an error finds the way there.</summary>
public sealed class ExplainedFailureTests(Scene scene, SandboxApp sandbox) : IClassFixture<Scene>, IClassFixture<SandboxApp>
{
    [Fact]
    public async Task A_failed_check_is_named_and_explained_and_what_was_not_reached_does_not_pass_for_needless()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(sandbox.App));
        await visitor.AskAsync(await visitor.StepAsync(sandbox.App, 2), ("p.nonce", "another"));
        await visitor.SendAsync(await visitor.StepAsync(sandbox.App, 4));

        var five = await visitor.StepAsync(sandbox.App, 5);

        var failed = five.Html.ById("step-failed")!.Text;
        Assert.Contains("“nonce”", failed, StringComparison.Ordinal);
        Assert.Contains("What to do", failed, StringComparison.Ordinal);
        Assert.Contains("nonce had failed before", CheckOn(five, "sub"), StringComparison.Ordinal);
        Assert.DoesNotContain("nonce had failed before", CheckOn(five, "crit"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop", "0.refresh_token", "AADSTS900144")]
    [InlineData("p.refresh_token", "nonsense-that-is-none", "AADSTS9002313")]
    public async Task A_refused_refresh_is_explained(string field, string value, string code)
    {
        using var visitor = new Visitor();
        var seven = await visitor.WalkToAsync(sandbox.App, 7);

        var page = await visitor.SendAsync(seven, (field, value));

        Assert.Contains(code, page.Html.ById("refresh-failed")!.Text, StringComparison.Ordinal);
        Assert.Null((await visitor.SendAsync(page)).Html.ById("refresh-failed"));
    }

    [Fact]
    public async Task A_refresh_that_brings_another_person_is_refused_aloud()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(scene.App));
        var asked = await visitor.PostAsync(await visitor.StepAsync(scene.App, 2), "send");
        await scene.BringAsync(visitor, scene.Provider.Answer(asked));
        await visitor.SendAsync(await visitor.StepAsync(scene.App, 4));
        await visitor.SendAsync(await visitor.StepAsync(scene.App, 6));
        scene.Provider.Lies = new() { IdToken = token => token.Without("nonce").With("sub", "somebody else") };

        var page = await visitor.SendAsync(await visitor.StepAsync(scene.App, 7));

        Assert.StartsWith("HTTP/1.1 200 ", page.Wire("refresh", "response"), StringComparison.Ordinal);
        Assert.Contains("“sub”", page.Html.ById("refresh-failed")!.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Whoever_is_turned_away_is_led_to_the_step_where_it_broke(Dialect dialect)
    {
        using var visitor = new Visitor();
        var turnedAway = await visitor.TrySignInAsync(sandbox.App, dialect, "conditional-access@contoso.example");

        var link = turnedAway.Html.ById("see-where")!["href"]!;

        Assert.Equal("/walkthrough/3", link);
        Assert.Contains("53003", (await visitor.GetAsync(sandbox.App.At(link))).Html.ById("step-failed")!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_provider_is_silent_the_walk_shows_where_and_a_stranger_s_error_leads_nowhere()
    {
        await using var nobody = await Scene.StartAsync();
        nobody.Provider.Lies = new() { AtMetadata = Answering.With(500, "broken") };
        using var visitor = new Visitor();

        var silent = await visitor.GetAsync(nobody.App.At("/signin"));
        var stranger = await visitor.GetAsync(nobody.App.At("/auth?error=access_denied&state=unknown"));

        Assert.Equal("/walkthrough/1", silent.Html.ById("see-where")!["href"]);
        var one = await visitor.StepAsync(nobody.App, 1);
        Assert.NotNull(one.Html.ById("step-failed"));
        Assert.Contains("\nbroken\n", one.Wire("metadata", "response"), StringComparison.Ordinal);
        Assert.Null(stranger.Html.ById("see-where"));
        Assert.Null(stranger.Html.ById("walk-it"));
        Assert.NotNull(stranger.Html.ById("not-recorded"));
    }

    [Theory]
    [InlineData(Dialect.V2, "app, provider")]
    [InlineData(Dialect.V1, "browser, app, provider")]
    public async Task Who_has_seen_the_ID_token_depends_on_the_way_it_took_and_SharePoint_never_has(Dialect dialect, string seen)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(sandbox.App, dialect);

        var claims = (await visitor.StepAsync(sandbox.App, 5)).Html.Elements.Where(element => element["data-term"] == "Claim").ToArray();

        Assert.NotEmpty(claims);
        Assert.All(claims, row => Assert.Equal(seen, new Html(row.Inner).Elements.First(cell => cell["data-label"] is not null).Text));
    }

    [Fact]
    public async Task Each_attempt_says_which_it_is_and_how_long_it_waited()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(sandbox.App, person: "busy@contoso.example");

        var profile = (await visitor.StepAsync(sandbox.App, 6)).Exchange("profile");

        Assert.Contains("Attempt 1 of 2", profile.Text, StringComparison.Ordinal);
        Assert.Matches(@"Attempt 2 of 2\s+after \d+ ms of waiting", profile.Text);
        Assert.Matches(@"2 attempts, \d+ ms in all", profile.Text);
    }

    private static string CheckOn(Hop page, string name) => page.Html.Elements.Single(element => element["data-check"] == name).Text;
}
