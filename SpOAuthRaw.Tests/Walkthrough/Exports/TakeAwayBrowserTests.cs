using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using SpOAuthRaw.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>The downloads in a browser, with script and without.</summary>
[Collection(BrowserTests.Name)]
public sealed class TakeAwayBrowserTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserFact]
    public Task With_script_the_box_changes_the_files_at_once_and_a_click_saves_one() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                var page = await OpenAsync(tab);

                await Expect(page.Locator("#take-away form button")).ToBeHiddenAsync();
                await page.CheckAsync("input[name=unmask]");
                await ShouldLeadToAsync(page, "?unmask=true");
                await page.UncheckAsync("input[name=unmask]");
                await ShouldLeadToAsync(page, "");

                var file = await page.RunAndWaitForDownloadAsync(() => page.ClickAsync("a[download][href$='.har']"));
                Assert.Matches("^sign-in-[0-9-]+\\.har$", file.SuggestedFilename);
            }
        );

    [BrowserFact]
    public Task Without_script_the_button_does_it() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                var page = await OpenAsync(tab);

                await page.CheckAsync("input[name=unmask]");
                await page.ClickAsync("#take-away form button");

                await ShouldLeadToAsync(page, "?unmask=true");
                await Expect(page.Locator("input[name=unmask]")).ToBeCheckedAsync();
                Assert.EndsWith("/walkthrough/4?unmask=true#take-away", page.Url, StringComparison.Ordinal);
            },
            new BrowserNewContextOptions { JavaScriptEnabled = false }
        );

    [BrowserFact]
    public Task A_program_that_plays_archives_plays_this_one() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await OpenAsync(tab);
                var response = await tab.Page.APIRequest.GetAsync(pair.App.At("/walkthrough/run.har?unmask=true").AbsoluteUri);
                var har = await response.TextAsync();
                var file = Path.Combine(Directory.CreateTempSubdirectory("spoauth-har-").FullName, "run.har");
                await File.WriteAllTextAsync(file, har);
                var metadata = Taken.Entry(har, "metadata");

                // Whatever the browser asks for now comes out of the archive, or does not come.
                await tab.Page.RouteFromHARAsync(file, new() { NotFound = HarNotFound.Abort });
                var played = await tab.Page.GotoAsync(metadata.Text("request", "url"));

                Assert.Equal(metadata.Text("response", "content", "text"), await played!.TextAsync());
                Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
            }
        );

    [BrowserTheory]
    [InlineData(ColorScheme.Light, 1280)]
    [InlineData(ColorScheme.Dark, 320)]
    public Task It_is_for_everybody(ColorScheme colors, int width) =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                var page = await OpenAsync(tab);
                await page.EvaluateAsync("() => document.querySelectorAll('details.curl').forEach(each => { each.open = true; })");

                Assert.Empty((await page.Locator("#take-away").RunAxe()).Violations.Select(each => each.Help));
                Assert.Empty((await page.Locator("details.curl").First.RunAxe()).Violations.Select(each => each.Help));
                Assert.True(
                    await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth")
                );
            },
            new BrowserNewContextOptions
            {
                ColorScheme = colors,
                ViewportSize = new() { Width = width, Height = 800 },
            }
        );

    private async Task<IPage> OpenAsync(Tab tab)
    {
        await tab.Page.GotoAsync(pair.App.At("/signin").AbsoluteUri);
        await tab.Picker.PickAsync(SigningIn.Adele);
        await tab.Page.Locator("#user-title, button[name=consent]").First.WaitForAsync();
        if (await tab.Page.Locator("#user-title").CountAsync() == 0)
            await tab.Consent.AcceptAsync(); // asked once a person, not once a test
        await tab.Home.ShouldBeSignedInAsync();
        await tab.Page.GotoAsync(pair.App.At("/walkthrough/4").AbsoluteUri);
        return tab.Page;
    }

    private static async Task ShouldLeadToAsync(IPage page, string query)
    {
        foreach (var extension in Taken.Extensions)
            await Expect(page.Locator($"a[download][href='/walkthrough/run.{extension}{query}']")).ToHaveCountAsync(1);
    }
}
