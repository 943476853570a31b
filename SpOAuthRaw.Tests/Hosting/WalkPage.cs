using Microsoft.Playwright;
using SpOAuthRaw.Protocol;
using static Microsoft.Playwright.Assertions;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>The walkthrough's pages in a browser.</summary>
public sealed class WalkPage(Tab tab, RunningApp app)
{
    /// <summary>The button that sends what the page shows.</summary>
    public const string Send = "#send button[name=send]";

    /// <summary>What opens the form in which a message can be changed.</summary>
    public const string Form = "#send summary";

    private IPage Page => tab.Page;

    /// <summary>The field of a parameter.</summary>
    public static string Field(string parameter) => $"#send input[name='p.{parameter}']";

    /// <summary>Opens a step's page, or <c>all</c>.</summary>
    public Task OpenAsync(object step) => Page.GotoAsync(app.At($"/walkthrough/{step}").AbsoluteUri);

    /// <summary>Begins a walk.</summary>
    public Task BeginAsync(Dialect dialect = Dialect.V2) =>
        Page.GotoAsync(app.At($"/signin?mode=walk&dialect={dialect.ToString().ToLowerInvariant()}").AbsoluteUri);

    /// <summary>Opens the form and writes into a field.</summary>
    public async Task ChangeAsync(string parameter, string value)
    {
        if (!await Page.Locator(Field(parameter)).IsVisibleAsync())
            await Page.ClickAsync(Form);
        await Page.FillAsync(Field(parameter), value);
    }

    /// <summary>Sends what the page shows.</summary>
    public Task SendAsync() => ArriveAfterAsync(() => Page.ClickAsync(Send));

    /// <summary>Sends step 2, signs in at the sandbox, and comes back.</summary>
    public async Task AskAsync(bool scripts = true)
    {
        await Page.ClickAsync(Send);
        await tab.Picker.PickAsync(SigningIn.Adele);
        await Page.Locator("button[name=consent], form#response button, .steps .now[data-n='3']").First.WaitForAsync();
        if (await Page.Locator("button[name=consent]").CountAsync() > 0)
            await tab.Consent.AcceptAsync(); // asked once a person, not once a test
        if (!scripts)
            await Page.Locator("form#response button, .steps .now[data-n='3']").First.WaitForAsync();
        if (!scripts && await Page.Locator("form#response button").CountAsync() > 0)
            await tab.FormPost.ContinueAsync();
        await ShouldShowAsync(3);
    }

    /// <summary>Walks, all well, until a step's message waits to be sent.</summary>
    public async Task WalkToAsync(int step, Dialect dialect = Dialect.V2, bool scripts = true)
    {
        await BeginAsync(dialect);
        await SendAsync();
        await OpenAsync(2);
        if (step > 2)
            await AskAsync(scripts);
        foreach (var between in new[] { 4, 6 }.Where(between => between < step))
        {
            await OpenAsync(between);
            await SendAsync();
        }

        await OpenAsync(step);
    }

    /// <summary>Presses one of the small buttons that every page has: a form of its own, and back to the page.</summary>
    public Task SwitchAsync(string button) => ArriveAfterAsync(() => Page.ClickAsync(button));

    /// <summary>Does something, and waits for the page that comes of it. A redirect is on the way to it.</summary>
    public async Task ArriveAfterAsync(Func<Task> act)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Arrive(object? sender, IFrame frame) => arrived.TrySetResult();

        Page.FrameNavigated += Arrive;
        await act();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Page.FrameNavigated -= Arrive;
        try
        {
            await Page.WaitForLoadStateAsync();
        }
        catch (TimeoutException)
        {
            // Playwright has been seen to miss the event of a page that was there long ago. The page itself knows.
            Assert.Equal("complete", await Page.EvaluateAsync<string>("document.readyState"));
        }
    }

    public async Task ShouldShowAsync(int step)
    {
        await Expect(Page).ToHaveURLAsync(app.At($"/walkthrough/{step}").AbsoluteUri);
        await Expect(Page.Locator($".steps .now[data-n='{step}']")).ToHaveCountAsync(1);
    }

    public Task ShouldHaveSentAsync(string exchange) =>
        Expect(Page.Locator($"[data-exchange={exchange}]").First).ToHaveAttributeAsync("data-state", "sent");
}
