using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The walkthrough on a wall: with fewer words the message itself is on the first screen.</summary>
[Collection(BrowserTests.Name)]
public sealed class ProjectorTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    private const int Height = 768; // pixels, of most projectors

    [BrowserFact]
    public Task With_fewer_words_the_message_is_on_the_first_screen() =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.Walk.WalkToAsync(7);
                await tab.Walk.SwitchAsync("button[name=explain]");
                foreach (var step in new[] { 2, 3, 4, 6, 7 })
                {
                    await tab.Walk.OpenAsync(step);

                    var top = await tab
                        .Page.Locator("pre[data-wire]")
                        .First.EvaluateAsync<double>("each => each.getBoundingClientRect().top");
                    Assert.True(top < Height - 200, $"Step {step}'s message begins {top} pixels down.");
                }
            },
            new()
            {
                ViewportSize = new() { Width = 1024, Height = Height },
            }
        );
}
