using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>What the browser sent, as curl: it can be sent again, and the page says what becomes of it.</summary>
public sealed partial class FrontChannelCurlTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [BashTheory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_sign_in_sent_again_is_answered_as_the_page_says(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App); // show them
        await visitor.SignInAsync(App, dialect);
        var (two, three) = (await visitor.StepAsync(App, 2), await visitor.StepAsync(App, 3));

        var (sentOff, authorize, callback) = (
            await SendAsync(two, "sent-off"),
            await SendAsync(two, "authorize"),
            await SendAsync(three, "callback")
        );

        Assert.StartsWith("HTTP/1.1 302 ", sentOff, StringComparison.Ordinal);
        Assert.Contains("&state=", sentOff, StringComparison.Ordinal);
        Assert.DoesNotContain(StateIn(two.Wire("authorize")), sentOff, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 200 ", authorize, StringComparison.Ordinal);
        Assert.Contains("name=\"user\"", authorize, StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", callback, StringComparison.Ordinal);
        Assert.Equal(dialect == Dialect.V1, callback.Contains("id=\"repost\"", StringComparison.Ordinal));
        Assert.Equal(dialect == Dialect.V1, HintOn(three, "callback").Contains("post the form once more", StringComparison.Ordinal));
        await visitor.ShouldBeSignedInAsync(App);
    }

    [BashFact]
    public async Task A_walk_s_forms_sent_again_are_answered_as_the_page_says()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        var eight = await visitor.WalkToAsync(App, 8);
        var pending = await SendAsync(eight, "logout");
        await visitor.PressAsync(eight, eight.Html.Form(form => form["action"] == "/signout"), ("send", ""));
        eight = await visitor.StepAsync(App, 8);

        var (sentOff, signOut, logout) = (
            await SendAsync(await visitor.StepAsync(App, 2), "sent-off"),
            await SendAsync(eight, "sign-out"),
            await SendAsync(eight, "logout")
        );

        Assert.Contains("\nLocation: /walkthrough/2\n", sentOff.ReplaceLineEndings("\n"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 400 ", signOut, StringComparison.Ordinal);
        Assert.Contains("data-check=\"antiforgery\"", signOut, StringComparison.Ordinal);
        Assert.Matches("^HTTP/1.1 (200|302) ", logout);
        Assert.Matches("^HTTP/1.1 (200|302) ", pending);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task While_secrets_are_hidden_there_are_names_in_their_place_and_no_cookie_s_value_is_ever_there(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App, dialect);

        var hidden = await CommandsAsync(visitor);
        await visitor.SwitchSecretsAsync(App);
        var shown = await CommandsAsync(visitor);

        var code = CodeIn((await visitor.StepAsync(App, 3)).Wire("callback"));
        Assert.Equal(3, hidden.Length);
        Assert.Contains("${CODE}", hidden[2], StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, command => command.Contains(code, StringComparison.Ordinal));
        Assert.DoesNotContain(hidden, command => command.Contains("eyJ", StringComparison.Ordinal));
        Assert.Contains(code, shown[2], StringComparison.Ordinal);
        Assert.Contains("SpOAuth.Pending.", shown[2], StringComparison.Ordinal);
        Assert.All(hidden.Concat(shown), command => Assert.DoesNotMatch(CookieWithValue(), command));
    }

    [Theory]
    [InlineData(2, "authorize")]
    [InlineData(8, "logout")]
    public async Task What_is_about_to_be_sent_has_its_command_too(int step, string exchange)
    {
        using var visitor = new Visitor();

        var page = await visitor.WalkToAsync(App, step);

        Assert.Equal("pending", page.Exchange(exchange)["data-state"]);
        Assert.StartsWith(
            $"curl --include --globoff --http1.1 \\\n  --url '{sandbox.Tenant.LoginUrl}",
            CommandOn(page, exchange),
            StringComparison.Ordinal
        );
    }

    private async Task<string[]> CommandsAsync(Visitor visitor)
    {
        var (two, three) = (await visitor.StepAsync(App, 2), await visitor.StepAsync(App, 3));
        return [CommandOn(two, "sent-off"), CommandOn(two, "authorize"), CommandOn(three, "callback")];
    }

    /// <summary>Runs the command that stands beside a message, which must come with a sentence on what becomes of it.</summary>
    private static async Task<string> SendAsync(Hop page, string exchange)
    {
        Assert.NotEmpty(HintOn(page, exchange));
        return (await Bash.RunAsync(CommandOn(page, exchange))).Output;
    }

    private static string HintOn(Hop page, string exchange)
    {
        var section = new Html(page.Exchange(exchange).Inner).Elements.Single(element => element["class"] == "curl");
        return new Html(section.Inner).Elements.Single(element => element["class"] == "hint inside").Text;
    }

    private static string CommandOn(Hop page, string exchange) =>
        new Html(page.Exchange(exchange).Inner).Elements.Single(element => element["data-view"] == "curl").Text;

    private static string StateIn(string message) => State().Match(message).Groups[1].Value;

    private static string CodeIn(string message) => Code().Match(message).Groups[1].Value;

    [GeneratedRegex("[?&]state=([^& ]+)")]
    private static partial Regex State();

    [GeneratedRegex("(?:[?&]|\n)code=([^& ]+)")]
    private static partial Regex Code();

    [GeneratedRegex(@"(?:SpOAuth|Sandbox)\.[^=;\n]+=(?!\*\*\*)")]
    private static partial Regex CookieWithValue();
}
