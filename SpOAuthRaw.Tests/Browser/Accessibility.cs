using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>What must hold of every page, however somebody looks at it.</summary>
public static class Accessibility
{
    private static readonly string[] Levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    // Links inside running text are as tall as their line and need not be taller (WCAG 2.2 §2.5.8, inline).
    private const string SmallTargets = """
        () => [...document.querySelectorAll('button, input:not([type=hidden]), textarea, summary, a.btn, .top nav a, .steps a')]
            .filter(each => each.checkVisibility() && !each.classList.contains('visually-hidden'))
            .filter(each => { const box = each.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
            .map(each => each.outerHTML.slice(0, 100))
        """;

    /// <summary>Looks at a page in light and dark, with forced colours, and on a screen of 320 pixels.</summary>
    public static async Task ShouldBeForEverybodyAsync(this IPage page, string name)
    {
        await ShouldPassAsync(page, $"{name}, light", ByLevels());
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await ShouldPassAsync(page, $"{name}, dark", ByRules("color-contrast"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ForcedColors = ForcedColors.Active });
        await ShouldPassAsync(page, $"{name}, forced colours", ByRules("color-contrast"));
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.None });

        await page.SetViewportSizeAsync(320, 800);
        await ShouldPassAsync(page, $"{name}, narrow", ByRules("color-contrast", "target-size", "scrollable-region-focusable"));
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{name}: something sticks out to the right"
        );
        await ShouldHaveNoSmallTargetsAsync(page, $"{name}, narrow");
        await page.SetViewportSizeAsync(1280, 800);
        await ShouldHaveNoSmallTargetsAsync(page, name);
    }

    private static async Task ShouldPassAsync(IPage page, string name, AxeRunOptions options)
    {
        var result = await page.RunAxe(options);
        Assert.True(
            result.Violations.Length == 0,
            $"{name}: {string.Join("; ", result.Violations.Select(each => $"{each.Id}: {each.Help} ({each.Nodes.FirstOrDefault()?.Html})"))}"
        );
    }

    private static async Task ShouldHaveNoSmallTargetsAsync(IPage page, string name)
    {
        var small = await page.EvaluateAsync<string[]>(SmallTargets);
        Assert.True(small.Length == 0, $"{name}: smaller than 24 pixels: {string.Join("; ", small)}");
    }

    private static AxeRunOptions ByLevels() =>
        new()
        {
            RunOnly = new RunOnlyOptions { Type = "tag", Values = [.. Levels] },
            ResultTypes = [ResultType.Violations],
        };

    private static AxeRunOptions ByRules(params string[] rules) =>
        new()
        {
            RunOnly = new RunOnlyOptions { Type = "rule", Values = [.. rules] },
            ResultTypes = [ResultType.Violations],
        };
}
