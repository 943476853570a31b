using System.Text.Json.Nodes;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough.Exports;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The second view of a message, which is easier to read: the same content, laid out; and the time that a message took.</summary>
public sealed class FormattedViewTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Fact]
    public async Task A_form_is_laid_out_one_field_a_line_and_decoded()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App); // show them

        var page = await visitor.SendAsync(await visitor.WalkToAsync(App, 4), ("add.name", "ünï &"), ("add.value", "a=b&c <i>"));

        var fields = page.Wire("token").Split("\n\n")[1].Split('&').Select(pair => pair.Split('=').Select(Uri.UnescapeDataString));
        Assert.Equal(fields.Select(pair => string.Join(" = ", pair)), FormattedOn(page, "token")[0].Split('\n'));
        Assert.EndsWith("\nünï & = a=b&c <i>", FormattedOn(page, "token")[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, "metadata", 0)]
    [InlineData(1, "keys", 0)]
    [InlineData(4, "token", 1)]
    [InlineData(6, "profile", 0)]
    public async Task JSON_is_indented_one_member_a_line_and_is_the_same_JSON(int step, string exchange, int which)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        await visitor.SignInAsync(App);

        var page = await visitor.StepAsync(App, step);

        var formatted = FormattedOn(page, exchange)[which];
        var received = JsonNode.Parse(Unchunked(page.Wire(exchange, "response")))!.AsObject();
        Assert.True(JsonNode.DeepEquals(received, JsonNode.Parse(formatted)));
        Assert.Equal(
            received.Select(member => member.Key),
            formatted.Split('\n').Where(line => line.StartsWith("  \"", StringComparison.Ordinal)).Select(line => line.Split('"')[1])
        );
        Assert.Equal(which + 1, FormattedOn(page, exchange).Length); // a GET has nothing to lay out
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task What_the_browser_carried_is_laid_out_one_parameter_a_line_and_decoded(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);
        await visitor.SignInAsync(App, dialect);

        var (two, three) = (await visitor.StepAsync(App, 2), await visitor.StepAsync(App, 3));

        Assert.Equal(Lines(QueryOf(two.Wire("authorize"))), Assert.Single(FormattedOn(two, "authorize")));
        var brought = three.Wire("callback");
        Assert.Equal(
            Lines(dialect == Dialect.V2 ? QueryOf(brought) : brought.Split("\n\n")[1]),
            Assert.Single(FormattedOn(three, "callback"))
        );
    }

    [Fact]
    public async Task Secrets_are_covered_in_this_view_too()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var page = await visitor.StepAsync(App, 4);

        Assert.Contains("client_secret = ••••••••", FormattedOn(page, "token")[0], StringComparison.Ordinal);
        Assert.Contains("\"access_token\": \"••••••••\"", FormattedOn(page, "token")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_neither_form_nor_JSON_has_no_such_view()
    {
        using var visitor = new Visitor();
        await visitor.SwitchSecretsAsync(App);

        var page = await visitor.SendAsync(await visitor.WalkToAsync(App, 6), ("p.Accept", "application/atom+xml"));

        Assert.Contains("<?xml", page.Wire("profile", "response"), StringComparison.Ordinal);
        Assert.Empty(FormattedOn(page, "profile"));
    }

    [Theory]
    [InlineData(1, "metadata")]
    [InlineData(3, "callback")]
    [InlineData(4, "token")]
    [InlineData(6, "profile")]
    public async Task A_single_attempt_says_how_long_it_took_and_is_not_counted(int step, string exchange)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(App);

        var shown = (await visitor.StepAsync(App, step)).Exchange(exchange);

        var entry = Taken.Entry(await visitor.TakeAsync(App, "har"), exchange);
        var (status, took) = (entry.GetProperty("response").GetProperty("status").GetInt32(), entry.GetProperty("time").GetDouble());
        var elements = new Html(shown.Inner).Elements.ToArray();
        Assert.Equal($"{status} · {took:0} ms", Assert.Single(elements, element => element["class"] == "status").Text);
        Assert.Equal("1", Assert.Single(elements, element => element["data-attempt"] is not null)["data-attempt"]);
        Assert.DoesNotContain(elements, element => element["class"] is "attempt" or "hint attempts");
        Assert.True(took >= 0.01 || exchange == "callback", $"{took} ms: nobody measured it.");
    }

    private static string[] FormattedOn(Hop page, string exchange) =>
        [
            .. new Html(page.Exchange(exchange).Inner)
                .Elements.Where(element => element["data-view"] == "formatted")
                .Select(element => Walking.Unmarked(element.Inner)),
        ];

    private static string Lines(string form) =>
        string.Join('\n', form.Split('&').Select(pair => string.Join(" = ", pair.Split('=').Select(Uri.UnescapeDataString))));

    private static string QueryOf(string message) => message.Split(' ')[1].Split('?')[1];

    /// <summary>From the first brace to the last: what frames chunks (RFC 9112 §7.1) is around them, in the sandbox's answers.</summary>
    private static string Unchunked(string message) => message[message.IndexOf('{')..(message.LastIndexOf('}') + 1)];
}
