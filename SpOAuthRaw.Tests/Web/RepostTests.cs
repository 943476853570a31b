using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>The way back for browsers that take no Secure cookie from http://localhost: the provider's form is posted once more from our own page.</summary>
public sealed class RepostTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Fact]
    public async Task A_form_post_that_comes_without_its_cookie_may_be_posted_once_more()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App, Dialect.V1));
        LoseTheSecureCookie(visitor);

        var offered = (await visitor.ReturnAsync(answer, crossSite: true)).ShouldFail("state");
        var form = offered.Html.Form(each => each["id"] == "repost");
        var returned = await visitor.PostAsync(new Uri(offered.Address, form.Action), form.Fields);

        Assert.Equal("?again", form.Action);
        Assert.Equal(answer.Html.Form(each => each["id"] == "response").Fields, form.Fields);
        returned.ShouldRedirectTo(App.Origin);
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task What_is_refused_the_second_time_too_is_not_offered_a_third()
    {
        using var attacker = new Visitor();
        using var victim = new Visitor();
        var answer = await attacker.AnswerAsync(await attacker.BeginAsync(App, Dialect.V1));

        var offered = await victim.ReturnAsync(answer, crossSite: true);
        var form = offered.Html.Form(each => each["id"] == "repost");
        var refused = await victim.PostAsync(new Uri(offered.Address, form.Action), form.Fields);

        refused.ShouldFail("state");
        Assert.Null(refused.Html.ById("repost"));
        await victim.ShouldBeSignedOutAsync(App);
    }

    [Theory]
    [InlineData("code=c&state=short")]
    [InlineData("code=c")]
    [InlineData("code=c&state=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa&state=aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public async Task What_is_no_answer_to_anything_of_ours_is_offered_nothing(string body)
    {
        using var visitor = new Visitor();

        var answer = await visitor.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, App.Callback)
            {
                Content = new StringContent(body, System.Text.Encoding.UTF8, "application/x-www-form-urlencoded"),
            }
        );

        answer.ShouldFail("state");
        Assert.Null(answer.Html.ById("repost"));
    }

    [Fact]
    public async Task Fields_that_are_posted_once_more_are_text()
    {
        using var visitor = new Visitor();
        const string markup = "\"><script>alert(1)</script>";

        var answer = await visitor.PostAsync(App.Callback, [new("state", new string('s', 43)), new(markup, markup)], crossSite: true);

        answer.ShouldFail("state");
        Assert.Equal(markup, answer.Html.Form(each => each["id"] == "repost")[markup]);
        Assert.DoesNotContain("<script>alert", answer.Html.Source, StringComparison.Ordinal);
    }

    /// <summary>As Safari does. The Lax copy stays, and a post from another site doesn't bring it.</summary>
    private static void LoseTheSecureCookie(Visitor visitor)
    {
        var copy = visitor.Cookies.NamesFor("localhost").Single(name => name.EndsWith(".lax", StringComparison.Ordinal));
        visitor.Cookies.Drop("localhost", copy[..^".lax".Length]);
    }
}
