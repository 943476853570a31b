using System.Net;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Messages that were changed before they were sent: what leaves, what comes back, and what the pages say of it.</summary>
public sealed class EditedRequestTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Fact]
    public async Task The_token_request_leaves_as_it_was_changed_and_the_answer_is_explained()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var four = await visitor.WalkToAsync(App, 4);

        var sent = await visitor.SendAsync(
            four,
            ("p.code_verifier", new string('x', 43)),
            ("twice", "0.client_id"),
            ("drop", "0.redirect_uri"),
            ("add.name", "claims"),
            ("add.value", "a b&c=d")
        );

        var body = sent.Wire("token").Split("\n\n")[1];
        Assert.StartsWith("client_id=", body, StringComparison.Ordinal);
        Assert.Equal(2, body.Split('&').Count(field => field.StartsWith("client_id=", StringComparison.Ordinal)));
        Assert.Contains("&code_verifier=" + new string('x', 43), body, StringComparison.Ordinal);
        Assert.DoesNotContain("redirect_uri", body, StringComparison.Ordinal);
        Assert.EndsWith("&claims=a%20b%26c%3Dd", body, StringComparison.Ordinal);
        Assert.True(sent.Exchange("token").Attributes.ContainsKey("data-edited"));
        Assert.Equal(
            ["added claims", "changed code_verifier", "doubled client_id", "dropped redirect_uri"],
            EditsOn(sent, "token").Order(StringComparer.Ordinal)
        );
        Assert.StartsWith("HTTP/1.1 400 ", sent.Wire("token", "response"), StringComparison.Ordinal);
        Assert.NotNull(sent.Html.ById("step-failed"));
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task After_a_refusal_the_right_request_can_still_be_sent_and_the_refused_one_stays_in_view()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var refused = await visitor.SendAsync(await visitor.WalkToAsync(App, 4), ("p.client_secret", "wrong-on-purpose"));

        var accepted = await visitor.SendAsync(refused);

        Assert.StartsWith("HTTP/1.1 200 ", accepted.Wire("token", "response"), StringComparison.Ordinal);
        Assert.False(accepted.Exchange("token").Attributes.ContainsKey("data-edited"));
        Assert.True(accepted.Exchange("try-4-1").Attributes.ContainsKey("data-edited"));
        Assert.Contains("client_secret=wrong-on-purpose", accepted.Wire("try-4-1"), StringComparison.Ordinal);
        Assert.Contains("AADSTS7000215", accepted.Wire("try-4-1", "response"), StringComparison.Ordinal);
        await visitor.SendAsync(await visitor.StepAsync(App, 6));
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task A_sign_in_goes_on_with_its_first_good_answer_whatever_is_sent_later()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var six = await visitor.WalkToAsync(App, 6);
        var token = FieldOf(six, "Authorization");

        var again = await visitor.SendAsync(await visitor.StepAsync(App, 4)); // the code has been used

        Assert.StartsWith("HTTP/1.1 200 ", again.Wire("token", "response"), StringComparison.Ordinal);
        Assert.Contains("invalid_grant", again.Wire("try-4-1", "response"), StringComparison.Ordinal);
        Assert.Equal(token, FieldOf(await visitor.StepAsync(App, 6), "Authorization"));
    }

    [Theory]
    [InlineData(Dialect.V2, "p.state", "mine", "state")]
    [InlineData(Dialect.V1, "p.state", "mine", "state")]
    [InlineData(Dialect.V2, "drop", "0.state", "state")]
    [InlineData(Dialect.V1, "drop", "0.state", "state")]
    public async Task A_changed_authorization_request_is_answered_and_judged_by_what_was_meant(
        Dialect dialect,
        string field,
        string value,
        string failed
    )
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App, dialect));

        var back = await visitor.AskAsync(await visitor.StepAsync(App, 2), (field, value));

        back.ShouldRedirectTo(App.At("/walkthrough/3"));
        var page = await visitor.StepAsync(App, 3);
        Assert.Contains($"data-check=\"{failed}\" data-result=\"failed\"", page.Html.Source, StringComparison.Ordinal);
        Assert.NotNull(page.Html.ById("edited"));
        Assert.DoesNotContain("data-exchange", (await visitor.StepAsync(App, 4)).Html.Source, StringComparison.Ordinal);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task A_changed_nonce_is_found_out_by_the_fifth_step_and_nobody_is_signed_in()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        await visitor.AskAsync(await visitor.StepAsync(App, 2), ("p.nonce", "another"));
        await visitor.SendAsync(await visitor.StepAsync(App, 4));

        var five = await visitor.StepAsync(App, 5);

        Assert.Contains("data-check=\"nonce\" data-result=\"failed\"", five.Html.Source, StringComparison.Ordinal);
        Assert.Contains("data-edit=\"changed\"", five.Html.ById("edited")!.Inner, StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await visitor.StepAsync(App, 6)).Html.Elements,
            element => element["data-exchange"] is not null || element["id"] == "send"
        );
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Asking_again_makes_new_values_and_keeps_the_changes()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        var first = await visitor.StepAsync(App, 2);
        await visitor.AskAsync(first, ("p.state", "mine"));

        var again = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send", ("p.scope", "openid"));

        Assert.Equal("openid", QueryOf(again.Location, "scope"));
        foreach (var name in new[] { "state", "nonce", "code_challenge" })
        {
            var (before, after) = (FieldOf(first, name), QueryOf(again.Location, name));
            Assert.NotEqual(before, after);
            Assert.Equal(43, after.Length);
        }

        (await visitor.ReturnAsync(await visitor.AnswerAsync(again))).ShouldRedirectTo(App.At("/walkthrough/3"));
        Assert.Null((await visitor.StepAsync(App, 3)).Html.ById("step-failed"));
    }

    [Theory]
    [InlineData("drop", "0.Authorization", "HTTP/1.1 401 ")]
    [InlineData("p.Authorization", "Bearer nonsense", "HTTP/1.1 401 ")]
    [InlineData("p.request-target", "/_api/nothing", "HTTP/1.1 404 ")]
    public async Task SharePoints_true_answer_to_a_changed_question_is_shown(string field, string value, string status)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var six = await visitor.WalkToAsync(App, 6);

        var sent = await visitor.SendAsync(six, (field, value));

        Assert.StartsWith(status, sent.Wire("profile", "response"), StringComparison.Ordinal);
        Assert.True(sent.Exchange("profile").Attributes.ContainsKey("data-edited"));
    }

    [Theory]
    [InlineData("p.request-target", "@evil.example/x")]
    [InlineData("p.request-target", "http://evil.example/")]
    [InlineData("p.request-target", ".evil.example/")]
    [InlineData("p.request-target", "")]
    [InlineData("p.Host", "evil.example")]
    [InlineData("p.Content-Length", "5")]
    [InlineData("p.Content-Type", "text/plain")]
    [InlineData("p.Transfer-Encoding", "chunked")]
    [InlineData("p.Accept", "a\r\nX-Smuggled: 1")]
    [InlineData("p.Accept", "é")]
    [InlineData("p.b a d", "1")]
    public async Task What_would_leave_for_elsewhere_or_break_out_of_its_line_is_not_sent_and_that_is_said(string field, string value)
    {
        using var visitor = new Visitor();
        var six = await visitor.WalkToAsync(App, 6);

        var refused = await visitor.PostAsync(six, "send", (field, value));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(refused.Html.ById("unsendable"));
        await visitor.PostAsync(refused, "discard");
        Assert.Equal("pending", (await visitor.StepAsync(App, 6)).Exchange("profile")["data-state"]);
    }

    [Theory]
    [InlineData("//evil.example/x")]
    [InlineData("/\\evil.example/x")]
    [InlineData("/..//evil.example")]
    [InlineData("/x HTTP/1.1\r\nHost: evil.example\r\n\r\n")]
    public async Task A_target_that_looks_like_an_address_stays_on_the_configured_SharePoint(string target)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var six = await visitor.WalkToAsync(App, 6);

        var shown = await visitor.PreviewAsync(six, ("p.request-target", target));

        Assert.Contains($"\nHost: {sandbox.Tenant.SharePointUrl.Authority}\n", shown.Wire("profile"), StringComparison.Ordinal);
        Assert.DoesNotContain("Host: evil.example", shown.Wire("profile"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_message_can_be_looked_at_without_sending_it()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var four = await visitor.WalkToAsync(App, 4);

        var shown = await visitor.PreviewAsync(four, ("p.code_verifier", "short"), ("drop", "0.client_secret"));

        Assert.Equal(HttpStatusCode.OK, shown.Status);
        Assert.Equal("pending", shown.Exchange("token")["data-state"]);
        Assert.EndsWith("&code_verifier=short", shown.Wire("token"), StringComparison.Ordinal);
        var sent = await visitor.SendAsync(shown);
        Assert.Equal(shown.Wire("token"), sent.Wire("token"));
    }

    [Fact]
    public async Task Covered_values_are_in_no_form_and_are_sent_as_they_were()
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);
        var form = four.Html.Form(element => element["id"] == "send");

        var sent = await visitor.SendAsync(four, ("p.grant_type", "authorization_code"));

        Assert.Equal("", form["p.client_secret"]);
        Assert.Equal("", form["p.code"]);
        Assert.StartsWith("HTTP/1.1 200 ", sent.Wire("token", "response"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_that_somebody_typed_are_covered_too()
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);

        var shown = await visitor.PreviewAsync(four, ("p.client_secret", "typed-by-hand+/="));
        var sent = await visitor.SendAsync(four, ("p.client_secret", "typed-by-hand+/="));
        var again = await visitor.SendAsync(sent, ("p.code_verifier", "typed-by-hand-too-and-long"));

        Assert.All(
            [shown, sent, again],
            page => Assert.DoesNotContain("typed-by-hand", page.Html.Source, StringComparison.OrdinalIgnoreCase)
        );
    }

    [Fact]
    public async Task A_form_that_is_too_long_is_refused_with_a_reason()
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);

        var refused = await visitor.PostAsync(four, "send", ("p.code", new string('x', 20_000)));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(refused.Html.ById("unsendable"));
    }

    [Fact]
    public async Task Markup_in_a_field_is_text_on_every_page()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var four = await visitor.WalkToAsync(App, 4);
        (string, string?)[] hostile = [("add.name", "\"><script>alert(1)</script>"), ("add.value", "'\"><img src=x onerror=alert(1)>")];

        Hop[] pages = [await visitor.PreviewAsync(four, hostile), await visitor.SendAsync(four, hostile), await visitor.StepAsync(App, 5)];

        Assert.All(pages, page => Assert.DoesNotContain("<script>alert", page.Html.Source, StringComparison.Ordinal));
        Assert.All(pages, page => Assert.DoesNotContain("<img src=x", page.Html.Source, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_changed_question_to_SharePoint_does_not_decide_whose_name_stands_on_the_home_page()
    {
        using var other = new Visitor();
        using var visitor = new Visitor();
        var token = (await other.SignInAsync(App, person: "zoe@contoso.example")).Html.TextOf("access-token");
        var six = await visitor.WalkToAsync(App, 6);

        await visitor.SendAsync(six, ("p.Authorization", $"Bearer {token}"));

        var title = (await visitor.ShouldBeSignedInAsync(App)).Html.ById("user-title")!;
        Assert.Equal(("Adele Vance", "id_token"), (title.Text, title["data-from"]));
    }

    [Fact]
    public async Task A_changed_refresh_leaves_the_session_its_access_token_and_brings_it_the_new_refresh_token()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var seven = await visitor.WalkToAsync(App, 7);
        var before = (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token");

        var changed = await visitor.SendAsync(seven, ("p.scope", "openid"));
        var after = (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token");
        var again = await visitor.SendAsync(changed);

        Assert.StartsWith("HTTP/1.1 200 ", changed.Wire("refresh", "response"), StringComparison.Ordinal);
        Assert.Equal(before, after);
        Assert.StartsWith("HTTP/1.1 200 ", again.Wire("refresh", "response"), StringComparison.Ordinal);
        Assert.NotEqual(before, (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token"));
    }

    [Theory]
    [InlineData(6, "Cookie", "FedAuth=typed-by-hand")]
    [InlineData(4, "Client_Secret", "typed-by-hand")]
    [InlineData(4, "password", "typed-by-hand")]
    [InlineData(4, "id_token_hint", "typed-by-hand")]
    public async Task Secrets_under_other_names_are_covered_too(int step, string name, string value)
    {
        using var visitor = new Visitor();
        var page = await visitor.WalkToAsync(App, step);

        var shown = await visitor.PreviewAsync(page, ("add.name", name), ("add.value", value));
        var sent = await visitor.SendAsync(page, ("add.name", name), ("add.value", value));

        Assert.Contains("data-masked", shown.Html.Source, StringComparison.Ordinal);
        Assert.All([shown, sent], each => Assert.DoesNotContain("typed-by-hand", each.Html.Source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("har")]
    [InlineData("http")]
    [InlineData("sh")]
    [InlineData("md")]
    public async Task A_file_that_is_taken_along_says_which_message_was_changed(string extension)
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.WalkToAsync(App, 4), ("add.name", "foo"), ("add.value", "bar"));

        var file = (await visitor.GetAsync(App.At($"/walkthrough/run.{extension}"))).Html.Source;

        Assert.Contains("token-edited", file, StringComparison.Ordinal);
        Assert.DoesNotContain("metadata-edited", file, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/walkthrough/4")]
    [InlineData("/walkthrough/8?handler=forget")]
    [InlineData("/secrets")]
    [InlineData("/explain")]
    public async Task A_form_that_cannot_be_read_is_refused_and_nothing_breaks(string path)
    {
        using var visitor = new Visitor();
        await visitor.WalkToAsync(App, 4);
        var content = new StringContent("no form at all");
        content.Headers.ContentType = new("multipart/form-data") { Parameters = { new("boundary", "x") } };

        var refused = await visitor.SendAsync(new HttpRequestMessage(HttpMethod.Post, App.At(path)) { Content = content });

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("pending", (await visitor.StepAsync(App, 4)).Exchange("token")["data-state"]);
    }

    private static IEnumerable<string> EditsOn(Hop page, string exchange) =>
        new Html(page.Exchange(exchange).Inner)
            .Elements.Where(element => element["data-edit"] is not null)
            .Select(element => $"{element["data-edit"]} {new Html(element.Inner).Elements.First(inner => inner.Name == "code").Text}");

    private static string FieldOf(Hop page, string name) => page.Html.Form(element => element["id"] == "send")[$"p.{name}"];

    private static string QueryOf(Uri address, string name) =>
        Uri.UnescapeDataString(
            address.Query.TrimStart('?').Split('&').Single(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))[
                (name.Length + 1)..
            ]
        );
}
