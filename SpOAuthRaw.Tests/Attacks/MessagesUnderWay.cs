using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>What ends while a walk's message is under way stays ended when the answer comes.</summary>
public sealed class MessagesUnderWay : IAsyncLifetime
{
    private const string RunCookie = "SpOAuth.Run";

    private readonly MovableClock clock = new();
    private Scene scene = null!;

    private LyingProvider Provider => scene.Provider;

    private RunningApp App => scene.App;

    public async Task InitializeAsync() => scene = await Scene.StartAsync(clock: clock);

    public Task DisposeAsync() => scene.DisposeAsync().AsTask();

    [Theory]
    [InlineData("/")]
    [InlineData("/walkthrough/8")]
    public async Task A_sign_out_is_not_undone(string where)
    {
        using var visitor = new Visitor();
        var six = await scene.WalkToAsync(visitor, 6);
        var gate = Gate.Before(Provider, AskedFor.SharePoint);
        var slow = visitor.PostAsync(six, "send");
        await gate.ArrivalAsync();
        gate.LetOthersPass();
        await visitor.SendAsync(six);
        await visitor.ShouldBeSignedInAsync(App);

        await visitor.PressAsync(await visitor.GetAsync(App.At(where)), "/signout");
        gate.Open();

        Assert.DoesNotContain((await slow).SetCookies, cookie => cookie.Name == Scene.SessionCookie);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Nor_is_that_of_another_sign_in_in_the_same_browser()
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);
        var six = await scene.WalkToAsync(visitor, 6);
        var gate = Gate.Before(Provider, AskedFor.SharePoint);
        var slow = visitor.PostAsync(six, "send");
        await gate.ArrivalAsync();

        await visitor.PressAsync(await visitor.GetAsync(App.Origin), "/signout");
        gate.Open();

        await slow;
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Two_answers_at_once_begin_one_session()
    {
        using var visitor = new Visitor();
        var six = await scene.WalkToAsync(visitor, 6);
        var gate = Gate.Before(Provider, AskedFor.SharePoint);
        var sent = Enumerable.Range(0, 2).Select(_ => visitor.PostAsync(six, "send")).ToArray();
        await gate.ArrivalAsync();
        await gate.ArrivalAsync();

        gate.Open();

        Assert.Single((await Task.WhenAll(sent)).SelectMany(answer => answer.SetCookies), cookie => cookie.Name == Scene.SessionCookie);
        await visitor.ShouldBeSignedInAsync(App);
        Assert.NotNull((await visitor.StepAsync(App, 6)).Exchange("try-6-1"));
    }

    [Theory]
    [InlineData(4, false, "/walkthrough/8?handler=forget")]
    [InlineData(6, false, "/walkthrough/8?handler=forget")]
    [InlineData(7, true, "/walkthrough/8?handler=forget")]
    [InlineData(4, true, "/signout")]
    [InlineData(6, true, "/signout")]
    [InlineData(7, true, "/signout")]
    public async Task A_deleted_recording_does_not_come_back(int step, bool signedIn, string deletion)
    {
        using var visitor = new Visitor();
        await scene.WalkToAsync(visitor, signedIn ? 7 : step);
        var page = await visitor.StepAsync(App, step);
        var eight = await visitor.StepAsync(App, 8);
        var gate = Gate.Before(Provider, step == 6 ? AskedFor.SharePoint : AskedFor.Tokens);
        var slow = visitor.PostAsync(page, "send");
        await gate.ArrivalAsync();
        var copy = visitor.Cookies.Value("localhost", RunCookie);

        if (deletion == "/signout")
            await visitor.PressAsync(await visitor.GetAsync(App.Origin), deletion);
        else
            await visitor.PressAsync(eight, deletion);
        gate.Open();

        Assert.DoesNotContain((await slow).SetCookies, cookie => cookie.Name == RunCookie);
        visitor.Cookies.Set("localhost", RunCookie, copy);
        Assert.NotNull((await visitor.StepAsync(App, step)).Html.ById("no-run"));
        if (!signedIn)
            await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Nor_does_one_whose_browser_is_just_coming_back()
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App, Dialect.V1));
        var asked = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send");
        var eight = await visitor.StepAsync(App, 8);
        Provider.Lies = new() { FrontChannelIdToken = token => token.WithHeader("kid", "one that may be new") };
        var answer = Provider.Answer(asked);
        var gate = Gate.Before(Provider, AskedFor.Keys);
        var back = scene.BringAsync(visitor, answer);
        await gate.ArrivalAsync();
        var copy = visitor.Cookies.Value("localhost", RunCookie);

        await visitor.PressAsync(eight, "/walkthrough/8?handler=forget");
        gate.Open();

        (await back).ShouldRedirectTo(App.At("/walkthrough/3"));
        Assert.DoesNotContain((await back).SetCookies, cookie => cookie.Name == RunCookie);
        visitor.Cookies.Set("localhost", RunCookie, copy);
        Assert.NotNull((await visitor.StepAsync(App, 3)).Html.ById("no-run"));
    }

    [Fact]
    public async Task An_ID_token_that_has_lain_about_for_an_hour_signs_nobody_in()
    {
        using var visitor = new Visitor();
        await scene.WalkToAsync(visitor, 6);
        clock.Advance(Run.Lifetime / 2);
        await visitor.SendAsync(await visitor.StepAsync(App, 4)); // the recording's hour begins anew, the sign-in's does not
        clock.Advance(Run.Lifetime / 2);

        var six = await visitor.SendAsync(await visitor.StepAsync(App, 6));

        Assert.StartsWith("HTTP/1.1 200 ", six.Wire("profile", "response"), StringComparison.Ordinal);
        await visitor.ShouldBeSignedOutAsync(App);
    }
}
