using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Whatever a step's words say, the page links to who says so.</summary>
public sealed class LessonSourcesTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    public static TheoryData<int> Numbers => [.. Lesson.Steps.Select(step => step.Number)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Every_step_has_sources_at_known_hosts_and_none_twice(int number)
    {
        var sources = LessonSources.Of(Lesson.Steps[number - 1]);

        foreach (var citations in new[] { sources.Lede, sources.ThenAndNow })
        {
            Assert.NotEmpty(citations);
            Assert.Equal(citations.Distinct(), citations);
            Assert.All(
                citations,
                citation =>
                    Assert.Equal(
                        (Uri.UriSchemeHttps, true),
                        (citation.Source.Scheme, CatalogueTests.KnownHosts.Contains(citation.Source.Host))
                    )
            );
        }
    }

    [Fact]
    public void A_rule_without_an_address_is_no_source()
    {
        Assert.Throws<ArgumentException>(() => Citation.Rule("hearsay"));
    }

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task Each_page_links_to_its_sources(int number)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var shown = SourcesOn((await visitor.StepAsync(App, number)).Html);

        var sources = LessonSources.Of(Lesson.Steps[number - 1]);
        Assert.Equal([Addresses(sources.Lede), Addresses(sources.ThenAndNow)], shown);
    }

    [Fact]
    public async Task The_one_page_links_to_the_sources_of_all_steps()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var shown = SourcesOn((await visitor.GetAsync(App.At("/walkthrough/all"))).ShouldBeAPage().Html);

        var all = Lesson.Steps.Select(LessonSources.Of);
        Assert.Equal(all.SelectMany(one => new[] { Addresses(one.Lede), Addresses(one.ThenAndNow) }), shown);
    }

    private static IEnumerable<string> SourcesOn(Html page) =>
        page
            .Elements.Where(element => element["class"] == "sources")
            .Select(sources =>
                string.Join(' ', new Html(sources.Inner).Elements.Where(element => element.Name == "a").Select(link => link["href"]))
            );

    private static string Addresses(IEnumerable<Citation> citations) =>
        string.Join(' ', citations.Select(citation => citation.Source.AbsoluteUri));
}
