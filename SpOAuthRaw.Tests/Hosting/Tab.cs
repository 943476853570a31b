using System.Collections.Concurrent;
using Microsoft.Playwright;
using Xunit;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A browser's tab, the pages that are seen in it, and what went on behind them.</summary>
public sealed class Tab
{
    private readonly ConcurrentQueue<string> complaints = new();
    private readonly ConcurrentQueue<Uri> requests = new();
    private readonly SandboxApp pair;

    /// <summary>Watches a tab.</summary>
    public Tab(IPage page, SandboxApp pair)
    {
        (Page, this.pair) = (page, pair);
        page.Context.Console += (_, message) =>
        {
            // A page with a status of its own is no complaint: the browser says so of every 400.
            if (message.Type is "error" or "warning" && !message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal))
                complaints.Enqueue($"{message.Type}: {message.Text}");
        };
        page.Context.WebError += (_, error) => complaints.Enqueue(error.Error);
        page.Context.RequestFailed += (_, request) => complaints.Enqueue($"{request.Url}: {request.Failure}");
        page.Context.Request += (_, request) => requests.Enqueue(new Uri(request.Url));
    }

    /// <summary>Playwright's own tab.</summary>
    public IPage Page { get; }

    /// <summary>Every address that was asked for.</summary>
    public IReadOnlyCollection<Uri> Requests => requests;

    /// <summary>The app's start page.</summary>
    public HomePage Home => new(Page, pair.App);

    /// <summary>The sandbox's account picker.</summary>
    public PickerPage Picker => new(Page);

    /// <summary>The sandbox's consent page.</summary>
    public ConsentPage Consent => new(Page);

    /// <summary>The sandbox's page that posts itself; without scripts it waits for its button.</summary>
    public FormPostPage FormPost => new(Page);

    /// <summary>The walkthrough.</summary>
    public WalkPage Walk => new(this, pair.App);

    /// <summary>The app's page for whatever went wrong.</summary>
    public ProblemPage Problem => new(Page);

    /// <summary>The whole way in, from the start page to the start page.</summary>
    public async Task SignInAsync(string person = SigningIn.Adele, bool asIn2016 = false)
    {
        await Home.OpenAsync();
        await Home.SignInAsync(asIn2016);
        await Picker.PickAsync(person);
        await Consent.AcceptAsync();
    }

    /// <summary>Signs in at once, whoever signed in before, and whether or not the person has agreed already.</summary>
    /// <param name="person">Who.</param>
    /// <param name="arrival">What stands on the page where that ends.</param>
    /// <param name="asIn2016">The 2016 way.</param>
    public async Task PassThroughAsync(string person, string arrival = "#user-title", bool asIn2016 = false)
    {
        await Page.GotoAsync(pair.App.At(asIn2016 ? "/signin?dialect=v1" : "/signin").AbsoluteUri);
        await Picker.PickAsync(person);
        await Page.Locator($"button[name=consent][value=accept], {arrival}").First.WaitForAsync();
        if (await Page.Locator("button[name=consent]").CountAsync() > 0)
            await Consent.AcceptAsync();
        await Page.Locator(arrival).First.WaitForAsync();
    }

    /// <summary>Asserts that nothing complained, and that no host was asked but the app, Entra ID and SharePoint.</summary>
    public void ShouldHaveBeenQuiet(string? also = null)
    {
        Assert.Empty(complaints);
        string[] known =
        [
            pair.App.Origin.Authority,
            pair.Tenant.LoginUrl.Authority,
            pair.Tenant.SharePointUrl.Authority,
            $"{also}:{pair.App.Origin.Port}",
        ];
        Assert.All(requests, request => Assert.Contains(request.Authority, known));
    }
}
