using SpOAuthRaw.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>A value is followed from message to message: on the page, in the list of values, in the drawing.</summary>
[Collection(BrowserTests.Name)]
public sealed class FollowAValueTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserFact]
    public Task Pointing_at_a_value_or_its_row_lights_up_every_twin() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(7);
                foreach (var step in new[] { 2, 3, 4, 6, 7 })
                {
                    await tab.Walk.OpenAsync(step);
                    var names = await tab.Page.EvaluateAsync<string[]>(
                        "() => [...document.querySelectorAll('#values [data-v]')].map(row => row.dataset.v)"
                    );
                    Assert.NotEmpty(names);
                    foreach (var name in names)
                    {
                        var row = tab.Page.Locator($"#values [data-v={name}]");
                        await row.FocusAsync();
                        await ShouldBeLitAsync(tab, name);
                        await tab.Page.FocusAsync("a.brand");
                        await Expect(tab.Page.Locator(".twin")).ToHaveCountAsync(0);

                        var value = tab.Page.Locator($"pre[data-wire] .v[data-v={name}]").First;
                        await value.HoverAsync();
                        await ShouldBeLitAsync(tab, name);
                        await Expect(value).ToHaveAttributeAsync("title", (await row.InnerTextAsync()).ReplaceLineEndings(" ").Trim());
                        await row.HoverAsync();
                        await ShouldBeLitAsync(tab, name);
                    }
                }

                await tab.Walk.OpenAsync(4);
                await tab.Page.Locator("svg tspan[data-v=code_verifier]").First.HoverAsync();
                await ShouldBeLitAsync(tab, "code_verifier", alsoInTheDrawing: true);
            }
        );

    [BrowserFact]
    public Task The_drawing_shows_what_was_sent_and_leads_to_every_step() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(4);
                var arrows = tab.Page.Locator("figure.sequence svg a");

                Assert.Equal(
                    [
                        "1 sent",
                        "1 sent",
                        "2 sent",
                        "2 sent",
                        "3 sent",
                        "3 sent",
                        "4 lit dashed",
                        "4 lit dashed",
                        "5 dashed",
                        "6 dashed",
                        "6 dashed",
                        "7 dashed",
                        "7 dashed",
                        "8 dashed",
                        "8 dashed",
                    ],
                    await arrows.EvaluateAllAsync<string[]>(
                        """
                        arrows => arrows.map(arrow => {
                            const line = getComputedStyle(arrow.querySelector('.seq-msg'));
                            const accent = getComputedStyle(document.querySelector('.steps .now'), '::before').backgroundColor;
                            return arrow.getAttribute('href').split('/').pop() + (line.stroke === accent ? ' lit' : '')
                                + (line.strokeDasharray === 'none' ? ' sent' : ' dashed');
                        })
                        """
                    )
                );
                await tab.Page.ClickAsync(".seq-text summary");
                await Expect(tab.Page.Locator(".seq-text li:visible")).ToHaveCountAsync(await arrows.CountAsync());
                await Expect(tab.Page.Locator(".seq-text li").Nth(6)).ToContainTextAsync("code_verifier");

                foreach (var step in Enumerable.Range(1, 8))
                {
                    await tab.Page.Locator($"figure.sequence svg a[href='/walkthrough/{step}'] .seq-label").First.ClickAsync();
                    await tab.Walk.ShouldShowAsync(step);
                }
            }
        );

    [BrowserFact]
    public Task Tab_stops_once_at_each_value_of_a_message() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(7);
                await tab.Walk.OpenAsync(4);
                foreach (var wire in await tab.Page.Locator("pre[data-wire]").AllAsync())
                {
                    var values = wire.Locator(".v");
                    var names = await values.EvaluateAllAsync<string[]>("all => [...new Set(all.map(each => each.dataset.v))]");
                    Assert.NotEmpty(names);
                    Assert.Equal(
                        names,
                        await values.EvaluateAllAsync<string[]>(
                            "all => all.filter(each => each.tabIndex === 0).map(each => each.dataset.v)"
                        )
                    );
                    foreach (var name in names)
                    {
                        await wire.Locator($".v[data-v={name}]").First.FocusAsync();
                        await ShouldBeLitAsync(tab, name);
                    }
                }
            }
        );

    private static async Task ShouldBeLitAsync(Tab tab, string name, bool alsoInTheDrawing = false)
    {
        var all = await tab.Page.Locator($"[data-v={name}]").CountAsync();
        Assert.True(all >= 2, $"{name} stands on {tab.Page.Url} once");
        await Expect(tab.Page.Locator($"[data-v={name}].twin")).ToHaveCountAsync(all);
        await Expect(tab.Page.Locator(".twin")).ToHaveCountAsync(all);
        if (alsoInTheDrawing)
            Assert.NotEqual(0, await tab.Page.Locator($"tspan[data-v={name}].twin").CountAsync());
    }
}
