using Microsoft.Playwright;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>Somebody without a mouse. At every stop they must see where they are.</summary>
public sealed class Keyboard(Tab tab)
{
    private const int MostStops = 300;

    // What is wrong with the place where the focus is; nothing, where it is on the document itself, between the last stop and the first.
    private const string Unseen = """
        () => {
            const at = document.activeElement;
            if (!at || at === document.body || at === document.documentElement) return '';
            const style = getComputedStyle(at), box = at.getBoundingClientRect();
            const marked = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1;
            const inSight = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
            return marked && inSight ? '' : `${marked ? '' : 'no outline'} ${inSight ? '' : 'out of sight'}: ${at.outerHTML.slice(0, 120)}`;
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
            await TabAsync();
            if (await Page.Locator(selector).First.EvaluateAsync<bool>("each => each === document.activeElement"))
                return;
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

    private async Task TabAsync()
    {
        var before = await Page.EvaluateHandleAsync("() => document.activeElement");
        await PressAsync("Tab");
        Assert.True(
            await Page.EvaluateAsync<bool>("before => document.activeElement !== before || before === document.body", before),
            $"{Page.Url}: the focus does not move on"
        );
        Assert.Equal("", await Page.EvaluateAsync<string>(Unseen));
    }
}
