using SpOAuthRaw.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The walkthrough without a mouse: Tab, Enter, Space and the arrow keys.</summary>
[Collection(BrowserTests.Name)]
public sealed class KeyboardWalkTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserFact]
    public Task From_the_start_page_through_every_step_to_the_sign_out() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                var keyboard = new Keyboard(tab);
                await tab.Home.OpenAsync();
                await keyboard.EnterAsync("#walk");
                await Expect(tab.Page.Locator("[data-exchange=metadata]")).ToBeVisibleAsync();
                await keyboard.EnterAsync(WalkPage.Send);
                await tab.Walk.ShouldHaveSentAsync("metadata");

                await TurnAsync(tab, keyboard, 2);
                await keyboard.EnterAsync(WalkPage.Send);
                await tab.Picker.ShouldBeOpenAsync();
                await keyboard.EnterAsync($"button[value='{SigningIn.Adele}']");
                await tab.Page.Locator("button[name=consent][value=accept], .steps .now[data-n='3']").First.WaitForAsync();
                if (await tab.Page.Locator("button[name=consent]").CountAsync() > 0)
                    await keyboard.EnterAsync("button[name=consent][value=accept]"); // asked once a person, not once a test
                await tab.Walk.ShouldShowAsync(3);

                await TurnAsync(tab, keyboard, 4);
                await keyboard.EnterAsync(WalkPage.Send);
                await tab.Walk.ShouldHaveSentAsync("token");

                await TurnAsync(tab, keyboard, 5);
                await TurnAsync(tab, keyboard, 6);
                await ChangeAsync(tab, keyboard, "Accept-Language", "fr-CH");
                await keyboard.EnterAsync(WalkPage.Send);
                await tab.Walk.ShouldHaveSentAsync("profile");
                await Expect(tab.Page.Locator("[data-exchange=profile] [data-edit=changed]")).ToContainTextAsync("Accept-Language");

                await TurnAsync(tab, keyboard, 7);
                await keyboard.EnterAsync(WalkPage.Send);
                await tab.Walk.ShouldHaveSentAsync("refresh");

                await TurnAsync(tab, keyboard, 8);
                await keyboard.EnterAsync("form[action='/signout'] button[name=send]");
                await tab.Home.ShouldBeSignedOutAsync();
            }
        );

    [BrowserFact]
    public Task The_focus_goes_around_a_page_and_is_seen_everywhere() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(7);
                foreach (var step in new object[] { 1, 4, 7, 8, "sum/pkce" })
                {
                    await tab.Walk.OpenAsync(step);
                    await new Keyboard(tab).TabAroundAsync();
                }
            }
        );

    [BrowserFact]
    public Task The_skip_link_goes_past_the_steps_to_the_content() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.BeginAsync();

                await new Keyboard(tab).EnterAsync("a.skip");
                await tab.Page.Keyboard.PressAsync("Tab");

                Assert.True(await tab.Page.EvaluateAsync<bool>("() => document.querySelector('main').contains(document.activeElement)"));
            }
        );

    [BrowserFact]
    public Task Arrow_keys_in_a_field_or_a_scrolled_region_turn_no_page() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(2);
                await tab.Page.ClickAsync(WalkPage.Form);
                foreach (var place in new[] { WalkPage.Field("state"), "#send .scroll", "pre[data-wire=request]" })
                {
                    await tab.Page.FocusAsync(place);
                    await tab.Page.Keyboard.PressAsync("ArrowLeft");
                    await tab.Page.Keyboard.PressAsync("ArrowRight");
                    await tab.Walk.ShouldShowAsync(2);
                    await Expect(tab.Page.Locator(place).First).ToBeFocusedAsync(); // a new page would have begun without it
                }
            }
        );

    private static async Task TurnAsync(Tab tab, Keyboard keyboard, int step)
    {
        await keyboard.PressAsync("ArrowRight");
        await tab.Walk.ShouldShowAsync(step);
    }

    private static async Task ChangeAsync(Tab tab, Keyboard keyboard, string parameter, string value)
    {
        await keyboard.TabToAsync(WalkPage.Form);
        await keyboard.PressAsync("Space");
        await keyboard.TabToAsync(WalkPage.Field(parameter));
        await keyboard.TypeAsync(value);
        await keyboard.PressAsync("ArrowLeft");
        await keyboard.EnterAsync("#send button[name=preview]");
        await Expect(tab.Page.Locator("[data-state=pending] pre[data-wire=request]")).ToContainTextAsync($"{parameter}: {value}");
    }
}
