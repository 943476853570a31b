using Microsoft.Playwright;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>
/// Every page is for everybody: axe-core finds nothing, nothing sticks out of a screen of 320 pixels, nothing to press is too small; and none
/// says anything in the console or asks a stranger for anything, which the browser's fixture watches.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed class EveryPageTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    public static TheoryData<Dialect, string> Halves => new() { { Dialect.V2, "en-GB" }, { Dialect.V1, "fr-FR" } };

    [BrowserTheory]
    [MemberData(nameof(Halves))]
    public Task A_walk(Dialect dialect, string language) => LookAsync(tour => tour.WalkAsync(dialect), language);

    [BrowserTheory]
    [MemberData(nameof(Halves))]
    public Task A_sign_in_that_failed(Dialect dialect, string language) => LookAsync(tour => tour.FailuresAsync(dialect), language);

    [BrowserTheory]
    [InlineData("en-GB")]
    [InlineData("fr-FR")]
    public Task The_others(string language) => LookAsync(tour => tour.OthersAsync(), language);

    private Task LookAsync(Func<Tour, Task> go, string language, [System.Runtime.CompilerServices.CallerMemberName] string name = "") =>
        browser.RunAsync(
            pair,
            tab => go(new Tour(tab, pair, tab.Page.ShouldBeForEverybodyAsync)),
            new BrowserNewContextOptions
            {
                ColorScheme = ColorScheme.Light,
                Locale = language,
                ViewportSize = new() { Width = 1280, Height = 800 },
            },
            name: $"{name} {language}"
        );
}
