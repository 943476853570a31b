using System.Net;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>The address of a page about an error comes with the error, from whoever made it: a link leads to the page about errors of Microsoft's or the provider's, and nowhere else.</summary>
public sealed class ErrorPageLinkTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("https://login.microsoftonline.com/error?code=65004")]
    [InlineData("https://{provider}/error?code=65004")]
    [InlineData("https://login.microsoftonline.com/error?\"><img src=x>")]
    public async Task A_page_of_Microsoft_s_or_the_provider_s_is_a_link(string address)
    {
        var shown = await ShownAsync(Filled(address));

        var link = Assert.Single(shown.Elements, element => element.Name == "a");
        Assert.Equal(new Uri(Filled(address)).AbsoluteUri, link["href"]);
        Assert.Equal("noreferrer", link["rel"]);
        Assert.Equal(Filled(address), link.Text);
        Assert.DoesNotContain(shown.Elements, element => element.Name == "img");
    }

    [Theory]
    [InlineData("http://login.microsoftonline.com/error?code=65004")]
    [InlineData("http://{provider}/error?code=65004")]
    [InlineData("https://login.microsoftonline.com.evil.example/")]
    [InlineData("https://login.microsoftonline.com@evil.example/")]
    [InlineData("https://evil@login.microsoftonline.com/")]
    [InlineData("https://login.microsoftonline.com:8443/")]
    [InlineData("https://evil.example/?https://login.microsoftonline.com/")]
    [InlineData("//login.microsoftonline.com/error")]
    [InlineData("https://login.microsoftonline.com/")]
    [InlineData("https://login.microsoftonline.com/common/oauth2/v2.0/authorize?client_id=evil&prompt=consent")]
    [InlineData("https://login.microsoftonline.com/error/../common/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.example/")]
    [InlineData("https://{provider}/common/oauth2/v2.0/logout")]
    [InlineData("javascript:alert(1)//login.microsoftonline.com")]
    [InlineData("<a href=\"https://login.microsoftonline.com/\">here</a>")]
    public async Task Every_other_address_is_text(string address)
    {
        var shown = await ShownAsync(Filled(address));

        Assert.DoesNotContain(shown.Elements, element => element.Name == "a");
        Assert.Equal(Filled(address), Walkthrough.Walking.Unmarked(shown.Source).Trim());
    }

    [Fact]
    public async Task So_is_one_that_is_longer_than_any()
    {
        var shown = await ShownAsync($"https://login.microsoftonline.com/error?code={new string('1', 400)}");

        Assert.DoesNotContain(shown.Elements, element => element.Name == "a");
        Assert.StartsWith(
            "https://login.microsoftonline.com/error?code=1",
            Walkthrough.Walking.Unmarked(shown.Source).Trim(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task An_address_that_repeats_a_secret_is_no_link_while_secrets_are_hidden()
    {
        var address = $"https://login.microsoftonline.com/error?x={SandboxRegistration.ClientSecret}";

        var (hidden, shown) = (await ShownAsync(address), await ShownAsync(address, hidesSecrets: false));

        Assert.DoesNotContain(SandboxRegistration.ClientSecret, hidden.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden.Elements, element => element.Name == "a");
        Assert.Contains(shown.Elements, element => element["href"] == address);
    }

    /// <summary>What the problem page, and step 3 of the walkthrough, show of an error's page.</summary>
    private async Task<Html> ShownAsync(string address, bool hidesSecrets = true)
    {
        using var visitor = new Visitor();
        if (!hidesSecrets)
            await visitor.PostAsync(App.At("/secrets"), [KeyValuePair.Create("secrets", "")]);
        var state = (await visitor.BeginAsync(App)).Query["state"];

        var refused = await visitor.GetAsync(App.At($"/auth?error=access_denied&error_uri={Uri.EscapeDataString(address)}&state={state}"));

        refused.ShouldBeAProblem(HttpStatusCode.BadRequest);
        var there = (await visitor.GetAsync(App.At("/walkthrough/3"))).ShouldBeAPage().Html.ById("error-uri")!;
        Assert.Equal(there.Inner.Trim(), refused.Html.ById("error-uri")!.Inner.Trim());
        return new Html(there.Inner);
    }

    private string Filled(string address) => address.Replace("{provider}", sandbox.Tenant.LoginUrl.Authority, StringComparison.Ordinal);
}
