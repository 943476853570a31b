using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Answers that are no sign-in: each has its status, and a page in the app's look.</summary>
public sealed class StatusPagesTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Fact]
    public async Task The_app_says_that_it_is_well()
    {
        using var visitor = new Visitor();

        var answer = await visitor.GetAsync(App.At("/healthz"));

        Assert.Equal(HttpStatusCode.OK, answer.Status);
        Assert.Equal("Healthy", answer.Html.Source);
    }

    [Theory]
    [InlineData("GET", "/nowhere")]
    [InlineData("GET", "/nowhere.css")]
    [InlineData("GET", "/auth/deeper")]
    [InlineData("GET", "/problem")]
    [InlineData("GET", "/problem/x")]
    [InlineData("GET", "/..%2f..%2fappsettings.json")]
    [InlineData("GET", "/appsettings.json")]
    [InlineData("POST", "/nowhere")]
    [InlineData("PUT", "/nowhere")]
    public async Task What_is_not_there_is_404(string method, string path)
    {
        using var visitor = new Visitor();

        var answer = await visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), App.At(path)));

        answer.ShouldBeAProblem(HttpStatusCode.NotFound);
        Assert.NotEmpty(answer.Html.TextOf("happened"));
    }

    [Theory]
    [InlineData("/problem/200")]
    [InlineData("/problem/400")]
    [InlineData("/problem/404")]
    [InlineData("/problem/500")]
    [InlineData("/problem/99999")]
    public async Task The_problem_page_asked_for_by_its_own_address_is_404(string path)
    {
        using var visitor = new Visitor();

        var got = await visitor.GetAsync(App.At(path));
        var posted = await visitor.PostAsync(App.At(path), [new("status", "200")]);

        got.ShouldBeAProblem(HttpStatusCode.NotFound);
        posted.ShouldBeAProblem(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", "/signout")]
    [InlineData("GET", "/profile")]
    [InlineData("POST", "/signin")]
    [InlineData("PUT", "/auth")]
    [InlineData("DELETE", "/auth")]
    public async Task Another_method_than_the_address_takes_is_405(string method, string path)
    {
        using var visitor = new Visitor();

        var answer = await visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), App.At(path)));

        answer.ShouldBeAProblem(HttpStatusCode.MethodNotAllowed);
    }

    [Theory]
    [InlineData("/walkthrough/1", "GET, HEAD, POST")]
    [InlineData("/walkthrough/9", "GET, HEAD, POST")]
    [InlineData("/walkthrough/sum/signature", "GET, HEAD, POST")]
    [InlineData("/walkthrough/sum/none", "GET, HEAD, POST")]
    [InlineData("/walkthrough/all", "GET, HEAD")]
    [InlineData("/errors", "GET, HEAD")]
    [InlineData("/glossary", "GET, HEAD")]
    [InlineData("/source/SpOAuthRaw/Program.cs", "GET, HEAD")]
    public async Task A_page_that_is_asked_in_another_way_says_in_which_ways_it_can_be(string path, string allowed)
    {
        foreach (var method in new[] { "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "PROPFIND", "NONSENSE" })
        {
            using var visitor = new Visitor();

            var answer = await visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), App.At(path)));

            answer.ShouldBeAProblem(HttpStatusCode.MethodNotAllowed);
            Assert.Equal(allowed, string.Join(", ", answer.Headers["Allow"]));
        }
    }

    [Theory]
    [InlineData("status")]
    [InlineData("Status")]
    public async Task A_form_does_not_choose_the_status_of_its_own_refusal(string field)
    {
        using var visitor = new Visitor();

        var answer = await visitor.PostAsync(App.At("/signout"), [new(field, "200")]);

        answer.ShouldFail("antiforgery");
    }

    [Fact]
    public async Task What_is_broken_is_a_500_in_the_apps_look_that_gives_nothing_away()
    {
        await using var broken = await RunningApp.StartAsync(
            sandbox.Tenant,
            services: services => services.Replace(ServiceDescriptor.Singleton<ISpentStates, BrokenStates>())
        );
        using var visitor = new Visitor();

        var answer = await visitor.TrySignInAsync(broken);

        answer.ShouldBeAProblem(HttpStatusCode.InternalServerError);
        Assert.DoesNotContain("BrokenStates", answer.Html.Source, StringComparison.Ordinal);
        Assert.DoesNotContain("not for strangers", answer.Html.Source, StringComparison.Ordinal);
        answer.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
    }

    private sealed class BrokenStates : ISpentStates
    {
        public Task<bool> TrySpendAsync(string state) => throw new InvalidOperationException("not for strangers");
    }
}
