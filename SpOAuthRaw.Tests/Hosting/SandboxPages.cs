using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The sandbox's account picker.</summary>
public sealed class PickerPage(IPage page)
{
    public Task PickAsync(string person) => page.ClickAsync($"button[name=user][value='{person}']");

    public Task ShouldBeOpenAsync() => Expect(page.Locator("button[name=user]").First).ToBeVisibleAsync();
}

/// <summary>The sandbox's consent page.</summary>
public sealed class ConsentPage(IPage page)
{
    public Task AcceptAsync() => page.ClickAsync("button[name=consent][value=accept]");

    public Task CancelAsync() => page.ClickAsync("button[name=consent][value=cancel]");
}

/// <summary>The sandbox's page that carries the 2016 answer.</summary>
public sealed class FormPostPage(IPage page)
{
    public Task ContinueAsync() => page.ClickAsync("form#response button");
}
