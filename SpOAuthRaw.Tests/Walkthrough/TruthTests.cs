using System.Text;
using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>What a page shows is what went over the wire: bare TCP listeners in the provider's and SharePoint's place heard the same.</summary>
public sealed partial class TruthTests : IAsyncLifetime, IDisposable
{
    private readonly Visitor visitor = new();
    private LyingProvider provider = null!;
    private TcpTap login = null!;
    private TcpTap sharePoint = null!;
    private RunningApp app = null!;

    public async Task InitializeAsync()
    {
        provider = await LyingProvider.StartAsync();
        (login, sharePoint) = (new TcpTap(provider.LoginUrl.Port), new TcpTap(provider.SharePointUrl.Port));
        provider.StandBehind(login.Address, sharePoint.Address);
        app = await RunningApp.StartAsync(login.Address, sharePoint.Address);
        await visitor.SwitchSecretsAsync(app); // show them
    }

    public void Dispose() => visitor.Dispose();

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await login.DisposeAsync();
        await sharePoint.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_sign_in_made_in_one_go_is_shown_as_the_wire_had_it(Dialect dialect)
    {
        var begun = await visitor.BeginAsync(app, dialect);
        var answer = provider.Answer(begun);
        (await BringAsync(answer)).ShouldRedirectTo(app.Origin);

        await ShouldShowAsync(1, "metadata", login.Heard[0]);
        await ShouldShowAsync(1, "keys", login.Heard[1]);
        await ShouldShowAsync(4, "token", login.Heard[2]);
        await ShouldShowAsync(6, "profile", sharePoint.Heard[0]);
        Assert.Equal((3, 1), (login.Heard.Count, sharePoint.Heard.Count));
        Assert.Equal(
            $"GET {begun.Location.PathAndQuery} HTTP/1.1\nHost: {begun.Location.Authority}\n\n",
            (await visitor.StepAsync(app, 2)).Wire("authorize")
        );
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task What_the_browser_asked_and_was_answered_is_shown_as_the_wire_had_it(Dialect dialect)
    {
        await using var front = new TcpTap(app.Origin.Port);
        await visitor.PostAsync(new Uri(front.Address, "/secrets"), [KeyValuePair.Create("secrets", "")]); // show them
        var begun = await visitor.GetAsync(new Uri(front.Address, $"/signin?dialect={dialect.ToString().ToLowerInvariant()}"));
        var answer = provider.Answer(begun);
        _ =
            dialect == Dialect.V2
                ? await visitor.GetAsync(new Uri(front.Address, Scene.AsQuery(answer)))
                : await visitor.PostAsync(new Uri(front.Address, "/auth"), answer.Parameters, crossSite: true);
        var (away, back) = (front.Heard[1], front.Heard[2]);

        var two = await visitor.GetAsync(new Uri(front.Address, "/walkthrough/2"));
        var three = await visitor.GetAsync(new Uri(front.Address, "/walkthrough/3"));

        ShouldBeTheSameButForOrder(away.Request, two.Wire("sent-off"));
        ShouldBeTheSameButForOrder(away.Response, two.Wire("sent-off", "response"));
        ShouldBeTheSameButForOrder(back.Request, three.Wire("callback"));
        ShouldBeTheSameButForOrder(back.Response, three.Wire("callback", "response"));
        Assert.Contains("\nLocation: /\n", three.Wire("callback", "response"), StringComparison.Ordinal);
        Assert.Contains("SpOAuth.Pending.", three.Wire("callback"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_walk_is_sent_off_and_signed_out_by_forms_that_are_shown_as_the_wire_had_them()
    {
        await using var front = new TcpTap(app.Origin.Port);
        await visitor.PostAsync(new Uri(front.Address, "/secrets"), [KeyValuePair.Create("secrets", "")]); // show them
        await visitor.SendAsync(await At("/walkthrough/1?mode=walk"));
        var asked = await visitor.PostAsync(await At("/walkthrough/2"), "send", ("add.name", "prompt"), ("add.value", "login"));
        var away = front.Heard[^1];
        await visitor.GetAsync(new Uri(front.Address, Scene.AsQuery(provider.Answer(asked))));
        await visitor.SendAsync(await At("/walkthrough/4"));
        await visitor.SendAsync(await At("/walkthrough/6"));
        var eight = await At("/walkthrough/8");
        await visitor.PressAsync(eight, eight.Html.Form(form => form["action"] == "/signout"), ("send", ""));
        var left = front.Heard[^1];

        var two = await At("/walkthrough/2");
        eight = await At("/walkthrough/8");

        ShouldBeTheSameButForOrder(away.Request, two.Wire("sent-off"));
        ShouldBeTheSameButForOrder(away.Response, two.Wire("sent-off", "response"));
        ShouldBeTheSameButForOrder(left.Request, eight.Wire("sign-out"));
        ShouldBeTheSameButForOrder(left.Response, eight.Wire("sign-out", "response"));

        async Task<Hop> At(string path) => (await visitor.GetAsync(new Uri(front.Address, path))).ShouldBeAPage();
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_sign_in_made_step_by_step_is_shown_as_the_wire_had_it_changed_messages_too(Dialect dialect)
    {
        await visitor.SendAsync(await visitor.BeginWalkAsync(app, dialect));
        var asked = await visitor.PostAsync(await visitor.StepAsync(app, 2), "send", ("add.name", "prompt"), ("add.value", "login"));
        await BringAsync(provider.Answer(asked));
        await visitor.SendAsync(await visitor.StepAsync(app, 4), ("add.name", "ünïcode & <b>"), ("add.value", "a=b&c\n\"d\""));
        await visitor.SendAsync(await visitor.StepAsync(app, 6), ("add.name", "X-Mine"), ("add.value", "1, 2"), ("drop", "0.User-Agent"));
        await visitor.SendAsync(await visitor.StepAsync(app, 7), ("p.scope", "openid"));

        await ShouldShowAsync(1, "metadata", login.Heard[0]);
        await ShouldShowAsync(1, "keys", login.Heard[1]);
        await ShouldShowAsync(4, "token", login.Heard[2]);
        await ShouldShowAsync(6, "profile", sharePoint.Heard[0]);
        await ShouldShowAsync(7, "refresh", login.Heard[3]);
        Assert.Contains("X-Mine: 1, 2\r\n", Encoding.Latin1.GetString(sharePoint.Heard[0].Request), StringComparison.Ordinal);
        Assert.DoesNotContain("User-Agent", Encoding.Latin1.GetString(sharePoint.Heard[0].Request), StringComparison.Ordinal);
        Assert.Contains(
            "%C3%BCn%C3%AFcode%20%26%20%3Cb%3E=a%3Db%26c%0",
            Encoding.Latin1.GetString(login.Heard[2].Request),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Every_attempt_of_a_retried_question_is_shown_as_the_wire_had_it(Dialect dialect)
    {
        var refusals = 1;
        provider.Lies = new()
        {
            AtSharePoint = context =>
                Interlocked.Decrement(ref refusals) >= 0
                    ? Answering.With(503, """{"error":"busy"}""", headers: ("Retry-After", "0"))(context)
                    : provider.AnswerHonestlyAsync(context),
        };
        (await BringAsync(provider.Answer(await visitor.BeginAsync(app, dialect)))).ShouldRedirectTo(app.Origin);

        var page = await visitor.StepAsync(app, 6);

        var attempts = new Html(page.Exchange("profile").Inner).Elements.Where(element => element["data-attempt"] is not null).ToArray();
        Assert.Equal(2, sharePoint.Heard.Count);
        Assert.Equal(["1", "2"], attempts.Select(attempt => attempt["data-attempt"]!));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(TextOf(sharePoint.Heard[i].Request), MessageIn(attempts[i], "request"));
            Assert.Equal(TextOf(sharePoint.Heard[i].Response), MessageIn(attempts[i], "response"));
        }
    }

    [Fact]
    public async Task A_refusal_is_shown_as_the_wire_had_it()
    {
        provider.Lies = new() { AtTokenEndpoint = Answering.With(400, Fixture.Text("entra/token-error.9002313.bad-token.json")) };

        await BringAsync(provider.Answer(await visitor.BeginAsync(app)));

        await ShouldShowAsync(4, "token", login.Heard[2]);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_shown_as_far_as_it_came()
    {
        provider.Lies = new() { AtTokenEndpoint = Answering.Truncated };

        await BringAsync(provider.Answer(await visitor.BeginAsync(app)));

        await ShouldShowAsync(4, "token", login.Heard[2]);
    }

    private Task<Hop> BringAsync(AuthorizationAnswer answer) =>
        answer.Dialect == Dialect.V2
            ? visitor.GetAsync(app.At(Scene.AsQuery(answer)))
            : visitor.PostAsync(app.Callback, answer.Parameters, crossSite: true);

    private async Task ShouldShowAsync(int step, string exchange, Tapped wire)
    {
        var page = await visitor.StepAsync(app, step);
        Assert.Equal(TextOf(wire.Request), page.Wire(exchange));
        Assert.Equal(TextOf(wire.Response), page.Wire(exchange, "response"));
    }

    [Fact]
    public async Task A_refusal_of_this_app_is_shown_but_for_its_page_and_what_describes_that()
    {
        await using var front = new TcpTap(app.Origin.Port);
        await visitor.PostAsync(new Uri(front.Address, "/secrets"), [KeyValuePair.Create("secrets", "")]); // show them
        var begun = await visitor.GetAsync(new Uri(front.Address, "/signin"));
        await visitor.GetAsync(new Uri(front.Address, $"/auth?error=access_denied&state={begun.Query["state"]}"));
        var back = front.Heard[^1];

        var three = await visitor.GetAsync(new Uri(front.Address, "/walkthrough/3"));

        ShouldBeTheSameButForOrder(back.Request, three.Wire("callback"));
        var (wire, shown) = (HeadOf(Masked(back.Response)), HeadOf(three.Wire("callback", "response")));
        Assert.Empty(shown.Except(wire));
        Assert.All(wire.Except(shown), line => Assert.Matches("^(Content-Type|Content-Language|Content-Length|Transfer-Encoding): ", line));
        Assert.NotEmpty(wire.Except(shown));
    }

    /// <summary>
    /// The web server gives headers without their order. The values of cookies that let somebody in, and of what proves that a form is ours,
    /// are never shown. All else is: no header more, and none less.
    /// </summary>
    private static void ShouldBeTheSameButForOrder(byte[] wire, string shown)
    {
        var text = Masked(wire);
        Assert.Equal(HeadOf(text), HeadOf(shown));
        Assert.Equal(BodyOf(text), BodyOf(shown));

        static string BodyOf(string message) => message.Split("\n\n", 2)[1];
    }

    private static string Masked(byte[] wire) => KeptBack().Replace(TextOf(wire), "$1***");

    private static IEnumerable<string> HeadOf(string message) => message.Split("\n\n")[0].Split('\n').Order(StringComparer.Ordinal);

    [GeneratedRegex(@"((?:(?:SpOAuth|Sandbox)\.[^=;\n]+|__RequestVerificationToken)=)[^;&\n]+")]
    private static partial Regex KeptBack();

    private static string MessageIn(Element attempt, string which) =>
        Walking.Unmarked(new Html(attempt.Inner).Elements.First(element => element["data-wire"] == which).Inner);

    private static string TextOf(byte[] message) => Encoding.UTF8.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal);
}
