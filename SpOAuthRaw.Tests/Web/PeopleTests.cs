using System.Net;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Each of the sandbox's people is a lesson: what the sandbox promises of them is what a visitor sees here.</summary>
public sealed class PeopleTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("no-profile", "NoProfile", "Nora No-Profile", "no profile")]
    [InlineData("throttled", "Throttled", "Theo Throttled", "31 s")]
    [InlineData("forbidden", "Forbidden", "Fred Forbidden", "System.UnauthorizedAccessException")]
    [InlineData("wrong-audience", "Unauthorized", "Wanda Wrong-Audience", "3000003")]
    [InlineData("revoked", "MoreClaims", "Rita Revoked", "continuous access evaluation")]
    [InlineData("down", "Busy", "Doris Down", "The service is unavailable.")]
    public async Task Whom_SharePoint_refuses_is_signed_in_all_the_same(string alias, string kind, string name, string said)
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, person: $"{alias}@contoso.example")).Html;

        Assert.Equal(name, home.TextOf("user-title"));
        Assert.Equal("id_token", home.ById("user-title")!["data-from"]);
        Assert.Equal(kind, home.ById("sharepoint-problem")!["data-kind"]);
        Assert.Contains(said, home.TextOf("sharepoint-problem"), StringComparison.Ordinal);
        Assert.NotEmpty(home.TextOf("access-token"));
    }

    [Theory]
    [InlineData("throttled", "Throttled")]
    [InlineData("forbidden", "Forbidden")]
    [InlineData("revoked", "MoreClaims")]
    public async Task SharePoint_refuses_in_the_2016_way_too(string alias, string kind)
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, Dialect.V1, $"{alias}@contoso.example")).Html;

        Assert.Equal(kind, home.ById("sharepoint-problem")!["data-kind"]);
    }

    [Fact]
    public async Task Basil_gets_his_profile_from_a_SharePoint_that_was_busy_for_a_moment()
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, person: "busy@contoso.example")).Html;

        Assert.Null(home.ById("sharepoint-problem"));
        Assert.Equal("sharepoint", home.ById("user-title")!["data-from"]);
    }

    [Theory]
    [InlineData(Dialect.V2, "conditional-access", "53003")]
    [InlineData(Dialect.V1, "conditional-access", "53003")]
    [InlineData(Dialect.V2, "admin-consent", "90094")]
    [InlineData(Dialect.V1, "admin-consent", "90094")]
    [InlineData(Dialect.V2, "second-factor", "50076")]
    [InlineData(Dialect.V1, "second-factor", "50076")]
    public async Task Whom_Entra_ID_refuses_reads_why_and_what_to_tell_the_administrator(Dialect dialect, string alias, string code)
    {
        using var visitor = new Visitor();

        var returned = await visitor.TrySignInAsync(App, dialect, $"{alias}@contoso.example");

        returned.ShouldBeAProblem(HttpStatusCode.BadRequest);
        Assert.Contains($"AADSTS{code}", returned.Html.TextOf("error-description"), StringComparison.Ordinal);
        Assert.True(Guid.TryParse(returned.Html.TextOf("correlation-id"), out _));
        Assert.NotEmpty(returned.Html.TextOf("cure"));
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Who_cancels_consent_reads_that_nothing_was_changed()
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(App);
        var askedAgain = begun with { Headers = Redirect($"{begun.Location}&prompt=consent") }; // others of this class may have agreed

        var returned = await visitor.ReturnAsync(await visitor.AnswerAsync(askedAgain, consent: "cancel"));

        returned.ShouldBeAProblem(HttpStatusCode.BadRequest);
        Assert.Equal("access_denied", returned.Html.TextOf("error"));
        Assert.Contains("AADSTS65004", returned.Html.TextOf("error-description"), StringComparison.Ordinal);
        Assert.Contains("Cancel", returned.Html.TextOf("happened"), StringComparison.Ordinal);
        Assert.True(Guid.TryParse(returned.Html.TextOf("correlation-id"), out _));
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Theory]
    [InlineData("wrong-password@contoso.example", "50126")]
    [InlineData("other-directory@fabrikam.example", "50020")]
    public async Task Whom_Entra_ID_keeps_on_its_own_page_never_comes_back(string person, string code)
    {
        using var visitor = new Visitor();

        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App), person);

        Assert.NotEqual(HttpStatusCode.Found, answer.Status);
        Assert.Contains($"AADSTS{code}", answer.Html.Source, StringComparison.Ordinal);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Zoes_name_is_text_not_markup()
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, person: "zoe@contoso.example")).Html;

        Assert.Equal("<b>Zoë</b> & 李", home.TextOf("user-title"));
        Assert.Equal("R&D \"Lead\" <i>", home.TextOf("job-title"));
        Assert.DoesNotContain(home.Elements, element => element.Name == "b" && element.Text == "Zoë");
    }

    [Theory]
    [InlineData("short-token", "Sally Short-Token")]
    [InlineData("slow", "Sloan Slow")]
    public async Task Those_who_only_take_their_time_sign_in(string alias, string name)
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, person: $"{alias}@contoso.example")).Html;

        Assert.Equal(name, home.TextOf("user-title"));
        Assert.Equal("sharepoint", home.ById("user-title")!["data-from"]);
    }

    [Fact]
    public async Task Sallys_access_token_lives_for_a_minute()
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, person: "short-token@contoso.example")).Html;

        Assert.Matches("in [01] min|expired", home.TextOf("access-token-expires"));
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Kira_whose_sign_in_changes_the_signing_key_signs_in(Dialect dialect)
    {
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(App, dialect, "key-rollover@contoso.example")).Html;

        Assert.Equal("Kira Key-Rollover", home.TextOf("user-title"));
    }

    private static ILookup<string, string> Redirect(string location) => new[] { location }.ToLookup(_ => "Location");
}
