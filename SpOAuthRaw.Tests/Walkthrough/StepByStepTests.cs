using System.Net;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>A sign-in that stops at every step before anything is sent, until the person sends it.</summary>
public sealed class StepByStepTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    public static TheoryData<Dialect> Dialects => [Dialect.V2, Dialect.V1];

    private RunningApp App => sandbox.App;

    [Fact]
    public async Task Nothing_is_sent_and_nothing_is_kept_before_the_first_Send()
    {
        using var visitor = new Visitor();

        var page = await visitor.BeginWalkAsync(App);

        Assert.Equal("pending", page.Exchange("metadata")["data-state"]);
        Assert.StartsWith(
            "GET /organizations/v2.0/.well-known/openid-configuration HTTP/1.1\n",
            page.Wire("metadata"),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(page.Html.Elements, element => element["data-wire"] == "response");
        Assert.Empty(page.SetCookies);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_first_Send_sends_two_messages_and_both_are_announced(Dialect dialect)
    {
        using var visitor = new Visitor();

        var begun = await visitor.BeginWalkAsync(App, dialect);
        var follows = new Html(begun.Html.ById("follows")!.Inner);
        var sent = await visitor.SendAsync(begun);

        Assert.Contains("jwks_uri", follows.Elements.First(element => element.Name == "p").Text, StringComparison.Ordinal);
        var announced = Walking.Unmarked(follows.Elements.Single(element => element.Name == "pre").Inner).Split('\n');
        var keys = sent.Wire("keys").Split('\n');
        Assert.Equal("GET {jwks_uri} HTTP/1.1", announced[0]);
        Assert.Equal(announced[1..], keys[1..].Where(line => !line.StartsWith("Host:", StringComparison.Ordinal)));
        var (path, host) = (keys[0].Split(' ')[1], keys.Single(line => line.StartsWith("Host:", StringComparison.Ordinal))[6..]);
        Assert.Contains($"\"jwks_uri\":\"http://{host}{path}\"", sent.Wire("metadata", "response"), StringComparison.Ordinal);
        Assert.Null(sent.Html.ById("follows"));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_walk_signs_in_with_its_sixth_step_and_not_before(Dialect dialect)
    {
        using var visitor = new Visitor();

        var six = await visitor.WalkToAsync(App, 6, dialect);
        await visitor.ShouldBeSignedOutAsync(App);
        var called = await visitor.SendAsync(six);

        Assert.Equal("sent", called.Exchange("profile")["data-state"]);
        var home = await visitor.ShouldBeSignedInAsync(App);
        Assert.Equal("Adele Vance", home.Html.TextOf("user-title"));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task What_is_announced_is_what_is_sent_to_the_letter(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var begun = await visitor.BeginWalkAsync(App, dialect);
        var discovered = await visitor.SendAsync(begun);
        Assert.Equal(begun.Wire("metadata"), discovered.Wire("metadata"));

        var asking = await visitor.StepAsync(App, 2);
        await visitor.AskAsync(asking);
        var asked = await visitor.StepAsync(App, 2);
        Assert.Equal(("pending", "sent"), (asking.Exchange("authorize")["data-state"], asked.Exchange("authorize")["data-state"]));
        Assert.Equal(asking.Wire("authorize"), asked.Wire("authorize"));

        foreach (var (step, exchange) in new[] { (4, "token"), (6, "profile"), (7, "refresh") })
        {
            var before = await visitor.StepAsync(App, step);
            var after = await visitor.SendAsync(before);

            Assert.Equal(("pending", "sent"), (before.Exchange(exchange)["data-state"], after.Exchange(exchange)["data-state"]));
            Assert.Equal(before.Wire(exchange), after.Wire(exchange));
            Assert.StartsWith("HTTP/1.1 200 OK\n", after.Wire(exchange, "response"), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_browser_comes_back_to_the_third_step_and_its_address_holds_no_code(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App, dialect));

        var back = await visitor.AskAsync(await visitor.StepAsync(App, 2));

        back.ShouldRedirectTo(App.At("/walkthrough/3"));
        var page = await visitor.StepAsync(App, 3);
        Assert.Equal("sent", page.Exchange("callback")["data-state"]);
        Assert.Null(page.Html.ById("step-failed"));
        Assert.DoesNotContain(page.Html.Elements, element => element["name"] == "send");
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task A_refresh_brings_new_tokens_and_the_session_goes_on_with_them(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var seven = await visitor.WalkToAsync(App, 7, dialect);
        var before = (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token");

        var first = await visitor.SendAsync(seven);
        var after = (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token");
        var second = await visitor.SendAsync(first);

        Assert.NotEqual(before, after);
        Assert.Contains(
            $"\"access_token\":\"{after}\"",
            first.Wire("refresh", "response").Replace(": ", ":", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.NotEqual(FieldOf(first.Wire("refresh"), "refresh_token"), FieldOf(second.Wire("refresh"), "refresh_token"));
        Assert.StartsWith("HTTP/1.1 200 OK\n", second.Wire("refresh", "response"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_made_in_one_go_can_be_refreshed_on_its_page_too()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        await visitor.SignInAsync(App);

        var page = await visitor.SendAsync(await visitor.StepAsync(App, 7));

        Assert.StartsWith("HTTP/1.1 200 OK\n", page.Wire("refresh", "response"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_out_on_the_last_page_says_what_is_still_valid()
    {
        using var visitor = new Visitor();
        var eight = await visitor.WalkToAsync(App, 8);

        var left = await visitor.PressAsync(eight, eight.Html.Form(form => form["action"] == "/signout"), ("send", ""));
        var after = await visitor.StepAsync(App, 8);

        Assert.Equal(HttpStatusCode.Found, left.Status);
        Assert.Equal(sandbox.Tenant.LoginUrl.Authority, left.Location.Authority);
        Assert.Equal("sent", after.Exchange("logout")["data-state"]);
        var still = after.Html.Elements.Where(element => element["data-still"] is not null).ToDictionary(element => element["data-still"]!);
        Assert.Equal(["session", "provider", "access_token", "refresh_token", "id_token", "recording"], still.Keys);
        Assert.Contains("is over", still["session"].Text, StringComparison.Ordinal);
        Assert.Matches("good until 20[0-9-]+ [0-9:]+ UTC", still["access_token"].Text);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task A_run_that_was_signed_out_signs_nobody_in_again()
    {
        using var visitor = new Visitor();
        var eight = await visitor.WalkToAsync(App, 8);
        await visitor.PressAsync(eight, eight.Html.Form(form => form["action"] == "/signout"), ("send", ""));

        await visitor.SendAsync(await visitor.StepAsync(App, 6));

        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Signing_out_on_the_home_page_takes_the_recording_along()
    {
        using var visitor = new Visitor();
        var home = await visitor.SignInAsync(App);
        Assert.Null((await visitor.StepAsync(App, 4)).Html.ById("no-run"));

        await visitor.PressAsync(home, "/signout");

        Assert.NotNull((await visitor.StepAsync(App, 4)).Html.ById("no-run"));
    }

    [Fact]
    public async Task A_run_can_be_forgotten()
    {
        using var visitor = new Visitor();
        var eight = await visitor.WalkToAsync(App, 8);

        await visitor.PressAsync(
            eight,
            eight.Html.Form(form => form["action"]!.Contains("forget", StringComparison.Ordinal)),
            ("forget", "")
        );

        Assert.NotNull((await visitor.StepAsync(App, 4)).Html.ById("no-run"));
    }

    [Fact]
    public async Task Two_walks_in_two_browsers_know_nothing_of_each_other()
    {
        using var one = new Visitor();
        using var other = new Visitor();
        var page = await one.WalkToAsync(App, 4);
        await other.WalkToAsync(App, 4);

        var stolen = await other.PostAsync(page, "send"); // the other's cookies, this one's form

        Assert.Equal(HttpStatusCode.BadRequest, stolen.Status);
        Assert.Equal("pending", (await other.StepAsync(App, 4)).Exchange("token")["data-state"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Another_site_sends_nothing(int step)
    {
        using var visitor = new Visitor();
        var page = await visitor.WalkToAsync(App, 4);
        var form = page.Html.Form(element => element["id"] == "send");
        var request = new HttpRequestMessage(HttpMethod.Post, App.At($"/walkthrough/{step}"))
        {
            Content = new FormUrlEncodedContent(form.Fields),
            Headers = { { "Sec-Fetch-Site", "cross-site" } },
        };

        var refused = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("pending", (await visitor.StepAsync(App, 4)).Exchange("token")["data-state"]);
    }

    [Theory]
    [InlineData("/walkthrough/0")]
    [InlineData("/walkthrough/9")]
    [InlineData("/walkthrough/4x")]
    public async Task There_are_eight_steps(string path)
    {
        using var visitor = new Visitor();

        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync(App.At(path))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(App.At(path), [])).Status);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_step_that_is_not_due_sends_nothing(int step)
    {
        using var visitor = new Visitor();
        var one = await visitor.BeginWalkAsync(App);

        var early = await visitor.PostAsync(App.At($"/walkthrough/{step}"), one.Html.Form(element => element["id"] == "send").Fields);

        Assert.Equal(HttpStatusCode.Found, early.Status);
        Assert.DoesNotContain("data-exchange", (await visitor.StepAsync(App, step)).Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dialect_that_does_not_exist_is_named()
    {
        using var visitor = new Visitor();

        var page = await visitor.GetAsync(App.At("/walkthrough/1?mode=walk&dialect=v3"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("data-check=\"dialect\"", page.Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mode_that_does_not_exist_is_named()
    {
        using var visitor = new Visitor();

        var page = await visitor.GetAsync(App.At("/signin?mode=run"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("data-check=\"mode\"", page.Html.Source, StringComparison.Ordinal);
    }

    private static string FieldOf(string message, string name) =>
        message.Split("\n\n")[1].Split('&').Single(field => field.StartsWith(name + "=", StringComparison.Ordinal));
}
