using Microsoft.Playwright;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>Somebody without a mouse. At every stop they must see where they are.</summary>
public sealed class Keyboard(Tab tab)
{
    private const int MostStops = 300;

    // Whether the focus has moved, and can be seen where it is now. The document itself is the place between the last stop and the first.
    private const string Stop = """
        selector => {
            const at = document.activeElement;
            if (!at || at === document.body || at === document.documentElement) return '';
            if (at === window.lastStop) return `the focus does not move on from ${at.outerHTML.slice(0, 120)}`;
            window.lastStop = at;
            const style = getComputedStyle(at), box = at.getBoundingClientRect();
            if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 1) return `no outline: ${at.outerHTML.slice(0, 120)}`;
            if (box.bottom <= 0 || box.top >= innerHeight || box.right <= 0 || box.left >= innerWidth) return `out of sight: ${at.outerHTML.slice(0, 120)}`;
            return at.matches(selector) ? 'here' : '';
        }
        """;

    private IPage Page => tab.Page;

    /// <summary>Presses a key.</summary>
    public Task PressAsync(string key) => Page.Keyboard.PressAsync(key);

    /// <summary>Writes over what stands in the field.</summary>
    public async Task TypeAsync(string text)
    {
        await PressAsync("Control+A");
        await Page.Keyboard.TypeAsync(text);
    }

    /// <summary>Tabs until something has the focus.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            await PressAsync("Tab");
            var found = await Page.EvaluateAsync<string>(Stop, selector);
            if (found == "here")
                return;
            Assert.True(found == "", $"{Page.Url}: {found}");
        }

        Assert.Fail($"{Page.Url}: {MostStops} tab stops, and none is {selector}.");
    }

    /// <summary>Tabs to something and presses Enter on it.</summary>
    public async Task EnterAsync(string selector)
    {
        await TabToAsync(selector);
        await PressAsync("Enter");
    }

    /// <summary>Tabs through the page, from the first stop around to the first stop.</summary>
    public async Task TabAroundAsync()
    {
        await TabToAsync("a.skip");
        await TabToAsync("a.skip");
    }
}
