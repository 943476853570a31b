using Microsoft.Playwright;
using SpOAuthRaw.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The walkthrough on paper: everything that teaches, and nothing to press.</summary>
[Collection(BrowserTests.Name)]
public sealed class PrintTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    // Paper can't be scrolled: whatever does not fit its box is lost.
    private const string Clipped = """
        () => [...document.querySelectorAll('main *')]
            .filter(each => each.checkVisibility() && !each.matches('.visually-hidden, svg, svg *'))
            .filter(each => { const { overflowX, overflowY } = getComputedStyle(each); return overflowX !== 'visible' || overflowY !== 'visible'; })
            .filter(each => each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1)
            .map(each => each.outerHTML.slice(0, 120))
        """;

    [BrowserTheory]
    [InlineData("4")]
    [InlineData("6")]
    [InlineData("8")]
    [InlineData("all")]
    public Task Nothing_to_press_and_nothing_cut_off(string step) =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(7);
                await tab.Walk.OpenAsync(step);

                await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });

                await Expect(tab.Page.Locator("pre[data-wire]:visible").First).ToBeVisibleAsync();
                await Expect(tab.Page.Locator(":is(.top, .rail, .bottom, form, button, .btn, input, .next):visible")).ToHaveCountAsync(0);
                Assert.Empty(await tab.Page.EvaluateAsync<string[]>(Clipped));
                Assert.True(
                    await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
                );
            },
            OnA4()
        );

    [BrowserFact]
    public Task Each_step_begins_on_a_page_of_its_own() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(7);
                await tab.Walk.OpenAsync("all");

                await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });

                Assert.Equal(
                    Enumerable.Repeat("page", 8),
                    await tab
                        .Page.Locator(".one-step")
                        .EvaluateAllAsync<string[]>("all => all.map(each => getComputedStyle(each).breakBefore)")
                );
            },
            OnA4()
        );

    [BrowserTheory]
    [InlineData("4")]
    [InlineData("all")]
    public Task No_name_is_broken_and_nothing_is_left_that_one_would_have_to_press(string step) =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(7);
                await tab.Walk.OpenAsync(step);
                if (step == "4")
                    await tab.Page.ClickAsync("details.headers summary"); // what somebody opened is meant to be read

                await tab.Page.EmulateMediaAsync(new() { Media = Media.Print });

                Assert.Empty(
                    await tab.Page.EvaluateAsync<string[]>(
                        """
                        () => [...document.querySelectorAll('.params tbody th code, .checks li b, .values li code')]
                            .filter(each => each.checkVisibility() && each.getClientRects().length > 1).map(each => each.textContent)
                        """
                    )
                );
                await Expect(tab.Page.Locator("details.headers code:visible").First).ToBeVisibleAsync(new() { Visible = step == "4" });
                await Expect(tab.Page.Locator(":is(details:not([open]), .curl, .src header a, .sum-links):visible")).ToHaveCountAsync(0);
            },
            OnA4()
        );

    private static BrowserNewContextOptions OnA4() =>
        new()
        {
            ViewportSize = new() { Width = 718, Height = 1047 },
        }; // less its margins
}
