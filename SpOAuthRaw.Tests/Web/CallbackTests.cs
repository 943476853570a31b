using System.Net;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Answers to sign-ins that were really begun, but not as the provider would give them.</summary>
public sealed class CallbackTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private const string TokenEndpoint = "oauth2/v2.0/token";

    private RunningApp App => sandbox.App;

    private int TokenRequests => sandbox.Tenant.Traffic[TokenEndpoint] + sandbox.Tenant.Traffic["oauth2/token"];

    [Fact]
    public async Task An_error_with_our_state_is_shown_in_the_providers_words()
    {
        using var visitor = new Visitor();
        var state = (await visitor.BeginAsync(App)).Query["state"];

        var answer = await visitor.GetAsync(App.At($"/auth?error=temporarily_unavailable&error_description=Back+at+noon.&state={state}"));

        answer.ShouldBeAProblem(HttpStatusCode.BadRequest);
        Assert.Equal("temporarily_unavailable", answer.Html.TextOf("error"));
        Assert.Equal("Back at noon.", answer.Html.TextOf("error-description"));
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Markup_in_the_providers_words_is_text()
    {
        using var visitor = new Visitor();
        var state = (await visitor.BeginAsync(App)).Query["state"];
        const string markup = "<img src=x onerror=alert(1)> <a href=\"javascript:alert(1)\">here</a>";

        var answer = await visitor.GetAsync(
            App.At(
                $"/auth?error={Uri.EscapeDataString("<b>no</b>")}&error_description={Uri.EscapeDataString(markup)}"
                    + $"&error_uri={Uri.EscapeDataString("javascript:alert(1)")}&state={state}"
            )
        );

        answer.ShouldBeAProblem(HttpStatusCode.BadRequest);
        Assert.Equal(markup, answer.Html.TextOf("error-description"));
        Assert.Equal("<b>no</b>", answer.Html.TextOf("error"));
        Assert.DoesNotContain(answer.Html.Elements, element => element.Name == "img");
        Assert.DoesNotContain(
            answer.Html.Elements,
            element => element["href"]?.StartsWith("javascript:", StringComparison.OrdinalIgnoreCase) == true
        );
    }

    [Theory]
    [InlineData("&state={0}", "state")]
    [InlineData("&code=another", "code")]
    [InlineData("&session_state=a&session_state=b", "session_state")]
    public async Task A_doubled_parameter_is_refused_before_the_code_is_spent(string addition, string check)
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App));
        var before = TokenRequests;

        var returned = await visitor.GetAsync(
            new Uri(
                answer.Location.AbsoluteUri
                    + string.Format(System.Globalization.CultureInfo.InvariantCulture, addition, answer.Query["state"])
            )
        );

        returned.ShouldFail(check);
        Assert.Equal(before, TokenRequests);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Where_nothing_in_particular_was_expected_the_page_speaks_of_what_came_alone()
    {
        using var visitor = new Visitor();

        var answer = await visitor.GetAsync(App.At($"/auth?code=c&state={new string('s', 43)}"));

        answer.ShouldFail("state");
        var facts = answer.Html.Elements.Where(element => element.Name == "dt").Select(element => element.Text);
        Assert.Equal(["Received", "The rule"], facts);
    }

    [Fact]
    public async Task An_answer_without_a_code_is_refused()
    {
        using var visitor = new Visitor();
        var state = (await visitor.BeginAsync(App)).Query["state"];

        var answer = await visitor.GetAsync(App.At($"/auth?state={state}"));

        answer.ShouldFail("code");
    }

    [Fact]
    public async Task An_answer_that_names_another_issuer_is_refused_before_the_code_is_spent()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App));
        var before = TokenRequests;

        var returned = await visitor.GetAsync(new Uri($"{answer.Location.AbsoluteUri}&iss=https%3A%2F%2Fevil.example"));

        returned.ShouldFail("iss");
        Assert.Equal(before, TokenRequests);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task An_answer_is_good_once_also_for_whoever_kept_the_cookie(Dialect dialect)
    {
        using var visitor = new Visitor();
        using var thief = new Visitor();
        var begun = await visitor.BeginAsync(App, dialect);
        foreach (var name in visitor.Cookies.NamesFor("localhost").ToArray())
            thief.Cookies.Set("localhost", name, visitor.Cookies.Value("localhost", name));
        var answer = await visitor.AnswerAsync(begun);
        (await visitor.ReturnAsync(answer)).ShouldRedirectTo(App.Origin);
        var before = TokenRequests;

        var replayed = await thief.ReturnAsync(answer);

        replayed.ShouldFail("state");
        Assert.Contains("used before", replayed.Html.TextOf("happened"), StringComparison.Ordinal);
        Assert.Equal(before, TokenRequests);
        await thief.ShouldBeSignedOutAsync(App);
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task Reloading_the_callback_is_refused_and_leaves_the_session_alone()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App));
        await visitor.ReturnAsync(answer);

        var reloaded = await visitor.ReturnAsync(answer);

        reloaded.ShouldFail("state");
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task A_refused_answer_uses_its_state_up()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App));
        await visitor.GetAsync(App.At($"/auth?error=access_denied&state={answer.Query["state"]}"));

        var returned = await visitor.ReturnAsync(answer);

        returned.ShouldFail("state");
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Another_browsers_answer_signs_nobody_in(Dialect dialect)
    {
        using var attacker = new Visitor();
        using var victim = new Visitor();
        var answer = await attacker.AnswerAsync(await attacker.BeginAsync(App, dialect));
        var before = TokenRequests;

        var returned = await victim.ReturnAsync(answer);

        returned.ShouldFail("state");
        Assert.Equal(before, TokenRequests);
        await victim.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Another_browsers_answer_is_refused_also_by_a_browser_with_a_sign_in_of_its_own_under_way()
    {
        using var attacker = new Visitor();
        using var victim = new Visitor();
        await victim.BeginAsync(App);
        var answer = await attacker.AnswerAsync(await attacker.BeginAsync(App));

        var returned = await victim.ReturnAsync(answer);

        returned.ShouldFail("state");
    }

    [Fact]
    public async Task A_2016_answer_in_a_URL_is_refused_before_its_code_is_spent()
    {
        using var visitor = new Visitor();
        var form = (await visitor.AnswerAsync(await visitor.BeginAsync(App, Dialect.V1))).Html.Form(each => each["id"] == "response");
        var before = TokenRequests;

        var returned = await visitor.GetAsync(
            App.At($"/auth?{string.Join('&', form.Fields.Select(field => $"{field.Key}={Uri.EscapeDataString(field.Value)}"))}")
        );

        returned.ShouldFail("response_mode");
        Assert.Equal(before, TokenRequests);
    }

    [Fact]
    public async Task Todays_answer_as_a_form_is_refused_before_its_code_is_spent()
    {
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(App));
        var before = TokenRequests;

        var returned = await visitor.PostAsync(App.Callback, answer.Query);

        returned.ShouldFail("response_mode");
        Assert.Equal(before, TokenRequests);
    }

    [Fact]
    public async Task Another_persons_code_in_a_2016_answer_is_refused_before_it_is_spent()
    {
        using var visitor = new Visitor();
        using var other = new Visitor();
        var theirs = (await other.AnswerAsync(await other.BeginAsync(App, Dialect.V1))).Html.Form(each => each["id"] == "response");
        var ours = (await visitor.AnswerAsync(await visitor.BeginAsync(App, Dialect.V1))).Html.Form(each => each["id"] == "response");
        var before = TokenRequests;

        var returned = await visitor.PostAsync(
            App.Callback,
            ours.Fields.Select(field => field.Key == "code" ? new(field.Key, theirs["code"]) : field)
        );

        returned.ShouldFail("c_hash");
        Assert.Equal(before, TokenRequests);
    }

    [Fact]
    public async Task A_code_that_was_stolen_for_another_sign_in_buys_nothing()
    {
        using var thief = new Visitor();
        using var victim = new Visitor();
        var code = (await victim.AnswerAsync(await victim.BeginAsync(App))).Query["code"];
        var state = (await thief.BeginAsync(App)).Query["state"];

        var returned = await thief.GetAsync(App.At($"/auth?code={Uri.EscapeDataString(code)}&state={state}"));

        returned.ShouldBeAProblem(HttpStatusCode.BadRequest); // PKCE: the verifier is not the code's
        Assert.Equal("invalid_grant", returned.Html.TextOf("error"));
        await thief.ShouldBeSignedOutAsync(App);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_failed_sign_in_leaves_the_session_before_it_alone(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App, dialect);

        var returned = await visitor.TrySignInAsync(App, dialect, "conditional-access@contoso.example");

        returned.ShouldBeAProblem(HttpStatusCode.BadRequest);
        await visitor.ShouldBeSignedInAsync(App);
    }
}
