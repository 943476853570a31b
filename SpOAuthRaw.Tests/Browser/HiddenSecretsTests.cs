using System.Net;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>While secrets are hidden, a page may be projected: not even its source holds one.</summary>
[Collection(BrowserTests.Name)]
public sealed class HiddenSecretsTests(BrowserFixture browser, SandboxApp pair) : IClassFixture<SandboxApp>
{
    [BrowserTheory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task No_page_of_a_walk_holds_a_secret_of_it(Dialect dialect) =>
        browser.RunAsync(
            pair,
            async tab =>
            {
                var pages = new List<(string Name, string Text)>();
                await new Tour(tab, pair, async name => pages.Add((name, await TextOfAsync(tab)))).WalkAsync(dialect);

                var secrets = await SecretsAsync(tab);

                Assert.True(secrets.Count >= 6, "code, verifier, client secret, two access tokens, a refresh token");
                Assert.All(pages, page => Assert.DoesNotContain(secrets, secret => page.Text.Contains(secret, StringComparison.Ordinal)));
            },
            name: $"hidden secrets {dialect}"
        );

    /// <summary>The page as it is now, with what stands in its fields, in every spelling in which a secret might stand there.</summary>
    private static async Task<string> TextOfAsync(Tab tab)
    {
        var fields = await tab.Page.EvaluateAsync<string[]>(
            "() => [...document.querySelectorAll('input, textarea')].map(each => each.value)"
        );
        // Home is the one place that holds it: behind a cover that takes a click.
        var token = await tab.Page.Locator("#access-token").CountAsync() > 0 ? await tab.Page.TextContentAsync("#access-token") : null;
        var html = await tab.Page.ContentAsync();
        if (token is { Length: > 0 })
        {
            Assert.False(await tab.Page.IsVisibleAsync("#access-token"));
            html = html.Replace(token, "", StringComparison.Ordinal);
        }

        var text = WebUtility.HtmlDecode($"{html} {string.Join(' ', fields)} {tab.Page.Url}");
        return $"{text} {Uri.UnescapeDataString(text)}";
    }

    /// <summary>Uncovers them and reads them from the steps that carry them.</summary>
    private static async Task<IReadOnlySet<string>> SecretsAsync(Tab tab)
    {
        await tab.Walk.OpenAsync(1);
        await tab.Walk.SwitchAsync("button[name=secrets]");
        var secrets = new HashSet<string> { SandboxRegistration.ClientSecret };
        foreach (var step in new[] { 3, 4, 6, 7 })
        {
            await tab.Walk.OpenAsync(step);
            var texts = await tab.Page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('pre :is(.v-code, .v-token, .v-secret, [data-v=code_verifier])')].map(each => each.textContent)"
            );
            secrets.UnionWith(texts.Select(text => text.ReplaceLineEndings("")).Where(text => text.Length > 10));
        }

        return secrets;
    }
}
