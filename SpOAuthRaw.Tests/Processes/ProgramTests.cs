using System.Net;
using System.Net.Sockets;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Processes;

/// <summary>The program as people run it: <c>dotnet SpOAuthRaw.dll</c>.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder home = new();

    /// <inheritdoc />
    public void Dispose() => home.Dispose();

    [Fact]
    public async Task Unconfigured_and_from_any_folder_it_signs_people_in_with_a_sandbox_of_its_own()
    {
        await using var app = AppProcess.Start(home.Path, AppProcess.SandboxOnFreePorts());
        (await app.AnswersAsync()).Dispose();

        foreach (var dialect in new[] { Dialect.V2, Dialect.V1 })
        {
            using var visitor = new Visitor();
            var page = await visitor.SignInAsync(app, dialect);

            Assert.Equal("Adele Vance", page.Html.TextOf("user-title"));
            Assert.Contains("Sandbox tenant", page.Html.Source, StringComparison.Ordinal);
        }

        Assert.Empty(app.ErrorLines);
        Assert.DoesNotContain("fail:", app.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_style_sheet_is_found_from_any_folder()
    {
        await using var app = AppProcess.Start(home.Path, AppProcess.SandboxOnFreePorts());
        (await app.AnswersAsync()).Dispose();
        using var visitor = new Visitor();

        var css = await visitor.GetAsync(new Uri(app.Origin, "/site.css"));

        css.ShouldBeAPage();
    }

    [Fact]
    public async Task The_first_page_is_there_before_anybody_has_time_to_wonder()
    {
        // Processor time, since the clock's time says more of the machine's other work. A debug build takes about one second of it on two
        // slow cores, the sandbox's start and its new RSA key included; the limit is three times that, for what somebody adds one day.
        await using var app = AppProcess.Start(home.Path, AppProcess.SandboxOnFreePorts());

        using var first = await app.AnswersAsync();

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        Assert.InRange(app.ProcessorTime, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_port_of_the_app_that_is_taken_is_said_in_words()
    {
        using var other = Taken(out var port);
        await using var app = AppProcess.Start(home.Path, AppProcess.SandboxOnFreePorts(), port);

        var code = await app.EndsAsync();

        Assert.Equal(1, code);
        var sentence = Assert.Single(app.ErrorLines);
        Assert.StartsWith($"http://localhost:{port} is taken", sentence, StringComparison.Ordinal);
        Assert.Contains("--urls", sentence, StringComparison.Ordinal);
        AssertNoStackTrace(app);
    }

    [Theory]
    [InlineData("Sandbox__LoginUrl")]
    [InlineData("Sandbox__SharePointUrl")]
    public async Task A_port_of_the_sandbox_that_is_taken_is_said_in_words(string key)
    {
        using var other = Taken(out var port);
        await using var app = AppProcess.Start(home.Path, [.. AppProcess.SandboxOnFreePorts(), (key, $"http://localhost:{port}")]);

        var code = await app.EndsAsync();

        Assert.Equal(1, code);
        var sentence = Assert.Single(app.ErrorLines);
        Assert.Contains($":{port} is taken", sentence, StringComparison.Ordinal);
        Assert.Contains(key, sentence, StringComparison.Ordinal);
        AssertNoStackTrace(app);
    }

    [Fact]
    public async Task The_command_line_says_where_to_listen_before_the_environment_does()
    {
        var port = FreePort.Next();
        await using var app = AppProcess.Start(
            home.Path,
            [.. AppProcess.SandboxOnFreePorts(), ("ASPNETCORE_URLS", "http://localhost:1")],
            port,
            "--urls",
            $"http://localhost:{port}"
        );

        using var first = await app.AnswersAsync();

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
    }

    [Fact]
    public async Task It_says_whether_it_is_alive()
    {
        await using var app = AppProcess.Start(home.Path, AppProcess.SandboxOnFreePorts());
        (await app.AnswersAsync()).Dispose();

        await using var asking = AppProcess.Start(home.Path, [], app.Origin.Port, "--healthcheck");
        var alive = await asking.EndsAsync();
        await app.KillAsync();
        await using var askingAgain = AppProcess.Start(home.Path, [], app.Origin.Port, "--healthcheck");
        var dead = await askingAgain.EndsAsync();

        Assert.Equal((0, 1), (alive, dead));
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Killed_and_started_again_between_the_redirects_it_finishes_the_sign_in(Dialect dialect)
    {
        await using var tenant = await SandboxApp.StartTenantAsync();
        (string, string)[] settings =
        [
            ("AzureAd__Instance", tenant.LoginUrl.AbsoluteUri),
            ("AzureAd__ClientId", SandboxRegistration.ClientId),
            ("AzureAd__ClientSecret", SandboxRegistration.ClientSecret),
            ("SharePoint__SiteUrl", tenant.SharePointUrl.AbsoluteUri),
        ];
        using var visitor = new Visitor();

        await using var before = AppProcess.Start(home.Path, settings);
        (await before.AnswersAsync()).Dispose();
        var begun = await visitor.BeginAsync(before, dialect);
        await before.KillAsync();
        var answer = await visitor.AnswerAsync(begun);
        await using var after = AppProcess.Start(home.Path, settings, before.Origin.Port);
        (await after.AnswersAsync()).Dispose();
        var returned = await visitor.ReturnAsync(answer);

        returned.ShouldRedirectTo(after.Origin);
        await visitor.ShouldBeSignedInAsync(after);
    }

    private static void AssertNoStackTrace(AppProcess app) =>
        Assert.DoesNotContain("   at ", app.Output + string.Join('\n', app.ErrorLines), StringComparison.Ordinal);

    private static TcpListener Taken(out int port)
    {
        port = FreePort.Next();
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
