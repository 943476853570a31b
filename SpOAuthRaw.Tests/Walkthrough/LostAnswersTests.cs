using System.Net;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>A changed request whose answer goes elsewhere, or nowhere: the way back to the walk, and why.</summary>
public sealed class LostAnswersTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Fact]
    public async Task An_answer_behind_the_fragment_is_missed_and_that_is_explained()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        var asked = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send", ("p.response_mode", "fragment"));

        // What a browser sends of http://localhost/auth#code=…
        var back = await visitor.GetAsync(App.At("/auth"));

        Assert.Contains("response_mode=fragment", asked.Location.Query, StringComparison.Ordinal);
        back.ShouldRedirectTo(App.At("/walkthrough/3"));
        var page = await visitor.StepAsync(App, 3);
        Assert.NotNull(page.Html.ById("fragment"));
        Assert.Contains("data-check=\"state\" data-result=\"failed\"", page.Html.Source, StringComparison.Ordinal);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task A_response_without_anything_means_nothing_to_a_walk_that_asked_as_usual()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        await visitor.PostAsync(await visitor.StepAsync(App, 2), "send");

        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.GetAsync(App.At("/auth"))).Status);

        Assert.NotNull((await visitor.StepAsync(App, 3)).Html.ById("waiting"));
    }

    [Fact]
    public async Task Where_another_redirect_URI_leads_there_is_a_way_back_and_the_walk_says_why()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        await visitor.PostAsync(await visitor.StepAsync(App, 2), "send", ("p.redirect_uri", App.At("/elsewhere").AbsoluteUri));

        var lost = await visitor.GetAsync(App.At("/elsewhere?code=x&state=y"));

        Assert.Equal(HttpStatusCode.NotFound, lost.Status);
        Assert.Equal("/walkthrough/2", lost.Html.ById("back-to-walk")!["href"]);
        var two = await visitor.StepAsync(App, 2);
        Assert.Contains("AADSTS50011", two.Html.ById("waiting")!.Inner, StringComparison.Ordinal);
        Assert.Contains("href=\"/errors\"", two.Html.ById("waiting")!.Inner, StringComparison.Ordinal);
        Assert.Contains(two.Html.Elements, element => element["name"] == "send");
    }

    [Fact]
    public async Task Who_is_not_walking_is_offered_no_way_back_to_a_walk_and_who_is_back_does_not_wait()
    {
        using var visitor = new Visitor();
        var stranger = await visitor.GetAsync(App.At("/elsewhere"));
        await visitor.WalkToAsync(App, 3);

        Assert.Null(stranger.Html.ById("back-to-walk"));
        Assert.Null((await visitor.GetAsync(App.At("/elsewhere"))).Html.ById("back-to-walk"));
        Assert.Null((await visitor.StepAsync(App, 2)).Html.ById("waiting"));
    }

    [Theory]
    [InlineData(3000, HttpStatusCode.Found)]
    [InlineData(6000, HttpStatusCode.BadRequest)]
    public async Task An_address_that_servers_would_not_take_is_not_sent_and_that_is_said(int length, HttpStatusCode expected)
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));

        var sent = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send", ("p.state", new string('x', length)));

        Assert.Equal(expected, sent.Status);
        Assert.Equal(expected == HttpStatusCode.BadRequest, sent.Html.ById("unsendable") is not null);
    }

    [Fact]
    public async Task The_browser_lands_where_the_answer_is()
    {
        using var visitor = new Visitor();
        await visitor.WalkToAsync(App, 4);

        var first = await visitor.PostAsync(await visitor.StepAsync(App, 4), "send");
        var again = await visitor.PostAsync(await visitor.StepAsync(App, 4), "send");
        var page = await visitor.StepAsync(App, 4);

        Assert.Equal(("#sent", "#tries"), (first.Location.Fragment, again.Location.Fragment));
        Assert.Contains("data-exchange=\"token\"", page.Html.ById("sent")!.Inner, StringComparison.Ordinal);
        Assert.Contains("data-exchange=\"try-4-1\"", page.Html.ById("tries")!.Inner, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_not_be_sent_does_not_stand_beside_a_message_that_was()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.WalkToAsync(App, 6));

        var refused = await visitor.PostAsync(await visitor.StepAsync(App, 6), "send", ("p.request-target", "http://evil.example/"));

        Assert.NotNull(refused.Html.ById("unsendable"));
        Assert.DoesNotContain(refused.Html.Elements, element => element["data-exchange"] is not null);
        Assert.Null(refused.Html.ById("not-reached"));
    }

    [Fact]
    public async Task The_one_page_has_what_was_sent_besides()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.WalkToAsync(App, 6));
        await visitor.SendAsync(await visitor.StepAsync(App, 4));
        await visitor.SendAsync(await visitor.StepAsync(App, 6));

        var page = (await visitor.GetAsync(App.At("/walkthrough/all"))).ShouldBeAPage();

        Assert.NotNull(page.Exchange("try-4-1"));
        Assert.NotNull(page.Exchange("try-6-1"));
        var ids = page.Html.Elements.Select(element => element["id"]).OfType<string>().ToArray();
        Assert.Equal(ids.Distinct(), ids);
    }
}
