using System.Net;
using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Web;

/// <summary>What holds of every kind of answer: pages, redirects, errors, files, what is taken along, and what a form gets.</summary>
public sealed class EveryAnswerTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private static readonly string[] Paths =
    [
        "/",
        "/healthz",
        "/readyz",
        "/errors",
        "/glossary",
        "/site.css",
        "/picture",
        "/signin",
        "/signin?dialect=v1",
        "/signin?dialect=v3",
        "/signin?mode=walk",
        "/auth",
        "/auth?error=access_denied",
        "/nowhere",
        "/signout",
        "/problem/500",
        "/walkthrough",
        "/walkthrough/1",
        "/walkthrough/1?mode=walk",
        "/walkthrough/2",
        "/walkthrough/3",
        "/walkthrough/4",
        "/walkthrough/5",
        "/walkthrough/6",
        "/walkthrough/7",
        "/walkthrough/8",
        "/walkthrough/9",
        "/walkthrough/all",
        "/walkthrough/run.har",
        "/walkthrough/run.http",
        "/walkthrough/run.sh",
        "/walkthrough/run.md",
        "/walkthrough/run.exe",
        "/source/SpOAuthRaw/Protocol/5-IdToken/IdTokenValidation.cs",
        "/source/SpOAuthRaw/nothing.cs",
    ];

    private static readonly string[] Forms = ["/", "/auth", "/signout", "/profile", "/language", "/secrets", "/explain", "/walkthrough/4"];

    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Every_answer_has_the_whole_policy(bool signedIn)
    {
        foreach (var answer in await AnswersAsync(App, signedIn))
            answer.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_answer_lets_another_origin_read_it(bool signedIn)
    {
        foreach (var answer in await AnswersAsync(App, signedIn, ("Origin", "https://evil.example")))
            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Another_origin_that_asks_beforehand_gets_no_leave()
    {
        using var visitor = new Visitor();
        foreach (var path in Paths.Concat(Forms).Distinct())
        {
            var answer = await visitor.SendWithAsync(
                HttpMethod.Options,
                App.At(path),
                null,
                ("Origin", "https://evil.example"),
                ("Access-Control-Request-Method", "POST"),
                ("Access-Control-Request-Headers", "Authorization")
            );

            Assert.DoesNotContain(answer.Headers, header => header.Key.StartsWith("Access-Control-", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task On_https_every_answer_keeps_the_browser_there_for_a_year()
    {
        await using var app = await RunningApp.StartAsync(sandbox.Tenant, [("App:PublicOrigin", "https://profile.contoso.example")]);

        foreach (var answer in await AnswersAsync(app, signedIn: false))
            Assert.Equal("max-age=31536000", answer.Header("Strict-Transport-Security"));
    }

    [Fact]
    public async Task On_http_no_answer_speaks_of_https()
    {
        foreach (var answer in await AnswersAsync(App, signedIn: false))
            Assert.Empty(answer.Headers["Strict-Transport-Security"]);
    }

    private static async Task<List<Hop>> AnswersAsync(RunningApp app, bool signedIn, params (string, string)[] headers)
    {
        using var visitor = new Visitor();
        if (signedIn)
            await visitor.SignInAsync(app);

        var answers = new List<Hop>();
        foreach (var path in Paths)
            answers.Add(await visitor.SendWithAsync(HttpMethod.Get, app.At(path), null, headers));
        foreach (var path in Forms)
            answers.Add(await visitor.SendWithAsync(HttpMethod.Post, app.At(path), [new("x", "y")], headers));

        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.Found);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.BadRequest);
        Assert.Contains(answers, answer => answer.Status == HttpStatusCode.NotFound);
        if (signedIn)
            Assert.All(
                answers.Where(answer => answer.Address.AbsolutePath.Contains("/run.h", StringComparison.Ordinal)),
                answer => answer.ShouldBeAPage()
            );
        return answers;
    }
}
