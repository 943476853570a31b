using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The app's start page.</summary>
public sealed class HomePage(IPage page, RunningApp app)
{
    /// <summary>The link that signs in today's way.</summary>
    public const string SignIn = "#sign-in";

    /// <summary>The button that signs out.</summary>
    public const string SignOut = "#sign-out";

    /// <summary>Where it is.</summary>
    public Uri Address => app.Origin;

    private ILocator Copy => page.Locator("button[data-copy]");

    private ILocator AccessToken => page.Locator("#access-token");

    public Task OpenAsync() => page.GotoAsync(app.Origin.AbsoluteUri);

    public Task SignInAsync(bool asIn2016 = false) => page.ClickAsync(asIn2016 ? "#sign-in-v1" : SignIn);

    public Task SignOutAsync() => page.ClickAsync(SignOut);

    public Task AskSharePointAgainAsync() => page.ClickAsync("#ask-again");

    /// <summary>Presses the button beside the access token.</summary>
    /// <returns>What is on the clipboard then.</returns>
    public async Task<string> CopyAccessTokenAsync()
    {
        var label = await Copy.TextContentAsync();
        await Copy.ClickAsync();
        await Expect(Copy).Not.ToHaveTextAsync(label!); // it says that it was done
        return await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
    }

    public async Task<string> AccessTokenAsync() => (await AccessToken.TextContentAsync())!;

    public async Task ShouldBeSignedInAsync(string name = "Adele Vance")
    {
        await Expect(page.Locator("#user-title")).ToHaveTextAsync(name);
        await Expect(AccessToken).ToContainTextAsync("eyJ");
        await Expect(page).ToHaveURLAsync(app.Origin.AbsoluteUri);
    }

    public async Task ShouldBeSignedOutAsync()
    {
        await Expect(page.Locator(SignIn)).ToBeVisibleAsync();
        await Expect(page.Locator("#user-title")).ToHaveCountAsync(0);
        await Expect(page).ToHaveURLAsync(app.Origin.AbsoluteUri);
    }

    public Task ShouldShowSharePointsProblemAsync(string kind) =>
        Expect(page.Locator("#sharepoint-problem")).ToHaveAttributeAsync("data-kind", kind);

    public Task ShouldHaveNoCopyButtonAsync() => Expect(Copy).ToBeHiddenAsync();
}
