using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The drawing on screens of all sizes: it leaves room for the step on a small laptop, and begins at this step's messages on a phone.</summary>
[Collection(BrowserTests.Name)]
public sealed class DrawingLookTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    private const string Look = """
        () => {
          const drawing = document.querySelector('.sequence .scroll');
          const start = drawing.getBoundingClientRect().left;
          const arrows = [...drawing.querySelectorAll('.seq-now .seq-msg')].map(each => each.getBoundingClientRect());
          return [
            drawing.scrollLeft,
            Math.min(...arrows.map(each => each.left)) - start,
            Math.max(...arrows.map(each => each.right)) - start,
            drawing.clientWidth,
          ];
        }
        """;

    [BrowserFact]
    public Task On_a_small_laptop_the_step_begins_on_the_first_screen() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.PassThroughAsync(SigningIn.Adele);
                foreach (var step in new[] { 1, 2, 3, 4, 6, 7, 8 })
                {
                    await tab.Walk.OpenAsync(step);

                    var fold = await TopOfAsync(tab, ".lesson .next"); // which stays in view, at the bottom
                    var bottom = await tab
                        .Page.Locator("[data-exchange] h2, #send")
                        .First.EvaluateAsync<double>("each => each.getBoundingClientRect().top + 24");
                    Assert.True(bottom < fold, $"Step {step} begins {bottom} pixels down, and the fold is at {fold}.");
                }
            },
            new()
            {
                ViewportSize = new() { Width = 1280, Height = 800 },
            }
        );

    [BrowserFact]
    public Task On_a_phone_it_begins_at_its_left_edge_or_where_the_arrow_is_wholly_seen() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.PassThroughAsync(SigningIn.Adele);
                foreach (var step in Enumerable.Range(1, 8))
                {
                    await tab.Walk.OpenAsync(step);

                    var (scrolled, left, right, room) = await tab.Page.EvaluateAsync<double[]>(Look) is [var s, var l, var r, var w]
                        ? (s, l, r, w)
                        : default;

                    Assert.True(left >= 0, $"Step {step}: the arrows begin {left} pixels from the left edge.");
                    if (step is 2 or 3 or 8)
                        Assert.Equal(0, scrolled); // from the browser to the provider: too wide for any phone
                    else if (step != 6)
                        Assert.True(right <= room, $"Step {step}: the arrows end {right} pixels from the left edge, and there are {room}.");
                }
            },
            new()
            {
                ViewportSize = new() { Width = 360, Height = 800 },
            }
        );

    private static Task<double> TopOfAsync(Tab tab, string selector) =>
        tab.Page.Locator(selector).First.EvaluateAsync<double>("each => each.getBoundingClientRect().top");
}
