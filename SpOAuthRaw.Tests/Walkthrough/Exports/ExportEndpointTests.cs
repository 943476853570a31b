using System.Net;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>The downloads over HTTP, and where they stand on the pages.</summary>
public sealed class ExportEndpointTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("har", "application/json")]
    [InlineData("http", "text/plain; charset=utf-8")]
    [InlineData("sh", "application/x-sh")]
    [InlineData("md", "text/markdown; charset=utf-8")]
    public async Task A_download_is_a_file_with_a_name_and_is_kept_nowhere_on_the_way(string extension, string type)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var taken = await visitor.GetAsync(App.At($"/walkthrough/run.{extension}"));

        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.Equal(type, taken.Header("Content-Type"));
        Assert.Equal("no-store", taken.Header("Cache-Control"));
        Assert.Matches($"^attachment; filename=sign-in-[0-9]{{8}}-[0-9]{{6}}\\.{extension};", taken.Header("Content-Disposition"));
        taken.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
    }

    [Theory]
    [InlineData("har", "les valeurs des cookies")]
    [InlineData("http", "# Les valeurs secrètes sont omises")]
    [InlineData("sh", "# Les valeurs secrètes sont omises")]
    [InlineData("md", "### Requête")]
    public async Task A_file_speaks_the_language_of_whoever_takes_it(string extension, string words)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);
        await visitor.PostAsync(App.At("/language"), [KeyValuePair.Create("language", "fr")]);

        var taken = await visitor.TakeAsync(App, extension);

        Assert.Contains(words, taken, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret values", taken, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("har")]
    [InlineData("http")]
    [InlineData("sh")]
    [InlineData("md")]
    public async Task Another_browser_gets_a_page_that_says_there_is_nothing(string extension)
    {
        using var visitor = new Visitor();
        using var stranger = new Visitor();
        await visitor.SignInAsync(App);

        (await stranger.GetAsync(App.At($"/walkthrough/run.{extension}?unmask=true"))).ShouldBeAProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_way_out_is_taken_along_as_the_last_page_shows_it()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var eight = await visitor.WalkToAsync(App, 8);
        var left = await visitor.PressAsync(eight, eight.Html.Form(form => form["action"] == "/signout"), ("send", ""));

        var entry = Taken.Entry(await visitor.TakeAsync(App, "har", unmasked: true), "logout");

        Assert.Equal(left.Location.AbsoluteUri, entry.Text("request", "url"));
        Assert.Equal((await visitor.StepAsync(App, 8)).Wire("logout"), Taken.RequestOf(entry));
    }

    [Theory]
    [InlineData("/walkthrough/run.exe")]
    [InlineData("/walkthrough/run.")]
    public async Task There_are_no_other_files(string path)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        (await visitor.GetAsync(App.At(path))).ShouldBeAProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Only_the_ticked_box_leaves_secrets_in_and_the_files_name_says_so()
    {
        using var visitor = new Visitor();
        var token = (await visitor.SignInAsync(App)).Html.TextOf("access-token");

        var whole = await visitor.GetAsync(App.At("/walkthrough/run.har?unmask=true"));
        var odd = await visitor.GetAsync(App.At("/walkthrough/run.har?unmask=1"));

        Assert.Contains(token, whole.Html.Source, StringComparison.Ordinal);
        Assert.Contains("-with-secrets.har", whole.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.DoesNotContain(token, odd.Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_on_another_site_gets_no_secrets()
    {
        using var visitor = new Visitor();
        var token = (await visitor.SignInAsync(App)).Html.TextOf("access-token");
        using var request = new HttpRequestMessage(HttpMethod.Get, App.At("/walkthrough/run.har?unmask=true"));
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        var taken = await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, taken.Status);
        Assert.DoesNotContain(token, taken.Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_offers_the_files_and_without_script_a_form_changes_them()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        for (var step = 1; step <= 8; step++)
        {
            var page = (await visitor.GetAsync(App.At($"/walkthrough/{step}"))).ShouldBeAPage().Html;
            var ticked = (await visitor.GetAsync(App.At($"/walkthrough/{step}?unmask=true"))).ShouldBeAPage().Html;

            Assert.Equal(Taken.Extensions.Select(each => $"/walkthrough/run.{each}"), Downloads(page));
            Assert.Equal(Taken.Extensions.Select(each => $"/walkthrough/run.{each}?unmask=true"), Downloads(ticked));
            Assert.DoesNotContain("checked", Box(page).Attributes.Keys);
            Assert.Contains("checked", Box(ticked).Attributes.Keys);
            Assert.Contains(
                page.Elements,
                form => form["method"] == "get" && form.Inner.Contains("name=\"unmask\"", StringComparison.Ordinal)
            );
        }
    }

    [Fact]
    public async Task Without_a_sign_in_there_is_nothing_to_take_along()
    {
        using var visitor = new Visitor();

        var page = (await visitor.GetAsync(App.At("/walkthrough/4"))).ShouldBeAPage().Html;

        Assert.Empty(Downloads(page));
        Assert.Null(page.ById("take-away"));
    }

    [Fact]
    public async Task A_back_channel_request_is_shown_as_curl_with_variables_while_secrets_are_hidden()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var hidden = Curl((await visitor.GetAsync(App.At("/walkthrough/4"))).Html);
        await visitor.PostAsync(App.At("/secrets"), [KeyValuePair.Create("secrets", "")]); // show them
        var shown = Curl((await visitor.GetAsync(App.At("/walkthrough/4"))).Html);

        Assert.Contains("--data-urlencode 'client_secret='\"${CLIENT_SECRET}\"", hidden, StringComparison.Ordinal);
        Assert.Contains("--data-urlencode 'code='\"${CODE}\"", hidden, StringComparison.Ordinal);
        Assert.DoesNotContain("make.believe", hidden, StringComparison.Ordinal);
        Assert.Contains($"--url '{sandbox.Tenant.LoginUrl}organizations/oauth2/v2.0/token'", shown, StringComparison.Ordinal);
        Assert.Contains("make.believe", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("${", shown, StringComparison.Ordinal);
    }

    private static string Curl(Html page) => Assert.Single(page.Elements, element => element["data-view"] == "curl").Text;

    private static IEnumerable<string?> Downloads(Html page) =>
        page
            .Elements.Where(element => element.Name == "a" && element.Attributes.ContainsKey("download"))
            .Select(element => element["href"]);

    private static Element Box(Html page) =>
        Assert.Single(page.Elements, element => element.Name == "input" && element["name"] == "unmask");
}
