using SpOAuthRaw.Tests.Hosting;
using Xunit;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>The copy buttons: what they put onto the clipboard is what stands there, to the letter.</summary>
[Collection(BrowserTests.Name)]
public sealed class CopyTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserTheory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Each_button_copies_exactly_what_it_stands_beside(bool hidesSecrets) =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                await tab.PassThroughAsync(SigningIn.Adele);
                if (!hidesSecrets)
                    await tab.Walk.SwitchAsync("button[name=secrets]");
                foreach (var (step, buttons) in new[] { (2, 5), (3, 3), (4, 3), (6, 3) })
                {
                    await tab.Walk.OpenAsync(step);
                    await tab.Page.EvaluateAsync("() => document.querySelectorAll('details').forEach(each => { each.open = true; })");
                    var all = tab.Page.Locator("button[data-copy]");
                    await Expect(all).ToHaveCountAsync(buttons); // request, its command, and the answer where this app knows it
                    for (var i = 0; i < buttons; i++)
                    {
                        var target = (await all.Nth(i).GetAttributeAsync("data-copy"))!;
                        await all.Nth(i).ClickAsync();

                        await Expect(all.Nth(i)).ToHaveTextAsync("Copied");
                        var copied = await tab.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
                        Assert.Equal(await tab.Page.Locator(target).TextContentAsync(), copied);
                        Assert.Matches("^(GET|POST|HTTP/1.1|curl) .*\n", copied);
                    }
                }

                await tab.Walk.OpenAsync(4);
                await tab.Page.Locator("button[data-copy='#token-request-1']").ClickAsync();
                var request = await tab.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");
                Assert.Equal(hidesSecrets, request.Contains("client_secret=••••••••", StringComparison.Ordinal));
                Assert.Contains("\n\nclient_id=", request, StringComparison.Ordinal);
            },
            new() { Permissions = ["clipboard-read", "clipboard-write"] },
            name: $"copy {hidesSecrets}"
        );
}
