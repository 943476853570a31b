using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The sums' pages, over real sign-ins and without one.</summary>
public sealed partial class SumPageTests(SandboxApp app) : IClassFixture<SandboxApp>
{
    public static TheoryData<string> Sums => [.. Exercise.All.Select(each => each.Name)];

    /// <summary>Each sum, each button, and the stage that breaks.</summary>
    public static TheoryData<string, string, string> Flips =>
        new()
        {
            { "pkce", "verifier", "match" },
            { "pkce", "challenge", "match" },
            { "signature", "payload", "match" },
            { "signature", "signature", "leading" },
            { "signature", "n", "leading" },
            { "c_hash", "code", "match" },
            { "c_hash", "c_hash", "match" },
            { "at_hash", "access_token", "match" },
            { "at_hash", "at_hash", "match" },
        };

    [Theory]
    [MemberData(nameof(Sums))]
    public async Task Without_a_sign_in_the_specifications_example_is_worked(string sum)
    {
        using var visitor = new Visitor();

        var page = await OpenAsync(visitor, sum);

        AssertHolds(page);
        Assert.Matches("RFC 7636|RFC 7515|OpenID Connect Core", page.TextOf("origin"));
        foreach (var (name, value) in Examples.Of(sum))
            Assert.Equal(value, WebUtility.HtmlDecode(page.ById($"field-{name}")!["value"] ?? page.TextOf($"field-{name}")));
    }

