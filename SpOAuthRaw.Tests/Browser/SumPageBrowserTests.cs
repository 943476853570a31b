using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough.Sums;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The sums' pages in a browser: for everybody, on any screen, and without script.</summary>
[Collection(BrowserTests.Name)]
public sealed class SumPageBrowserTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 1280)]
    [InlineData(ColorScheme.Light, 320)]
    public Task Axe_finds_nothing_whether_a_sum_holds_or_breaks(ColorScheme colors, int width) =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                foreach (var exercise in Exercise.All)
                {
                    await tab.Page.GotoAsync(pair.App.At($"/walkthrough/sum/{exercise.Name}").AbsoluteUri);
                    await tab.Page.Locator(".own summary").ClickAsync();
                    await ShouldBeAccessibleAsync(tab.Page);
                    await tab.Page.Locator("button[name=flip]").First.ClickAsync();
                    await Assertions.Expect(tab.Page.Locator("[data-verdict=breaks]")).ToBeVisibleAsync();
                    await ShouldBeAccessibleAsync(tab.Page);
                }
            },
            new BrowserNewContextOptions
            {
                ColorScheme = colors,
                ViewportSize = new() { Width = width, Height = 800 },
            },
            name: $"sums {colors} {width}"
        );

    [BrowserFact]
    public Task Without_script_a_character_is_changed_and_changed_back() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Page.GotoAsync(pair.App.At("/walkthrough/sum/signature").AbsoluteUri);

                await tab.Page.Locator("button[name=flip][value=payload]").ClickAsync();
                await Assertions.Expect(tab.Page.Locator("[data-stage=match]")).ToHaveAttributeAsync("data-result", "failed");
                await Assertions.Expect(tab.Page.Locator("[data-stage=match]")).ToBeVisibleAsync();

                await tab.Page.Locator("#real").ClickAsync();
                await Assertions.Expect(tab.Page.Locator("[data-verdict=holds]")).ToBeVisibleAsync();
            },
            new BrowserNewContextOptions { JavaScriptEnabled = false }
        );

    [BrowserFact]
    public Task Enter_in_a_field_works_the_sum_and_changes_no_character() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Page.GotoAsync(pair.App.At("/walkthrough/sum/pkce").AbsoluteUri);
                await tab.Page.Locator(".own summary").ClickAsync();
                await tab.Page.Locator("#field-code_challenge").FillAsync("mine");

                await tab.Page.Keyboard.PressAsync("Enter");

                await Assertions.Expect(tab.Page.Locator("[data-figure=challenge]")).ToHaveTextAsync("mine");
                await Assertions.Expect(tab.Page.Locator("#change")).ToHaveCountAsync(0);
            }
        );

    private static async Task ShouldBeAccessibleAsync(IPage page)
    {
        var result = await page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            string.Join("; ", result.Violations.Select(each => $"{each.Id}: {each.Help} ({each.Nodes.FirstOrDefault()?.Html})"))
        );
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{page.Url}: something sticks out to the right"
        );
    }
}
