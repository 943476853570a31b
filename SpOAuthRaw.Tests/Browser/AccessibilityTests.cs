using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The pages for everybody: axe-core finds nothing, nothing sticks out of a narrow screen, and the keyboard is enough.</summary>
[Collection(BrowserTests.Name)]
public sealed class AccessibilityTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserTheory]
    [InlineData("light", ColorScheme.Light, 1280)]
    [InlineData("dark", ColorScheme.Dark, 1280)]
    [InlineData("narrow", ColorScheme.Light, 320)]
    public Task Axe_finds_nothing(string look, ColorScheme colors, int width) =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Home.OpenAsync();
                await ShouldBeAccessibleAsync(tab, $"home, signed out, {look}");

                await SignInAsync(tab, SigningIn.Adele);
                await tab.Home.ShouldBeSignedInAsync();
                await ShouldBeAccessibleAsync(tab, $"home, signed in, {look}");

                await SignInAsync(tab, "throttled@contoso.example");
                await tab.Home.ShouldShowSharePointsProblemAsync("Throttled");
                await ShouldBeAccessibleAsync(tab, $"home, with a SharePoint problem, {look}");

                await tab.Page.GotoAsync(pair.App.At("/signin").AbsoluteUri);
                await tab.Picker.PickAsync("conditional-access@contoso.example");
                await tab.Problem.ShouldShowAsync(400, "AADSTS53003");
                await ShouldBeAccessibleAsync(tab, $"problem, {look}");

                await tab.Page.GotoAsync(pair.App.At($"/auth?code=c&state={new string('s', 500)}").AbsoluteUri);
                await tab.Problem.ShouldShowAsync(400, "state");
                await ShouldBeAccessibleAsync(tab, $"failed check, {look}");
            },
            new BrowserNewContextOptions
            {
                ColorScheme = colors,
                ViewportSize = new() { Width = width, Height = 800 },
            },
            name: $"axe {look}"
        );

    [BrowserFact]
    public Task The_keyboard_is_enough_to_sign_in_and_out() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Home.OpenAsync();
                await TabToAsync(tab.Page, HomePage.SignIn);
                await tab.Page.Keyboard.PressAsync("Enter");
                await tab.Picker.ShouldBeOpenAsync();
                await TabToAsync(tab.Page, $"button[value='{SigningIn.Adele}']");
                await tab.Page.Keyboard.PressAsync("Enter");
                await AcceptIfAskedAsync(tab);
                await tab.Home.ShouldBeSignedInAsync();

                await TabToAsync(tab.Page, HomePage.SignOut);
                await tab.Page.Keyboard.PressAsync("Enter");
                await tab.Home.ShouldBeSignedOutAsync();
            }
        );

    [BrowserFact]
    public Task The_first_tab_stop_skips_to_the_content() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Home.OpenAsync();

                await tab.Page.Keyboard.PressAsync("Tab");

                await Assertions.Expect(tab.Page.Locator("a.skip")).ToBeFocusedAsync();
                await Assertions.Expect(tab.Page.Locator("a.skip")).ToBeInViewportAsync();
            }
        );

    private static async Task SignInAsync(Tab tab, string person)
    {
        await tab.Page.GotoAsync($"{tab.Home.Address}signin");
        await tab.Picker.PickAsync(person);
        await AcceptIfAskedAsync(tab);
    }

    /// <summary>The tests of this class share a sandbox, which asks each person once.</summary>
    private static async Task AcceptIfAskedAsync(Tab tab)
    {
        await Assertions.Expect(tab.Page.Locator("button[name=consent][value=accept], #user-title")).ToBeVisibleAsync();
        if (await tab.Page.Locator("#user-title").CountAsync() == 0)
            await tab.Consent.AcceptAsync();
    }

    private static async Task ShouldBeAccessibleAsync(Tab tab, string page)
    {
        var result = await tab.Page.RunAxe();
        Assert.True(
            result.Violations.Length == 0,
            $"{page}: {string.Join("; ", result.Violations.Select(each => $"{each.Id}: {each.Help} ({each.Nodes.FirstOrDefault()?.Html})"))}"
        );
        Assert.True(
            await tab.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{page}: something sticks out to the right"
        );
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var stop = 0; stop < 40; stop++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.Locator(selector).EvaluateAsync<bool>("element => element === document.activeElement"))
                return;
        }

        Assert.Fail($"Forty tab stops, and none is {selector}.");
    }
}
