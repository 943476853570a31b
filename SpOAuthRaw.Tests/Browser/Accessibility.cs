using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>What must hold of every page, however somebody looks at it.</summary>
public static class Accessibility
{
    // Links inside running text are as tall as their line and need not be taller (WCAG 2.2 §2.5.8, inline).
    private const string SmallTargets = """
        () => [...document.querySelectorAll('button, input:not([type=hidden]), textarea, summary, a.btn, .top nav a, .steps a')]
            .filter(each => each.checkVisibility() && !each.classList.contains('visually-hidden'))
            .filter(each => { const box = each.getBoundingClientRect(); return box.width < 24 || box.height < 24; })
            .map(each => each.outerHTML.slice(0, 100))
        """;

    // The script is put into a page once for its four looks; Deque's own way there takes longer than the looks.
    private const string Axe = """
        async values => (await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] })).violations
            .map(each => `${each.id}: ${each.help} (${each.nodes[0].html})`)
        """;

    private static readonly string[] Levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

    private static readonly Lazy<string> Script = new(() =>
    {
        using var file = typeof(AxeRunOptions).Assembly.GetManifestResourceStream("Deque.AxeCore.Commons.Resources.axe.min.js");
        using var reader = new StreamReader(file!);
        return reader.ReadToEnd();
    });

    /// <summary>Looks at a page in light and dark, with forced colours, and on a screen of 320 pixels: by all rules each time.</summary>
    public static async Task ShouldBeForEverybodyAsync(this IPage page, string name)
    {
        await page.EvaluateAsync(Script.Value);
        await ShouldPassAsync(page, $"{name}, light");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await ShouldPassAsync(page, $"{name}, dark");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark, ForcedColors = ForcedColors.Active });
        await ShouldPassAsync(page, $"{name}, forced colours");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light, ForcedColors = ForcedColors.None });
        await ShouldHaveNoSmallTargetsAsync(page, name);

        await page.SetViewportSizeAsync(320, 800);
        await ShouldPassAsync(page, $"{name}, narrow");
        await ShouldHaveNoSmallTargetsAsync(page, $"{name}, narrow");
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{name}: something sticks out to the right"
        );
        await page.SetViewportSizeAsync(1280, 800);
    }

    private static async Task ShouldPassAsync(IPage page, string name)
    {
        var violations = await page.EvaluateAsync<string[]>(Axe, Levels);
        Assert.True(violations.Length == 0, $"{name}: {string.Join("; ", violations)}");
    }

    private static async Task ShouldHaveNoSmallTargetsAsync(IPage page, string name)
    {
        var small = await page.EvaluateAsync<string[]>(SmallTargets);
        Assert.True(small.Length == 0, $"{name}: smaller than 24 pixels: {string.Join("; ", small)}");
    }
}
