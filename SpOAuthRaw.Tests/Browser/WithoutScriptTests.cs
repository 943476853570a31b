using Microsoft.Playwright;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The walkthrough in a browser that runs no script.</summary>
[Collection(BrowserTests.Name)]
public sealed class WithoutScriptTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserTheory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task The_whole_walk(Dialect dialect) =>
        RunAsync(async tab =>
        {
            await tab.Walk.WalkToAsync(4, dialect, scripts: false);
            await tab.Page.ClickAsync(WalkPage.Form);
            await tab.Page.FillAsync("#send input[name='add.name'] >> nth=0", "more");
            await tab.Page.FillAsync("#send input[name='add.value'] >> nth=0", "yes");
            await tab.Walk.ArriveAfterAsync(() => tab.Page.ClickAsync("#send button[name=preview]"));
            await Expect(tab.Page.Locator("[data-state=pending] pre[data-wire=request]")).ToContainTextAsync("more=yes");
            await tab.Walk.SendAsync();
            await tab.Walk.ShouldHaveSentAsync("token");
            await Expect(tab.Page.Locator("[data-exchange=token][data-edited]")).ToHaveCountAsync(1);

            foreach (var (step, exchange) in new[] { (6, "profile"), (7, "refresh") })
            {
                await tab.Walk.OpenAsync(step);
                await tab.Walk.SendAsync();
                await tab.Walk.ShouldHaveSentAsync(exchange);
            }

            await tab.Home.OpenAsync();
            await tab.Home.ShouldBeSignedInAsync();
            await tab.Walk.OpenAsync(8);
            await tab.Page.ClickAsync("form[action='/signout'] button[name=send]");
            await tab.Home.ShouldBeSignedOutAsync();
        });

    [BrowserFact]
    public Task The_switches() =>
        RunAsync(async tab =>
        {
            var secrets = tab.Page.Locator("button[name=secrets]");
            await tab.Walk.WalkToAsync(4, scripts: false);

            await Expect(secrets).ToHaveAttributeAsync("aria-pressed", "true");
            await tab.Walk.SwitchAsync("button[name=secrets]");
            await Expect(secrets).ToHaveAttributeAsync("aria-pressed", "false");
            await Expect(tab.Page.Locator("[data-masked]")).ToHaveCountAsync(0);

            await tab.Walk.SwitchAsync("button[name=explain]");
            await Expect(tab.Page.Locator("article.less")).ToHaveCountAsync(1);
            await Expect(tab.Page.Locator("[data-explains]")).ToHaveCountAsync(0);

            await tab.Walk.SwitchAsync("button[name=language][value=fr]");
            await Expect(tab.Page.Locator("html")).ToHaveAttributeAsync("lang", "fr");
            await tab.Walk.ShouldShowAsync(4);
        });

    [BrowserFact]
    public Task The_downloads_box_and_the_sums() =>
        RunAsync(async tab =>
        {
            await tab.Walk.WalkToAsync(4, scripts: false);

            await tab.Page.CheckAsync("input[name=unmask]");
            await tab.Walk.ArriveAfterAsync(() => tab.Page.ClickAsync("#take-away form button"));
            await Expect(tab.Page.Locator("a[download][href$='unmask=true']")).ToHaveCountAsync(4);

            await tab.Walk.OpenAsync("sum/pkce");
            await tab.Walk.ArriveAfterAsync(() => tab.Page.Locator("button[name=flip]").First.ClickAsync());
            await Expect(tab.Page.Locator("[data-verdict=breaks]")).ToBeVisibleAsync();
        });

    private Task RunAsync(Func<Tab, Task> test, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        browser.RunAsync(pair, test, new BrowserNewContextOptions { JavaScriptEnabled = false }, name: name);
}
