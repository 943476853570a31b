using System.Net;
using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Whoever changed the authorization request is told, where it is refused, which change that comes of, and how.</summary>
public sealed class ConsequenceTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private const string OtherChallenge = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(Dialect.V2, "p.state", "mine", 3, "state")]
    [InlineData(Dialect.V1, "p.state", "mine", 3, "state")]
    [InlineData(Dialect.V2, "drop", "0.state", 3, "state")]
    [InlineData(Dialect.V1, "drop", "0.state", 3, "state")]
    [InlineData(Dialect.V2, "p.response_mode", "fragment", 3, "response_mode")]
    [InlineData(Dialect.V2, "p.response_mode", "form_post", 3, "response_mode")]
    [InlineData(Dialect.V2, "p.response_mode", "nonsense", 3, "response_mode")]
    [InlineData(Dialect.V2, "p.response_type", "code id_token", 3, "response_type")]
    [InlineData(Dialect.V2, "drop", "0.response_type", 3, "response_type")]
    [InlineData(Dialect.V1, "p.response_type", "code", 3, "response_type")]
    [InlineData(Dialect.V2, "drop", "0.scope", 3, "scope")]
    [InlineData(Dialect.V2, "p.scope", "openid https://nobody.example/Read", 3, "scope")]
    [InlineData(Dialect.V1, "p.resource", "https://nobody.example", 3, "resource")]
    [InlineData(Dialect.V2, "drop", "0.code_challenge", 3, "code_challenge")]
    [InlineData(Dialect.V2, "p.code_challenge_method", "plain", 3, "code_challenge_method")]
    [InlineData(Dialect.V1, "drop", "0.nonce", 3, "nonce")]
    [InlineData(Dialect.V1, "p.nonce", "another", 3, "nonce")]
    [InlineData(Dialect.V2, "p.code_challenge", OtherChallenge, 4, "code_challenge")]
    [InlineData(Dialect.V1, "p.code_challenge", OtherChallenge, 4, "code_challenge")]
    [InlineData(Dialect.V2, "p.redirect_uri", "{callback}/", 4, "redirect_uri")]
    [InlineData(Dialect.V2, "p.nonce", "another", 5, "nonce")]
    [InlineData(Dialect.V2, "drop", "0.nonce", 5, "nonce")]
    [InlineData(Dialect.V2, "p.scope", "profile {site}/User.Read.All", 5, "scope")]
    [InlineData(Dialect.V2, "p.scope", "openid profile", 6, "scope")]
    [InlineData(Dialect.V2, "p.scope", "openid {site}/User.Read.All", 7, "scope")]
    public async Task The_step_that_is_refused_names_the_change_of_step_2(
        Dialect dialect,
        string field,
        string value,
        int step,
        string name
    )
    {
        using var visitor = new Visitor();
        value = value
            .Replace("{site}", sandbox.Tenant.SharePointUrl.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
            .Replace("{callback}", App.Callback.AbsoluteUri, StringComparison.Ordinal);

        var page = await WalkToAsync(visitor, dialect, step, SigningIn.Adele, (field, value), ("add.name", "foo"), ("add.value", "bar"));

        var named = Assert.Single(page.Html.Elements, element => element["data-consequence"] == name);
        Assert.StartsWith("step 2", named.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains($"{name} {(field == "drop" ? "left out" : "changed")}. ", named.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            page.Html.Elements,
            element => element["data-consequence"] is "client_id" or "state" or "foo" && element["data-consequence"] != name
        );
    }

    [Theory]
    [InlineData(3, "conditional-access@contoso.example", "add.name", "prompt", "add.value", "login")]
    [InlineData(3, "conditional-access@contoso.example", "p.scope", "openid {site}/User.Read.All", "add.name", "")]
    public async Task What_has_another_cause_is_not_put_down_to_a_change(int step, string person, params string[] change)
    {
        using var visitor = new Visitor();
        var changes = change
            .Chunk(2)
            .Select(each =>
                (
                    each[0],
                    (string?)each[1].Replace("{site}", sandbox.Tenant.SharePointUrl.AbsoluteUri.TrimEnd('/'), StringComparison.Ordinal)
                )
            )
            .ToArray();

        var page = await WalkToAsync(visitor, Dialect.V2, step, person, changes);

        Assert.DoesNotContain(page.Html.Elements, element => element["data-consequence"] is not null);
    }

    [Fact]
    public async Task Nor_is_that_SharePoint_is_busy()
    {
        using var visitor = new Visitor();
        var scope = $"openid profile {sandbox.Tenant.SharePointUrl.AbsoluteUri.TrimEnd('/')}/User.Read.All";

        var page = await WalkToAsync(visitor, Dialect.V2, 6, "throttled@contoso.example", ("p.scope", scope));

        Assert.StartsWith("HTTP/1.1 429 ", page.Wire("profile", "response"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Html.Elements, element => element["data-consequence"] is not null);
    }

    [Theory]
    [InlineData(4, "p.code_challenge", OtherChallenge, "p.code_verifier", OtherChallenge + "y", "token", "HTTP/1.1 400 ")]
    [InlineData(6, "p.scope", "openid profile", "p.Authorization", "Bearer mine", "profile", "HTTP/1.1 401 ")]
    public async Task Nor_is_a_message_that_was_itself_changed(
        int step,
        string field,
        string value,
        string own,
        string typed,
        string exchange,
        string answer
    )
    {
        using var visitor = new Visitor();
        await WalkToAsync(visitor, Dialect.V2, step - 1, SigningIn.Adele, (field, value));

        var page = await visitor.SendAsync(await visitor.StepAsync(App, step), (own, typed));

        Assert.StartsWith(answer, page.Wire(exchange, "response"), StringComparison.Ordinal);
        Assert.DoesNotContain(page.Html.Elements, element => element["data-consequence"] is not null);
    }

    [Theory]
    [InlineData(Dialect.V2, "id_token", 5, "openid offline_access email")]
    [InlineData(Dialect.V2, "refresh_token", 7, "openid offline_access email")]
    [InlineData(Dialect.V1, "refresh_token", 7, "openid email")]
    public async Task Nor_is_what_the_provider_left_out_although_it_was_asked_for(Dialect dialect, string member, int step, string scope)
    {
        await using var scene = await Scene.StartAsync(new Lies { Tokens = answer => answer.Remove(member) });
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(scene.App, dialect));
        var asked = await visitor.PostAsync(await visitor.StepAsync(scene.App, 2), "send", ("p.scope", scope));
        (await scene.BringAsync(visitor, scene.Provider.Answer(asked))).ShouldRedirectTo(scene.App.At("/walkthrough/3"));
        foreach (var each in new[] { 4, 6 }.Where(each => each < step))
            await visitor.SendAsync(await visitor.StepAsync(scene.App, each));

        var page = await visitor.StepAsync(scene.App, step);

        Assert.NotNull(page.Html.ById(step == 5 ? "step-failed" : "not-reached"));
        Assert.DoesNotContain(page.Html.Elements, element => element["data-consequence"] is not null);
    }

    [Theory]
    [InlineData("p.nonce", "another", 5, "This comes of your own change:")]
    [InlineData("p.scope", "openid https://nobody.example/Read", 3, "What you changed may be why:")]
    [InlineData("p.scope", "openid profile", 6, "What you changed may be why:")]
    public async Task What_may_have_another_cause_is_not_said_for_certain(string field, string value, int step, string said)
    {
        using var visitor = new Visitor();

        var page = await WalkToAsync(visitor, Dialect.V2, step, SigningIn.Adele, (field, value));

        Assert.StartsWith(said, page.Html.Elements.Single(element => element["class"] == "consequences").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("drop", "0.client_id")]
    [InlineData("p.client_id", "")]
    public async Task A_client_that_is_not_named_is_not_called_unknown(string field, string value)
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));

        await visitor.PostAsync(await visitor.StepAsync(App, 2), "send", (field, value));

        var waiting = (await visitor.StepAsync(App, 2)).Html.TextOf("waiting");
        Assert.Contains("You left client_id out", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("AADSTS700016", waiting, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_nobody_knows_is_explained_where_the_browser_is_waited_for()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));

        await visitor.PostAsync(await visitor.StepAsync(App, 2), "send", ("p.client_id", "11111111-2222-3333-4444-555555555555"));

        Assert.Contains("AADSTS700016", (await visitor.StepAsync(App, 2)).Html.TextOf("waiting"), StringComparison.Ordinal);
    }

    /// <summary>Sends step 2 with a change, and everything after it until a step, as far as it goes.</summary>
    private async Task<Hop> WalkToAsync(Visitor visitor, Dialect dialect, int step, string person, params (string, string?)[] changes)
    {
        await visitor.SendAsync(await visitor.BeginWalkAsync(App, dialect));
        var asked = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send", changes);
        Assert.Equal(HttpStatusCode.Found, asked.Status);
        var answer = await visitor.GetAsync(asked.Location);
        if (answer.Html.Elements.Any(element => element["name"] == "user")) // else it is refused before anybody is asked
            answer = await visitor.AnswerAsync(asked, person);
        (await visitor.ReturnAsync(answer)).ShouldRedirectTo(App.At("/walkthrough/3"));
        foreach (var each in new[] { 4, 6 }.Where(each => each <= step))
            if ((await visitor.StepAsync(App, each)) is var open && open.Html.ById("send") is not null)
                await visitor.SendAsync(open);
        return await visitor.StepAsync(App, step);
    }
}
