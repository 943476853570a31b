using System.Globalization;
using System.Text;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>What the last page says is still valid, whatever became of the sign-in.</summary>
public sealed class AfterwardsTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("/walkthrough/8")]
    [InlineData("/walkthrough/all")]
    public async Task After_a_refused_sign_in_there_is_nobody_to_sign_out_and_nothing_that_is_valid(string path)
    {
        using var visitor = new Visitor();
        await visitor.TrySignInAsync(App, person: "conditional-access@contoso.example");

        var page = (await visitor.GetAsync(App.At(path))).ShouldBeAPage().Html;

        Assert.Contains("Nobody is signed in here", page.TextOf("nobody"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Elements, element => element["data-exchange"] == "logout");
        var still = StillOn(page);
        Assert.Equal(["session", "provider", "access_token", "recording"], still.Keys);
        Assert.All(
            [still["session"], still["access_token"]],
            line => Assert.StartsWith("There is none", line.Text, StringComparison.Ordinal)
        );
        Assert.Contains(page.Elements, element => element["data-explains"] == "post_logout_redirect_uri");
    }

    [Fact]
    public async Task Tokens_that_came_before_a_check_failed_are_not_kept_quiet_about()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        await visitor.AskAsync(await visitor.StepAsync(App, 2), ("p.nonce", "another"));
        await visitor.SendAsync(await visitor.StepAsync(App, 4));

        var page = (await visitor.StepAsync(App, 8)).Html;

        Assert.NotNull(page.ById("nobody"));
        var still = StillOn(page);
        Assert.StartsWith("There is none", still["session"].Text, StringComparison.Ordinal);
        Assert.Matches("^stays good until 20", still["access_token"].Text);
        Assert.Contains("no session to use it", still["refresh_token"].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_claim_has_a_source_and_none_contradicts_the_next()
    {
        using var visitor = new Visitor();

        var page = (await visitor.WalkToAsync(App, 8)).Html;

        Assert.Null(page.ById("nobody"));
        var still = StillOn(page);
        foreach (var what in new[] { "session", "provider", "access_token", "refresh_token", "id_token" })
            Assert.All(Links(still[what]), link => Assert.Contains(new Uri(link).Host, CatalogueTests.KnownHosts, StringComparer.Ordinal));
        Assert.Contains("these pages alone do", still["id_token"].Text, StringComparison.Ordinal);
        Assert.Contains("tokens included", still["recording"].Text, StringComparison.Ordinal);

        static string[] Links(Element line)
        {
            string[] links = [.. new Html(line.Inner).Elements.Where(each => each.Name == "a").Select(each => each["href"]!)];
            Assert.NotEmpty(links);
            return links;
        }
    }

    [Fact]
    public async Task After_a_refresh_the_page_speaks_of_both_access_tokens()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.WalkToAsync(App, 7));

        var still = StillOn((await visitor.StepAsync(App, 8)).Html);

        Assert.Contains("more than once", still["access_token"].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "2026-01-01 01:00", "After.AccessToken.Until")]
    [InlineData(30, null, "2026-01-01 01:30", "After.AccessToken.Several")]
    [InlineData(30, 45, "2026-01-01 01:45", "After.AccessToken.Several")]
    public void The_end_is_the_last_access_tokens(int? refreshed, int? before, string until, string words)
    {
        var run = new Run
        {
            Pending = Given.PendingAuthorization(),
            Token = Answer("first", 0),
            Refresh = refreshed is { } minutes ? Answer("second", minutes) : null,
            Tries = before is { } at ? [new Try(7, Answer("third", at), [])] : [],
        };
        var view = new StepView
        {
            Step = Lesson.Steps[7],
            Run = run,
            Replay = Replay.Of(run, Given.Authority(), Given.Client()),
            Values = [],
        };

        var line = new Afterwards(view).Lines.Single(each => each.What == "access_token");

        Assert.Equal((until, words), (line.Until?.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture), line.Words));
    }

    private static Exchange Answer(string accessToken, int minutes)
    {
        var body = $$"""{"token_type":"Bearer","expires_in":3600,"access_token":"{{accessToken}}"}""";
        return new Exchange(
            new Uri("https://login.microsoftonline.com/t"),
            [
                new Attempt(
                    "POST /t HTTP/1.1\r\nHost: h\r\n\r\n"u8.ToArray(),
                    Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{body}"),
                    new DateTimeOffset(2026, 1, 1, 0, minutes, 0, TimeSpan.Zero),
                    TimeSpan.Zero
                ),
            ]
        );
    }

    private static Dictionary<string, Element> StillOn(Html page) =>
        page.Elements.Where(element => element["data-still"] is not null).ToDictionary(element => element["data-still"]!);
}