    [Theory]
    [InlineData("pkce", "verifier", "pkce", "code_verifier")]
    [InlineData("pkce", "challenge", "pkce", "code_challenge")]
    [InlineData("pkce", "computed", "pkce", "code_challenge")]
    [InlineData("signature", "payload", "token", "id_token")]
    [InlineData("c_hash", "code", "code", "code")]
    [InlineData("at_hash", "access_token", "token", "access_token")]
    public async Task A_value_that_travels_has_its_colour_in_the_sum_too(string sum, string figure, string kind, string name)
    {
        using var visitor = new Visitor();

        var shown = (await OpenAsync(visitor, sum)).Elements.First(element => element["data-figure"] == figure);

        Assert.StartsWith($"<span class=\"v v-{kind}\" data-v=\"{name}\">", shown.Inner, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hash_is_worked_out_and_travels_nowhere()
    {
        using var visitor = new Visitor();

        var shown = (await OpenAsync(visitor, "c_hash")).Elements.Where(element => element["data-figure"] is "digest" or "computed");

        Assert.All(shown, figure => Assert.DoesNotContain("data-v", figure.Inner, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Flips))]
    public async Task One_other_character_breaks_the_stage_that_it_should(string sum, string flip, string stage)
    {
        using var visitor = new Visitor();

        var page = await PostAsync(visitor, sum, ("flip", flip));

        Assert.Equal(stage, BrokenIn(page));
        Assert.Equal("breaks", page.ById("verdict")!["data-verdict"]);
        Assert.Equal("true", page.ById("opinion")!["data-agrees"]);
        var mark = Assert.Single(page.Elements, element => element.Name == "mark");
        Assert.Contains($"“{mark.Text}”", page.TextOf("change"), StringComparison.Ordinal);
        Assert.NotNull(page.ById("real"));
    }

    [Fact]
    public async Task One_other_character_in_the_header_breaks_one_of_the_first_stages()
    {
        using var visitor = new Visitor();

        var page = await PostAsync(visitor, "signature", ("flip", "header"));

        Assert.Contains(BrokenIn(page), (string[])["header", "alg", "kid", "match"]);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task The_values_of_pkce_are_those_that_were_sent(Dialect dialect)
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(app.App, dialect);
        await visitor.ReturnAsync(await visitor.AnswerAsync(begun));
        await ShowSecretsAsync(visitor);

        var page = await OpenAsync(visitor, "pkce");

        AssertHolds(page);
        Assert.Equal(begun.Query["code_challenge"], FigureIn(page, "challenge"));
        Assert.Equal(begun.Query["code_challenge"], FigureIn(page, "challenge.computed"));
        var request = Text((await visitor.GetAsync(app.App.At("/walkthrough/4"))).Html.Source);
        Assert.Contains($"code_verifier={FigureIn(page, "verifier")}&", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dialect.V2, 5)]
    [InlineData(Dialect.V1, 3)]
    public async Task The_signature_of_a_real_token_holds_number_by_number(Dialect dialect, int step)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(app.App, dialect);
        await ShowSecretsAsync(visitor);

        var page = await OpenAsync(visitor, "signature", step);

        AssertHolds(page);
        Assert.Equal(FigureIn(page, "em.expected"), FigureIn(page, "em.found"));
        // Step 3 has the token that came through the browser, step 4's answer the other.
        var token = $"{FigureIn(page, "header")}.{FigureIn(page, "payload")}.{FigureIn(page, "signature")}";
        var wire = Text((await visitor.GetAsync(app.App.At($"/walkthrough/{(step == 3 ? 3 : 4)}"))).Html.Source);
        Assert.Contains(token, wire, StringComparison.Ordinal);
        var keys = Text((await visitor.GetAsync(app.App.At("/walkthrough/1"))).Html.Source);
        Assert.Contains($"\"{FigureIn(page, "n")}\"", keys, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_of_the_2016_way_has_its_c_hash()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(app.App, Dialect.V1));
        await visitor.ReturnAsync(answer);
        await ShowSecretsAsync(visitor);

        var page = await OpenAsync(visitor, "c_hash", 3);

        AssertHolds(page);
        Assert.Equal(answer.Html.Form(form => form["id"] == "response")["code"], FigureIn(page, "code"));
        Assert.StartsWith("These are the values of your sign-in", page.TextOf("origin"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Flips))]
    public async Task A_real_sign_ins_values_break_likewise(string sum, string flip, string stage)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(app.App, Dialect.V1);

        var page = await PostAsync(visitor, sum, ("flip", flip), ("step", sum == "at_hash" ? "5" : "3"));

        Assert.Equal(stage, BrokenIn(page));
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Hidden_secrets_are_nowhere_in_the_pages(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(app.App, dialect);
        var secrets = await SecretsAsync(visitor); // shows them, reads them off the pages, hides them again

        foreach (var exercise in Exercise.All)
        foreach (var step in (int[])[2, 3, 4, 5])
        {
            var pages = new List<Html> { await OpenAsync(visitor, exercise.Name, step) };
            foreach (var part in exercise.Parts)
                pages.Add(await PostAsync(visitor, exercise.Name, ("flip", part.Name), ("step", $"{step}")));
            Assert.All(
                pages,
                page => Assert.DoesNotContain(secrets, secret => Text(page.Source).Contains(secret, StringComparison.Ordinal))
            );
        }

        var pkce = await OpenAsync(visitor, "pkce");
        AssertHolds(pkce);
        Assert.Contains("data-masked", pkce.Source, StringComparison.Ordinal);
        Assert.NotNull(pkce.ById("why-empty"));
        Assert.Equal("", pkce.ById("field-code_verifier")!["value"] ?? "");
        var step2 = (await visitor.GetAsync(app.App.At("/walkthrough/2"))).Html;
        Assert.Contains("data-stage=\"match\" data-result=\"passed\"", step2.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(secrets, secret => Text(step2.Source).Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_somebody_types_is_worked_with_the_real_values_of_the_rest_and_forgotten()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(app.App);

        var page = await PostAsync(visitor, "pkce", ("code_verifier", Examples.Of("pkce")["code_verifier"]));
        var after = await OpenAsync(visitor, "pkce");

        Assert.Equal("match", BrokenIn(page));
        Assert.Equal(Examples.Of("pkce")["code_challenge"], FigureIn(page, "challenge.computed")); // typed: no secret of ours
        AssertHolds(after);
    }

    [Fact]
    public async Task Each_step_leads_to_its_sums()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(app.App, Dialect.V1);

        var links = new List<string>();
        for (var step = 1; step <= 8; step++)
            links.AddRange(
                (await visitor.GetAsync(app.App.At($"/walkthrough/{step}")))
                    .Html.Elements.Select(element => element["href"] ?? "")
                    .Where(href => href.StartsWith("/walkthrough/sum/", StringComparison.Ordinal))
            );

        string[] expected =
        [
            "/walkthrough/sum/pkce?step=2",
            "/walkthrough/sum/signature?step=3",
            "/walkthrough/sum/c_hash?step=3",
            "/walkthrough/sum/pkce?step=4",
            "/walkthrough/sum/signature?step=5",
        ];
        Assert.Equal(expected, links.Where(link => !link.EndsWith("hash?step=5", StringComparison.Ordinal)));
        foreach (var link in links)
            AssertHolds((await visitor.GetAsync(app.App.At(link))).ShouldBeAPage().Html);
    }

    [Theory]
    [InlineData("/walkthrough/sum/nothing")]
    [InlineData("/walkthrough/sum/PKCE")]
    [InlineData("/walkthrough/sum/")]
    public async Task An_unknown_sum_is_not_there(string path)
    {
        using var visitor = new Visitor();

        (await visitor.GetAsync(app.App.At(path))).ShouldBeAProblem(HttpStatusCode.NotFound);
        (await visitor.PostAsync(app.App.At(path), [new("sum", "pkce")])).ShouldBeAProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [MemberData(nameof(Sums))]
    public async Task Hostile_and_huge_values_are_worked_like_any_other(string sum)
    {
        using var visitor = new Visitor();
        string[] values =
        [
            "\ud800",
            "é<script>\"'&",
            "..",
            "a.b.c",
            new('A', 100_000),
            new('.', 100_000),
            new('{', 100_000),
            new('A', 1_000_000),
            $"{new string('A', 30_000)}.{new string('A', 30_000)}.AA",
            $$"""{"keys":[{"kty":"RSA","n":"{{new string('_', 1366)}}","e":"__________8"}]}""",
        ];

        foreach (var value in values)
        {
            var page = await PostAsync(visitor, sum, [.. Exercise.All.SelectMany(each => each.Fields).Select(each => (each.Name, value))]);
            Assert.NotNull(BrokenIn(page));
            Assert.DoesNotContain("<script>\"", page.Source, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_form_larger_than_any_is_refused_in_words()
    {
        using var visitor = new Visitor();

        var answer = await visitor.PostAsync(app.App.At("/walkthrough/sum/pkce"), [new("code_verifier", new string('a', 5_000_000))]);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.NotNull(answer.Html.ById("unread"));
        AssertHolds(answer.Html);
    }

    [Theory]
    [InlineData("text/plain", "x")]
    [InlineData("application/json", "{}")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\n")]
    [InlineData("application/x-www-form-urlencoded", "code_verifier=%00")]
    [InlineData("application/x-www-form-urlencoded", "%00=%ff&&==&flip=&step=-1&step=99999999999")]
    public async Task A_body_that_is_no_form_breaks_nothing(string type, string body)
    {
        using var visitor = new Visitor();
        var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await visitor.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, app.App.At("/walkthrough/sum/pkce")) { Content = content }
        );

        Assert.InRange((int)answer.Status, 200, 400);
        Assert.NotNull(answer.Html.ById("verdict"));
    }

    [Fact]
    public async Task Another_sites_form_is_refused()
    {
        using var visitor = new Visitor();
        var request = new HttpRequestMessage(HttpMethod.Post, app.App.At("/walkthrough/sum/pkce"))
        {
            Content = new FormUrlEncodedContent([new("flip", "verifier")]),
        };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        (await visitor.SendAsync(request)).ShouldFail("antiforgery");
    }

    [Fact]
    public async Task Another_browser_sees_nothing_of_a_sign_in()
    {
        using var visitor = new Visitor();
        using var stranger = new Visitor();
        await visitor.SignInAsync(app.App);

        var page = await OpenAsync(stranger, "signature");

        Assert.Contains("RFC 7515", page.TextOf("origin"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_pages_set_no_cookie_and_link_to_the_code_that_works_them()
    {
        using var visitor = new Visitor();

        foreach (var exercise in Exercise.All)
        {
            var page = await visitor.GetAsync(app.App.At($"/walkthrough/sum/{exercise.Name}"));
            Assert.Empty(page.SetCookies);
            var sources = page
                .Html.Elements.Select(element => element["href"] ?? "")
                .Where(href => href.StartsWith("/source/", StringComparison.Ordinal));
            Assert.NotEmpty(sources);
            foreach (var source in sources)
                (await visitor.GetAsync(app.App.At(source))).ShouldBeAPage();
        }
    }

    private async Task<Html> OpenAsync(Visitor visitor, string sum, int? step = null) =>
        (await visitor.GetAsync(app.App.At($"/walkthrough/sum/{sum}{(step is null ? "" : $"?step={step}")}"))).ShouldBeAPage().Html;

    private async Task<Html> PostAsync(Visitor visitor, string sum, params (string Name, string Value)[] fields) =>
        (
            await visitor.PostAsync(
                app.App.At($"/walkthrough/sum/{sum}?step={fields.FirstOrDefault(field => field.Name == "step").Value}"),
                fields.DistinctBy(field => field.Name).Select(field => KeyValuePair.Create(field.Name, field.Value))
            )
        )
            .ShouldBeAPage()
            .Html;

    private Task<Hop> ShowSecretsAsync(Visitor visitor) => visitor.PostAsync(app.App.At("/secrets"), [new("secrets", "")]);

    /// <summary>All that must not be seen: the values, and the octets that say the same.</summary>
    private async Task<string[]> SecretsAsync(Visitor visitor)
    {
        await ShowSecretsAsync(visitor);
        var secrets = new List<string>();
        foreach (
            var (sum, steps, names) in ((string, int[], string[])[])
                [
                    ("pkce", [2], ["verifier", "verifier.ascii"]),
                    ("signature", [3, 5], ["payload", "signature", "signature.octets", "input", "s"]),
                    ("c_hash", [3, 5], ["code", "value.ascii"]),
                    ("at_hash", [5], ["access_token", "value.ascii"]),
                ]
        )
        foreach (var step in steps)
        {
            var page = await OpenAsync(visitor, sum, step);
            if (page.TextOf("origin").StartsWith("These", StringComparison.Ordinal))
                secrets.AddRange(names.Select(name => FigureIn(page, name)));
        }

        await ShowSecretsAsync(visitor); // the same switch hides them
        Assert.InRange(secrets.Count, 7, 100);
        return [.. secrets];
    }

    private static void AssertHolds(Html page)
    {
        Assert.Null(BrokenIn(page));
        Assert.Equal("holds", page.ById("verdict")!["data-verdict"]);
        Assert.Equal("true", page.ById("opinion")!["data-agrees"]);
        var results = StagesOf(page).Select(stage => stage["data-result"]).ToList();
        Assert.InRange(results.Count, 5, 15);
        Assert.All(results, result => Assert.Equal("passed", result));
    }

    private static string? BrokenIn(Html page) => StagesOf(page).SingleOrDefault(stage => stage["data-result"] == "failed")?["data-stage"];

    private static IEnumerable<Element> StagesOf(Html page) => page.Elements.Where(element => element["data-stage"] is not null);

    private static string FigureIn(Html page, string name) => page.Elements.Single(element => element["data-figure"] == name).Text;

    private static string Text(string source) => WebUtility.HtmlDecode(Tag().Replace(source, ""));

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tag();
}
