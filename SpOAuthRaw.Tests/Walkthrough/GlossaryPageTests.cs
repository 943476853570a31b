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
}
