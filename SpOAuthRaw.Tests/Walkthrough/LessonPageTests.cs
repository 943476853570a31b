using System.Net;
using System.Text.RegularExpressions;
using SpOAuthRaw.Pages;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>What the pages of the walkthrough say beside the messages.</summary>
public sealed partial class LessonPageTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("en")]
    [InlineData("fr")]
    public async Task Every_check_says_what_it_is_for_and_whose_rule_it_is(string language)
    {
        using var visitor = new Visitor();
        await visitor.PostAsync(App.At("/language"), [KeyValuePair.Create("language", language)]);
        await visitor.SignInAsync(App, Dialect.V1);

        var checks = (await visitor.StepAsync(App, 5)).Html.Elements.Where(element => element["data-check"] is not null).ToArray();

        Assert.Equal(16, checks.Length);
        Assert.All(
            checks,
            check =>
            {
                var parts = new Html(check.Inner).Elements.ToArray();
                Assert.InRange(parts.Single(part => part["class"] == "for").Text.Length, 25, 250);
                Assert.StartsWith("https://", parts.Single(part => part.Name == "a")["href"], StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [InlineData("en", "Without it:")]
    [InlineData("fr", "En son absence\u00a0:")]
    public async Task Every_name_says_what_goes_wrong_without_it(string language, string label)
    {
        using var visitor = new Visitor();
        await visitor.PostAsync(App.At("/language"), [KeyValuePair.Create("language", language)]);
        await visitor.SignInAsync(App, Dialect.V1);

        foreach (var step in Lesson.Steps)
        {
            var rows = (await visitor.StepAsync(App, step.Number))
                .Html.Elements.Where(element => element["data-term"] is not null)
                .ToArray();

            Assert.NotEmpty(rows);
            Assert.All(
                rows,
                row =>
                {
                    var without = new Html(row.Inner).Elements.Single(element => element["data-without"] is not null);
                    Assert.Equal(row["data-explains"], without["data-without"]);
                    Assert.StartsWith($"{label} ", without.Text, StringComparison.Ordinal);
                    Assert.InRange(without.Text.Length - label.Length, 40, 300);
                }
            );
        }
    }

    [Theory]
    [InlineData("en", "An attacker")]
    [InlineData("fr", "Un attaquant")]
    public async Task Every_step_says_what_an_attacker_could_have_done_in_2016(string language, string label)
    {
        using var visitor = new Visitor();
        await visitor.PostAsync(App.At("/language"), [KeyValuePair.Create("language", language)]);
        await visitor.SignInAsync(App, Dialect.V1);

        var attacks = new List<string>();
        foreach (var step in Lesson.Steps)
        {
            var lesson = new Html((await visitor.StepAsync(App, step.Number)).Html.Elements.Single(IsThenAndNow).Inner).Elements.ToArray();
            Assert.Equal(["2016", label], lesson.Where(element => element.Name == "dt").Select(term => term.Text).Take(2));
            attacks.Add(lesson.Single(element => element["data-attack"] == $"{step.Number}").Text);
        }

        Assert.All(attacks, attack => Assert.InRange(attack.Length, 150, 450));
        Assert.Equal(attacks.Distinct(), attacks);
        var onOnePage = (await visitor.GetAsync(App.At("/walkthrough/all"))).ShouldBeAPage().Html.Elements;
        Assert.Equal(attacks, onOnePage.Where(element => element["data-attack"] is not null).Select(element => element.Text));

        static bool IsThenAndNow(Element element) => element["class"]?.EndsWith("then-now", StringComparison.Ordinal) == true;
    }

    [Fact]
    public async Task The_key_that_signed_is_shown_and_is_the_one_that_the_token_names()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var page = (await visitor.StepAsync(App, 5)).Html;

        var kid = KeyId().Match(page.TextOf("token-header")).Groups[1].Value;
        Assert.Equal(kid, KeyId().Match(page.TextOf("signing-key")).Groups[1].Value);
    }

    [Fact]
    public async Task The_profile_is_a_card_beside_its_raw_form()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var page = await visitor.StepAsync(App, 6);

        Assert.Equal("Adele Vance", page.Html.TextOf("profile-name"));
        Assert.Contains("\"DisplayName\":\"Adele Vance\"", page.Wire("profile", "response"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task All_eight_steps_stand_on_one_page_and_no_id_twice(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App, dialect);

        var page = (await visitor.GetAsync(App.At("/walkthrough/all"))).ShouldBeAPage().Html;

        var ids = page.Elements.Select(element => element["id"]).OfType<string>().ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Enumerable.Range(1, 8), step => Assert.Contains($"step-{step}", ids));
        Assert.Equal(
            ["metadata", "keys", "sent-off", "authorize", "callback", "token", "profile", "refresh", "logout"],
            page.Elements.Select(element => element["data-exchange"]).OfType<string>()
        );
        Assert.DoesNotContain(page.Elements, element => element["name"] is "send" or "preview");
    }

    [Theory]
    [InlineData("1", 2)]
    [InlineData("4", 2)]
    [InlineData("8", 2)]
    [InlineData("all", 2)]
    public async Task Without_a_sign_in_there_is_the_drawing_without_values_and_what_was_otherwise_in_2016(string step, int lit)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);

        var page = (await visitor.GetAsync(App.At($"/walkthrough/{step}"))).ShouldBeAPage().Html;

        Assert.NotNull(page.ById("no-run"));
        var arrows = ArrowsOn(page);
        Assert.Equal(15, arrows.Length);
        Assert.All(arrows, arrow => Assert.Contains("seq-later", arrow["class"], StringComparison.Ordinal));
        Assert.DoesNotContain(arrows, arrow => arrow.Text.Contains('='));
        Assert.Equal(lit, arrows.Count(arrow => arrow["class"]!.Contains("seq-now", StringComparison.Ordinal)));
        Assert.Equal(step == "all" ? 8 : 1, page.Elements.Count(element => element["class"] == "card then-now"));
        Assert.DoesNotContain(page.Elements, element => element["data-explains"] is not null);
    }

    [Fact]
    public async Task With_fewer_words_the_drawing_keeps_to_its_step()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);
        await visitor.PostAsync(App.At("/explain"), [KeyValuePair.Create("explain", "less")]);

        var page = (await visitor.StepAsync(App, 4)).Html;

        Assert.Equal(["/walkthrough/4", "/walkthrough/4"], ArrowsOn(page).Select(arrow => arrow["href"]));
        var all = (await visitor.GetAsync(App.At("/walkthrough/all"))).ShouldBeAPage().Html;
        Assert.Equal(15, ArrowsOn(all).Length);
    }

    [Fact]
    public async Task The_header_that_a_call_is_about_is_explained_in_sight_and_HTTPs_many_behind_a_click()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var page = (await visitor.StepAsync(App, 6)).Html;

        var behind = new Html(page.Elements.Single(element => element["class"] == "headers").Inner).Elements.Select(each =>
            each["data-explains"]
        );
        Assert.DoesNotContain("Authorization", behind);
        Assert.Contains("Content-Type", behind);
        Assert.Equal("Authorization", page.ById("Authorization")!["data-explains"]);
    }

    private static Element[] ArrowsOn(Html page) =>
        [
            .. new Html(page.Elements.First(element => element.Name == "svg").Inner).Elements.Where(element =>
                element["class"]?.Contains("seq-later", StringComparison.Ordinal) == true
                || element["class"]?.Contains("seq-past", StringComparison.Ordinal) == true
            ),
        ];

    [Fact]
    public async Task Without_a_sign_in_the_one_page_says_how_to_begin()
    {
        using var visitor = new Visitor();

        Assert.NotNull((await visitor.GetAsync(App.At("/walkthrough/all"))).ShouldBeAPage().Html.ById("no-run"));
    }

    [Fact]
    public async Task Fewer_words_leave_the_messages()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);
        var more = await visitor.StepAsync(App, 4);

        await visitor.PostAsync(App.At("/explain"), [KeyValuePair.Create("explain", "less")]);
        var less = await visitor.StepAsync(App, 4);
        await visitor.PostAsync(App.At("/explain"), [KeyValuePair.Create("explain", "more")]);

        Assert.Contains("data-explains", more.Html.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("data-explains", less.Html.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("data-source", less.Html.Source, StringComparison.Ordinal);
        Assert.Equal(more.Wire("token", "response"), less.Wire("token", "response"));
        Assert.Contains("data-explains", (await visitor.StepAsync(App, 4)).Html.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://evil.example/", "less")]
    [InlineData("//evil.example/", "less")]
    public async Task The_switch_for_fewer_words_leads_nowhere_else(string returnUrl, string explain)
    {
        using var visitor = new Visitor();

        var switched = await visitor.PostAsync(
            App.At("/explain"),
            [KeyValuePair.Create("explain", explain), KeyValuePair.Create("returnUrl", returnUrl)]
        );

        switched.ShouldRedirectTo(App.Origin);
    }

    [Fact]
    public async Task The_switch_for_fewer_words_takes_nothing_else()
    {
        using var visitor = new Visitor();

        var refused = await visitor.PostAsync(App.At("/explain"), [KeyValuePair.Create("explain", "nothing")]);

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
    }

    [Theory]
    [InlineData("RFC 6749 §4.1.2", "https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2")]
    [InlineData("OIDC Core §3.1.3.7 (11)", "https://openid.net/specs/openid-connect-core-1_0.html#rfc.section.3.1.3.7")]
    [InlineData("Form Post Response Mode §2", "https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html#rfc.section.2")]
    [InlineData("Discovery §4.3", "https://openid.net/specs/openid-connect-discovery-1_0.html#rfc.section.4.3")]
    [InlineData("README.md", null)]
    public void A_rule_is_a_link_to_its_section(string rule, string? address) =>
        Assert.Equal(address, SpecificationLink.Of(rule)?.AbsoluteUri);

    [Fact]
    public void Coloured_code_is_the_code_to_the_letter() =>
        Assert.All(
            SourceExcerpt.Files,
            path => Assert.Equal(SourceExcerpt.File(path), Walking.Unmarked(Coloured(SourceExcerpt.File(path)!)))
        );

    [Theory]
    [InlineData(2, "state", "nonce", "code_challenge")]
    [InlineData(4, "code", "code_verifier", "client_secret", "id_token", "access_token", "refresh_token")]
    [InlineData(6, "access_token")]
    public async Task The_values_on_a_page_are_listed_with_the_way_each_one_goes(int step, params string[] names)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var rows = new Html((await visitor.StepAsync(App, step)).Html.ById("values")!.Inner).Elements.Where(element =>
            element.Name == "li"
        );

        Assert.Equal(names.Order(), rows.Select(row => row["data-v"]!).Order());
        Assert.All(rows, row => Assert.InRange(row.Text.Length, 40, 200));
    }

    [Theory]
    [InlineData("max_age")]
    [InlineData("request_uri")]
    [InlineData("client_assertion")]
    [InlineData("username")]
    [InlineData("actor_token")]
    public async Task A_standard_parameter_that_somebody_adds_is_explained(string name)
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);

        var shown = await visitor.PreviewAsync(four, ("add.name", name), ("add.value", "1"));

        Assert.Null(shown.Html.ById("unexplained"));
        Assert.Contains(shown.Html.Elements, element => element["data-explains"] == name && element["data-term"] == "Parameter");
    }

    [Fact]
    public async Task A_name_that_the_catalogue_does_not_know_is_named_as_such()
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);

        var shown = await visitor.PreviewAsync(four, ("add.name", "frobnicate"), ("add.value", "1"));

        Assert.Contains("frobnicate", shown.Html.TextOf("unexplained"), StringComparison.Ordinal);
        Assert.Null(four.Html.ById("unexplained"));
    }

    private static string Coloured(string source)
    {
        using var writer = new StringWriter();
        SourceHtml.Of(source).WriteTo(writer, System.Text.Encodings.Web.HtmlEncoder.Default);
        return writer.ToString();
    }

    [GeneratedRegex("\"kid\": \"([^\"]+)\"")]
    private static partial Regex KeyId();
}
