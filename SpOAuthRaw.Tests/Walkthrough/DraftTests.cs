using System.Net;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>A message that was changed and is being looked at: what the page shows is what "Send" sends, whatever is pressed in between.</summary>
public sealed class DraftTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    public static TheoryData<int, string, string> Changes =>
        new()
        {
            { 4, "p.code_verifier", new string('x', 43) },
            { 4, "p.client_secret", "a-secret-of-my-own-that-is-long" },
            { 6, "p.Authorization", "Bearer nonsense-of-mine-that-is-long" },
            { 7, "p.refresh_token", "a-refresh-token-of-my-own" },
        };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_change_that_is_looked_at_with_secrets_covered_is_sent(int step, string field, string value)
    {
        using var visitor = new Visitor();
        var page = await visitor.WalkToAsync(App, 6);
        if (step == 7)
            await visitor.SendAsync(page);
        page = await visitor.StepAsync(App, step);

        var shown = await visitor.PreviewAsync(page, (field, value));
        var sent = await visitor.SendAsync(shown);

        Assert.Equal("", shown.Html.Form(element => element["id"] == "send")[field]);
        await visitor.SwitchSecretsAsync(App);
        var uncovered = await visitor.StepAsync(App, step);
        Assert.Contains(value, Walking.Unmarked(uncovered.Html.Source), StringComparison.Ordinal);
        Assert.Contains(sent.Html.Elements, element => element.Attributes.ContainsKey("data-edited"));
    }

    [Fact]
    public async Task A_second_click_does_not_send_the_message_without_the_change()
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);
        var shown = await visitor.PreviewAsync(four, ("p.client_secret", "a-secret-of-my-own-that-is-long"));

        await visitor.PostAsync(shown, "send");
        await visitor.PostAsync(shown, "send");

        var page = await visitor.StepAsync(App, 4);
        Assert.NotNull(page.Html.ById("step-failed"));
        Assert.DoesNotContain(
            page.Html.Elements,
            element => element["data-exchange"]?.StartsWith("try-", StringComparison.Ordinal) == true
        );
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_is_shown_is_what_is_sent_in_its_order_and_to_the_letter(bool again)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var four = await visitor.WalkToAsync(App, 4);
        if (again)
            four = await visitor.SendAsync(four, ("p.code_verifier", "wrong"));

        var shown = await visitor.PreviewAsync(
            four,
            ("add.name", "client_id"),
            ("add.value", "zzz"),
            ("add.name", "Grant_Type"),
            ("add.value", "zzz")
        );
        var sent = await visitor.SendAsync(shown);

        Assert.EndsWith("&client_id=zzz&Grant_Type=zzz", shown.Wire("token"), StringComparison.Ordinal);
        Assert.Equal(shown.Wire("token"), sent.Wire("token"));
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Asking_once_more_is_shown_with_the_values_that_it_will_have(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        await visitor.SendAsync(await visitor.BeginWalkAsync(App, dialect));
        await visitor.AskAsync(await visitor.StepAsync(App, 2));
        var first = await visitor.StepAsync(App, 2);

        var shown = await visitor.PreviewAsync(first, ("add.name", "login_hint"), ("add.value", "adele"));
        var asked = await visitor.PostAsync(shown, "send");

        Assert.NotEqual(first.Wire("authorize"), shown.Wire("authorize"));
        Assert.Contains(asked.Location.PathAndQuery, shown.Wire("authorize"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_shown_says_what_was_changed_in_it()
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);

        var shown = await visitor.PreviewAsync(four, ("drop", "0.redirect_uri"));

        Assert.True(shown.Exchange("token").Attributes.ContainsKey("data-edited"));
        Assert.Contains(shown.Html.Elements, element => element["data-edit"] == "dropped");
    }

    [Theory]
    [InlineData("/language", "language", "fr")]
    [InlineData("/secrets", "secrets", "")]
    [InlineData("/explain", "explain", "less")]
    public async Task A_switch_in_the_header_leads_back_to_it(string action, string field, string value)
    {
        using var visitor = new Visitor();
        var shown = await visitor.PreviewAsync(await visitor.WalkToAsync(App, 4), ("p.grant_type", "of-my-own"));

        var form = shown.Html.Form(element => element["action"] == action);
        var back = await visitor.PostAsync(App.At(action), form.Fields.Where(each => each.Key != field).Append(new(field, value)));

        Assert.Contains("of-my-own", (await visitor.GetAsync(back.Location)).Html.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("subject_token")]
    [InlineData("actor_token")]
    [InlineData("device_code")]
    [InlineData("password")]
    public async Task A_secret_that_is_added_is_covered(string name)
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);

        var shown = await visitor.PreviewAsync(four, ("add.name", name), ("add.value", "typed-CANARY-by-hand"));
        var sent = await visitor.SendAsync(shown);

        Assert.All([shown, sent], page => Assert.Contains($"{name}=", Walking.Unmarked(page.Html.Source), StringComparison.Ordinal));
        Assert.All([shown, sent], page => Assert.DoesNotContain("CANARY", page.Html.Source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_can_be_thrown_away()
    {
        using var visitor = new Visitor();
        var shown = await visitor.PreviewAsync(await visitor.WalkToAsync(App, 4), ("p.grant_type", "of-my-own"));

        var thrown = await visitor.PostAsync(shown, "discard");

        Assert.Equal(HttpStatusCode.Found, thrown.Status);
        Assert.DoesNotContain("of-my-own", (await visitor.StepAsync(App, 4)).Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_can_t_be_sent_is_kept_and_says_why_also_in_another_language()
    {
        using var visitor = new Visitor();
        var six = await visitor.WalkToAsync(App, 6);

        var refused = await visitor.PreviewAsync(six, ("p.request-target", "nowhere"));
        var again = await visitor.StepAsync(App, 6);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(refused.Html.ById("unsendable"));
        Assert.NotNull(again.Html.ById("unsendable"));
        Assert.Equal("nowhere", again.Html.Form(element => element["id"] == "send")["p.request-target"]);
    }

    [Fact]
    public async Task On_all_steps_together_stands_what_was_sent_alone()
    {
        using var visitor = new Visitor();
        await visitor.PreviewAsync(await visitor.WalkToAsync(App, 4), ("p.grant_type", "of-my-own"));

        var all = await visitor.GetAsync(App.At("/walkthrough/all"));

        Assert.DoesNotContain("of-my-own", all.Html.Source, StringComparison.Ordinal);
    }
}
