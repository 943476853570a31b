using System.Net;
using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Web;

/// <summary>The three switches that stand on the pages: whose forms they take, and the cookies in which they remember.</summary>
public sealed class SwitchTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    public static TheoryData<string, string, string> Switches =>
        new()
        {
            { "/secrets", "secrets", "" },
            { "/explain", "explain", "less" },
            { "/language", "language", "fr" },
        };

    private RunningApp App => sandbox.App;

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Another_sites_form_switches_nothing(string path, string field, string value)
    {
        using var visitor = new Visitor();

        foreach (var site in new[] { "cross-site", "same-site" })
        {
            var refused = await visitor.SendWithAsync(HttpMethod.Post, App.At(path), [new(field, value)], ("Sec-Fetch-Site", site));

            refused.ShouldFail("antiforgery");
            Assert.Empty(refused.SetCookies);
        }
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task This_sites_form_does_and_so_does_a_browser_that_does_not_say_where_it_stood(string path, string field, string value)
    {
        using var visitor = new Visitor();

        foreach (var headers in new (string, string)[][] { [], [("Sec-Fetch-Site", "same-origin")], [("Sec-Fetch-Site", "none")] })
        {
            var taken = await visitor.SendWithAsync(HttpMethod.Post, App.At(path), [new(field, value)], headers);

            Assert.Equal(HttpStatusCode.Found, taken.Status);
            Assert.Single(taken.SetCookies);
        }
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task A_switch_leads_back_to_a_page_of_ours_alone(string path, string field, string value)
    {
        using var visitor = new Visitor();

        foreach (var address in new[] { "https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)" })
        {
            var taken = await visitor.PostAsync(App.At(path), [new(field, value), new("returnUrl", address)]);

            Assert.Equal("/", taken.Header("Location"));
        }
    }

    [Fact]
    public async Task What_they_remember_works_on_https_too()
    {
        await using var app = await RunningApp.StartAsync(sandbox.Tenant, [("App:PublicOrigin", "https://profile.contoso.example")]);
        using var visitor = new Visitor();
        var before = (await visitor.GetAsync(app.Origin)).Html;

        await visitor.PostAsync(app.At("/language"), [new("language", "fr")]);
        await visitor.PostAsync(app.At("/secrets"), [new("secrets", "")]);
        var after = (await visitor.GetAsync(app.At("/walkthrough/1"))).Html;

        Assert.Equal("en", before.Elements.Single(element => element.Name == "html")["lang"]);
        Assert.Equal("fr", after.Elements.Single(element => element.Name == "html")["lang"]);
        Assert.Equal("false", after.Elements.Single(element => element["name"] == "secrets")["aria-pressed"]);
    }
}
