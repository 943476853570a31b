using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Tests.Browser;

/// <summary>A way through every page there is, in the states in which people meet it, with a look at each.</summary>
/// <param name="tab">Where.</param>
/// <param name="pair">The app and its sandbox.</param>
/// <param name="look">What to do at each page; it is told the page's name.</param>
public sealed class Tour(Tab tab, SandboxApp pair, Func<string, Task> look)
{
    /// <summary>A walk in which each message is looked at before it is sent and afterwards, with one parameter more than needed.</summary>
    public async Task WalkAsync(Dialect dialect)
    {
        await OpenAsync("/walkthrough/2", "no run");
        await tab.Walk.BeginAsync(dialect);
        await look("1 pending");
        await tab.Walk.SendAsync();
        await look("1 sent");
        await tab.Walk.OpenAsync(2);
        await tab.Page.ClickAsync(WalkPage.Form);
        await look("2 pending, form open");
        await tab.Walk.AskAsync();
        await look("3");
        await OpenAsync("/walkthrough/2", "2 sent");
        await tab.Walk.OpenAsync(4);
        await look("4 pending");
        await tab.Page.ClickAsync(WalkPage.Form);
        await tab.Page.FillAsync("#send input[name='add.name'] >> nth=0", "more");
        await tab.Page.FillAsync("#send input[name='add.value'] >> nth=0", "than needed");
        await tab.Walk.ArriveAfterAsync(() => tab.Page.ClickAsync("#send button[name=preview]"));
        await look("4 previewed, form open");
        await tab.Walk.SendAsync();
        await look("4 edited");
        await OpenAsync("/walkthrough/5", "5");
        await OpenAsync("/walkthrough/6", "6 pending");
        await tab.Walk.SendAsync();
        await look("6 sent");
        await tab.Walk.ChangeAsync("Accept", "application/atom+xml");
        await tab.Walk.SendAsync();
        await look("6 tried with another Accept");
        await OpenAsync("/walkthrough/7", "7 pending");
        await tab.Walk.SendAsync();
        await look("7 sent");
        await OpenAsync("/walkthrough/8", "8");
        await OpenAsync("/", "home, signed in");
        await OpenAsync("/walkthrough/all", "all steps");
        foreach (var exercise in Exercise.All)
            await OpenAsync($"/walkthrough/sum/{exercise.Name}", $"sum {exercise.Name}");
    }

    /// <summary>What it looks like when it goes wrong: a spoilt message, a busy SharePoint, a provider that says no.</summary>
    public async Task FailuresAsync(Dialect dialect)
    {
        await tab.Walk.WalkToAsync(4, dialect);
        await tab.Walk.ChangeAsync("code_verifier", new string('x', 43));
        await tab.Walk.SendAsync();
        await look("4 failed");
        await OpenAsync("/walkthrough/5", "5 not reached");
        await tab.PassThroughAsync("busy@contoso.example");
        await OpenAsync("/walkthrough/6", "6 retried");
        await tab.PassThroughAsync("throttled@contoso.example");
        await OpenAsync("/walkthrough/6", "6 refused");
        await tab.PassThroughAsync("conditional-access@contoso.example", "#problem");
        await look("problem");
        await OpenAsync("/walkthrough/3", "3 refused");
    }

    /// <summary>The pages that nobody signs in for.</summary>
    public async Task OthersAsync()
    {
        await OpenAsync("/", "home");
        await OpenAsync("/glossary", "glossary");
        await OpenAsync("/errors?text=AADSTS50011", "errors");
        await OpenAsync("/source/SpOAuthRaw/Protocol/2-AuthorizationRequest/AuthorizationRequest.cs", "source");
        await OpenAsync("/nowhere", "not found");
        await OpenAsync($"/auth?code=c&state={new string('s', 500)}", "failed check");
    }

    private async Task OpenAsync(string address, string name)
    {
        await tab.Page.GotoAsync(pair.App.At(address).AbsoluteUri);
        await look(name);
    }
}
