using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;
using SpOAuthRaw.Tests.Walkthrough.Exports;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>
/// The walkthrough shows the browser's own messages, also with secrets uncovered. What lets somebody in is in none of them: scripts are kept
/// from those cookies, and a page or a file with their values would hand them over.
/// </summary>
public sealed class KeptBackTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private static readonly string[] Files = ["har", "http", "sh", "md"];

    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task No_page_and_no_file_has_a_cookie_that_lets_somebody_in_or_one_of_another_app(Dialect dialect)
    {
        using var visitor = new Visitor();
        visitor.Cookies.Set(App.Origin.Host, "another-app", "FAKE-cookie-of-another-app");
        await visitor.SwitchSecretsAsync(App); // show them
        await visitor.SignInAsync(App, dialect);
        await visitor.SignInAsync(App, dialect); // now with the cookies of the first on the way
        await visitor.WalkToAsync(App, 8, dialect);

        await ShouldHaveNoneAsync(visitor);
        Assert.Contains("another-app=***", (await visitor.StepAsync(App, 3)).Wire("callback"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nor_what_a_proxy_says_for_itself()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var begun = await visitor.BeginAsync(App);
        var answer = await visitor.AnswerAsync(begun);
        using var back = new HttpRequestMessage(HttpMethod.Get, answer.Location);
        back.Headers.TryAddWithoutValidation("Authorization", "Basic FAKE-credentials-of-a-proxy");
        await visitor.SendAsync(back);

        var page = await visitor.StepAsync(App, 3);

        Assert.Contains("\nAuthorization: ***\n", page.Wire("callback"), StringComparison.Ordinal);
        Assert.DoesNotContain("FAKE-credentials-of-a-proxy", page.Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Browsers_that_are_sent_off_and_never_come_back_push_each_other_out_and_nobody_else()
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(App);
        using var flood = new Visitor();
        for (var i = 0; i < 300; i++)
            await flood.BeginAsync(App);

        (await visitor.ReturnAsync(await visitor.AnswerAsync(begun))).ShouldRedirectTo(App.Origin);

        var page = await visitor.StepAsync(App, 2);
        Assert.Equal(["authorize"], page.Html.Elements.Select(element => element["data-exchange"]).OfType<string>());
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(100_000, false)]
    public async Task A_browser_that_is_sent_off_with_far_too_much_is_not_remembered_and_signs_in_all_the_same(int length, bool remembered)
    {
        using var visitor = new Visitor();
        var begun = await visitor.GetAsync(App.At($"/signin?x={new string('x', length)}"));

        (await visitor.ReturnAsync(await visitor.AnswerAsync(begun))).ShouldRedirectTo(App.Origin);

        var page = await visitor.StepAsync(App, 2);
        Assert.Equal(remembered, page.Html.Elements.Any(element => element["data-exchange"] == "sent-off"));
    }

    [Fact]
    public async Task A_form_that_is_longer_than_any_of_ours_is_refused_and_kept_nowhere()
    {
        using var visitor = new Visitor();
        await visitor.WalkToAsync(App, 2);
        var two = await visitor.StepAsync(App, 2);

        var refused = await visitor.PostAsync(two, "send", ("junk", new string('x', 200_000)));

        Assert.Equal(System.Net.HttpStatusCode.BadRequest, refused.Status);
        Assert.Equal("pending", (await visitor.StepAsync(App, 2)).Exchange("authorize")["data-state"]);
    }

    private async Task ShouldHaveNoneAsync(Visitor visitor)
    {
        var host = App.Origin.Host;
        string[] values =
        [
            .. visitor
                .Cookies.NamesFor(host)
                .Where(name => name is "SpOAuth.Session" or "SpOAuth.Run" or "another-app")
                .Select(name => visitor.Cookies.Value(host, name)),
        ];
        Assert.Equal(3, values.Length);
        List<string> texts = [];
        for (var step = 1; step <= 8; step++)
            texts.Add((await visitor.StepAsync(App, step)).Html.Source);
        texts.Add((await visitor.GetAsync(App.At("/walkthrough/all"))).ShouldBeAPage().Html.Source);
        foreach (var file in Files)
            texts.Add(await visitor.TakeAsync(App, file, unmasked: true));

        Assert.All(values, value => Assert.All(texts, text => Assert.DoesNotContain(value, text, StringComparison.Ordinal)));
    }
}
