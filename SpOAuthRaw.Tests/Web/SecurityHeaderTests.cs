using System.Net;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>What every answer tells the browser, whatever it is an answer to.</summary>
public sealed class SecurityHeaderTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/signin", HttpStatusCode.Found)]
    [InlineData("/signin?dialect=v1", HttpStatusCode.Found)]
    [InlineData("/signin?dialect=v3", HttpStatusCode.BadRequest)]
    [InlineData("/auth", HttpStatusCode.BadRequest)]
    [InlineData("/auth?state=%00", HttpStatusCode.BadRequest)]
    [InlineData("/nowhere", HttpStatusCode.NotFound)]
    [InlineData("/problem/400", HttpStatusCode.NotFound)]
    [InlineData("/signout", HttpStatusCode.MethodNotAllowed)]
    public async Task Pages_are_framed_by_nobody_kept_by_nobody_and_run_no_foreign_script(string path, HttpStatusCode status)
    {
        using var visitor = new Visitor();

        var answer = await visitor.GetAsync(App.At(path));

        Assert.Equal(status, answer.Status);
        answer.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Fact]
    public async Task The_signed_in_home_page_is_kept_by_nobody()
    {
        using var visitor = new Visitor();

        var home = await visitor.SignInAsync(App);

        home.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
        Assert.Equal("no-store", home.Header("Cache-Control"));
    }

    [Fact]
    public async Task A_callbacks_answers_are_kept_by_nobody()
    {
        using var visitor = new Visitor();

        var answer = await visitor.TrySignInAsync(App);

        answer.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
    }

    [Theory]
    [InlineData("site.css", "text/css")]
    [InlineData("site.js", "text/javascript")]
    [InlineData("icon.svg", "image/svg+xml")]
    public async Task Files_have_the_headers_too_and_may_be_kept(string file, string type)
    {
        using var visitor = new Visitor();

        var answer = (await visitor.GetAsync(App.At($"/{file}"))).ShouldBeAPage();

        answer.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
        Assert.StartsWith(type, answer.Header("Content-Type"), StringComparison.Ordinal);
        Assert.DoesNotContain("no-store", answer.Header("Cache-Control"), StringComparison.Ordinal);
        Assert.NotEmpty(answer.Html.Source);
    }

    [Fact]
    public async Task Every_file_that_a_page_names_is_there_and_is_the_apps_own()
    {
        using var visitor = new Visitor();
        var home = await visitor.GetAsync(App.Origin);

        string[] files =
        [
            .. home.Html.Elements.Where(each => each.Name is "link" or "script").Select(each => each["href"] ?? each["src"]!),
        ];

        Assert.True(files.Length >= 3);
        foreach (var file in files)
        {
            var address = new Uri(App.Origin, file);
            Assert.Equal(App.Origin.Authority, address.Authority);
            (await visitor.GetAsync(address)).ShouldBeAPage();
        }
    }

    [Fact]
    public async Task No_page_has_script_or_style_written_into_it()
    {
        using var visitor = new Visitor();
        Hop[] pages =
        [
            await visitor.GetAsync(App.Origin),
            await visitor.SignInAsync(App),
            await visitor.SignInAsync(App, person: "throttled@contoso.example"),
            await visitor.GetAsync(App.At("/auth?error=x")),
            await visitor.PostAsync(App.Callback, [new("state", new string('s', 43))], crossSite: true),
        ];

        foreach (var element in pages.SelectMany(page => page.Html.Elements))
        {
            Assert.DoesNotContain(element.Attributes.Keys, name => name == "style" || name.StartsWith("on", StringComparison.Ordinal));
            Assert.NotEqual("style", element.Name);
            if (element.Name == "script")
                Assert.Empty(element.Text);
        }
    }

    [Fact]
    public async Task Answers_name_no_software()
    {
        using var visitor = new Visitor();

        var answer = await visitor.GetAsync(App.Origin);

        Assert.Empty(answer.Headers["Server"]);
        Assert.Empty(answer.Headers["X-Powered-By"]);
    }
}
