using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The app's page for whatever went wrong.</summary>
public sealed class ProblemPage(IPage page)
{
    public async Task ShouldShowAsync(int status, string said)
    {
        await Expect(page.Locator("#problem")).ToHaveAttributeAsync("data-status", $"{status}");
        await Expect(page.Locator("main")).ToContainTextAsync(said);
    }

    public Task GoHomeAsync() => page.ClickAsync("main a[href='/']");

    /// <summary>Presses the button of the form that is posted once more.</summary>
    public Task PostOnceMoreAsync() => page.ClickAsync("form#repost button");
}
