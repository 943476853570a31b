using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The page of words.</summary>
public sealed class GlossaryPageTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    [Theory]
    [InlineData("en", "Audience,Authorization code")]
    [InlineData("fr", "Audience,Autorisation déléguée")]
    public async Task Every_term_has_its_anchor_in_the_readers_alphabet(string language, string firstAmongThem)
    {
        using var visitor = new Visitor();
        var request = new HttpRequestMessage(HttpMethod.Get, sandbox.App.At("/glossary"));
        request.Headers.AcceptLanguage.ParseAdd(language);

        var page = (await visitor.SendAsync(request)).ShouldBeAPage();

        Assert.All(GlossaryTerms.All, term => Assert.NotNull(page.Html.ById(term.Anchor)));
        var names = page.Html.Elements.Where(element => element.Name == "dfn").Select(element => element.Text);
        Assert.Contains(firstAmongThem, string.Join(',', names), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Every_link_leads_to_where_the_name_is_explained(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.WalkToAsync(sandbox.App, 7, dialect));
        var pages = new List<Html>();
        foreach (var step in Lesson.Steps)
            pages.Add((await visitor.StepAsync(sandbox.App, step.Number)).Html);

        var links = (await visitor.GetAsync(sandbox.App.At("/glossary")))
            .ShouldBeAPage()
            .Html.Elements.Where(element => element["href"]?.StartsWith("/walkthrough/", StringComparison.Ordinal) == true)
            .Select(link => link["href"]!.Split('/', '#'))
            .ToArray();

        Assert.True(links.Length > 30);
        Assert.All(
            links,
            link =>
            {
                var (step, name) = (int.Parse(link[2], System.Globalization.CultureInfo.InvariantCulture), link[3]);
                Assert.Equal((step, name, name), (step, name, pages[step - 1].ById(name)?["data-explains"]));
            }
        );
        Assert.All(
            pages,
            page =>
            {
                var ids = page.Elements.Select(element => element["id"]).OfType<string>().ToArray();
                Assert.Equal(ids.Distinct(), ids);
                Assert.All(page.Elements.Where(element => element["data-explains"] is not null), row => Assert.NotNull(row["id"]));
            }
        );
    }

    [Fact]
    public async Task On_the_page_of_a_refusal_no_id_is_given_twice()
    {
        using var visitor = new Visitor();
        await visitor.TrySignInAsync(sandbox.App, person: "conditional-access@contoso.example");

        var ids = (await visitor.StepAsync(sandbox.App, 3)).Html.Elements.Select(element => element["id"]).OfType<string>().ToArray();

        Assert.Contains("error", ids);
        Assert.Contains("Parameter-error", ids);
        Assert.Equal(ids.Distinct(), ids);
    }
}
