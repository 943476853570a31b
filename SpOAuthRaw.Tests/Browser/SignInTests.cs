using Microsoft.Playwright;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>People at a real browser, with the provider on the app's own site and on another: cookies are what differs.</summary>
[Collection(BrowserTests.Name)]
public sealed class SignInTests(BrowserFixture browser)
{
    /// <summary>To a browser localhost and 127.0.0.1 are two sites, and localhost's ports are one.</summary>
    public static TheoryData<string, bool> HostsAndDialects =>
        new()
        {
            { "localhost", false },
            { "localhost", true },
            { "127.0.0.1", false },
            { "127.0.0.1", true },
        };

    [BrowserTheory]
    [MemberData(nameof(HostsAndDialects))]
    public async Task Adele_signs_in_and_out(string provider, bool asIn2016)
    {
        await using var pair = await SandboxApp.StartAsync(provider);

        await browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.SignInAsync(asIn2016: asIn2016);
                await tab.Home.ShouldBeSignedInAsync();

                await tab.Home.SignOutAsync();
                await tab.Home.ShouldBeSignedOutAsync();

                Assert.Contains(tab.Requests, request => request.AbsolutePath.EndsWith("/logout", StringComparison.Ordinal));
                Assert.DoesNotContain(tab.Requests, request => request.Query == "?again"); // the cookie came with the first post
            }
        );
    }

    [BrowserTheory]
    [MemberData(nameof(HostsAndDialects))]
    public async Task All_of_it_works_without_scripts(string provider, bool asIn2016)
    {
        await using var pair = await SandboxApp.StartAsync(provider);

        await browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.SignInAsync(asIn2016: asIn2016);
                if (asIn2016)
                    await tab.FormPost.ContinueAsync();
                await tab.Home.ShouldBeSignedInAsync();
                await tab.Home.ShouldHaveNoCopyButtonAsync();
                await tab.Home.AskSharePointAgainAsync();
                await tab.Home.ShouldBeSignedInAsync();

                await tab.Home.SignOutAsync();
                await tab.Home.ShouldBeSignedOutAsync();
            },
            new BrowserNewContextOptions { JavaScriptEnabled = false }
        );
    }

    [BrowserTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_browser_that_kept_the_form_posts_cookie_to_itself_posts_it_once_more(bool scripts)
    {
        await using var pair = await SandboxApp.StartAsync("127.0.0.1");

        await browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Home.OpenAsync();
                await tab.Home.SignInAsync(asIn2016: true);
                await tab.Picker.PickAsync(SigningIn.Adele);
                await ForgetSecureCookiesAsync(tab.Page.Context); // as if they had never been taken: Safari takes none from http
                await tab.Consent.AcceptAsync();
                if (!scripts)
                {
                    await tab.FormPost.ContinueAsync();
                    await tab.Problem.PostOnceMoreAsync();
                }

                await tab.Home.ShouldBeSignedInAsync();
                Assert.Single(tab.Requests, request => request.Query == "?again");
            },
            new BrowserNewContextOptions { JavaScriptEnabled = scripts }
        );
    }

    [BrowserFact]
    public async Task Who_cancels_reads_why_nobody_is_signed_in_and_finds_the_way_home()
    {
        await using var pair = await SandboxApp.StartAsync("127.0.0.1");

        await browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Home.OpenAsync();
                await tab.Home.SignInAsync();
                await tab.Picker.PickAsync(SigningIn.Adele);
                await tab.Consent.CancelAsync();
                await tab.Problem.ShouldShowAsync(400, "AADSTS65004");

                await tab.Problem.GoHomeAsync();
                await tab.Home.ShouldBeSignedOutAsync();
            }
        );
    }

    [BrowserFact]
    public async Task Who_comes_by_127_0_0_1_signs_in_at_localhost()
    {
        await using var pair = await SandboxApp.StartAsync("localhost");

        await browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Page.GotoAsync($"{pair.App.Origin}signin".Replace("localhost", "127.0.0.1", StringComparison.Ordinal));
                await tab.Picker.PickAsync(SigningIn.Adele);
                await tab.Consent.AcceptAsync();

                await tab.Home.ShouldBeSignedInAsync();
            },
            also: "127.0.0.1"
        );
    }

    [BrowserFact]
    public async Task The_button_beside_the_access_token_copies_the_whole_of_it()
    {
        await using var pair = await SandboxApp.StartAsync("localhost");

        await browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.SignInAsync();
                await tab.Home.ShouldBeSignedInAsync();

                var copied = await tab.Home.CopyAccessTokenAsync();

                Assert.Equal(await tab.Home.AccessTokenAsync(), copied);
            },
            new BrowserNewContextOptions { Permissions = ["clipboard-read", "clipboard-write"] }
        );
    }

    private static async Task ForgetSecureCookiesAsync(IBrowserContext context)
    {
        foreach (var cookie in (await context.CookiesAsync()).Where(cookie => cookie.Secure))
            await context.ClearCookiesAsync(new() { Name = cookie.Name });
    }
}
