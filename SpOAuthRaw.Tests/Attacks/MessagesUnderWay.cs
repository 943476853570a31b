using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>What else happens while a walk's message is under way: it is not undone by the answer, and no answer is lost.</summary>
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
        var six = await WalkToAsync(visitor, 6);
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
    public async Task Two_answers_at_once_begin_one_session()
    {
        using var visitor = new Visitor();
        var six = await WalkToAsync(visitor, 6);
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
        await WalkToAsync(visitor, signedIn ? 7 : step);
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
    public async Task A_refresh_that_is_sent_meanwhile_is_kept_and_the_session_begins_with_its_token()
    {
        using var visitor = new Visitor();
        var six = await WalkToAsync(visitor, 6);
        var gate = Gate.Before(Provider, AskedFor.SharePoint);
        var slow = visitor.PostAsync(six, "send");
        await gate.ArrivalAsync();
        await visitor.SendAsync(await visitor.StepAsync(App, 7));

        gate.Open();
        await slow;

        Assert.Equal("sent", (await visitor.StepAsync(App, 6)).Exchange("profile")["data-state"]);
        Assert.Equal("sent", (await visitor.StepAsync(App, 7)).Exchange("refresh")["data-state"]);
        clock.Advance(TimeSpan.FromSeconds(3570));
        await visitor.ShouldBeSignedInAsync(App); // the provider takes each refresh token once
        Assert.Equal(
            2,
            Provider
                .Requests.Where(each => each.Form.ContainsKey("refresh_token"))
                .Select(each => each.Form["refresh_token"])
                .Distinct()
                .Count()
        );
    }

    [Fact]
    public async Task A_good_answer_that_came_meanwhile_is_not_lost_to_a_bad_one()
    {
        using var visitor = new Visitor();
        var six = await WalkToAsync(visitor, 6);
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Provider.Lies = new()
        {
            AtSharePoint = async context =>
            {
                arrived.SetResult();
                await gate.Task.WaitAsync(Gate.Patience);
                await Answering.With(404, "{}")(context);
            },
        };
        var slow = visitor.PostAsync(six, "send");
        await arrived.Task.WaitAsync(Gate.Patience);
        Provider.Lies = new();
        await visitor.SendAsync(six);

        gate.SetResult();

        Assert.Equal("#tries", (await slow).Location.Fragment);
        var page = await visitor.StepAsync(App, 6);
        Assert.StartsWith("HTTP/1.1 200 ", page.Wire("profile", "response"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 404 ", page.Wire("try-6-1", "response"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_is_sent_once_by_two_clicks_and_again_by_whoever_has_seen_the_answer()
    {
        using var visitor = new Visitor();
        var four = await WalkToAsync(visitor, 4);
        var gate = Gate.Before(Provider, AskedFor.Tokens);
        var clicks = Enumerable.Range(0, 2).Select(_ => visitor.PostAsync(four, "send")).ToArray();
        await gate.ArrivalAsync();
        gate.Open();

        Hop[] answers = [.. await Task.WhenAll(clicks), await visitor.PostAsync(four, "send")];

        Assert.All(answers, answer => Assert.Equal("/walkthrough/4#sent", answer.Location.PathAndQuery + answer.Location.Fragment));
        Assert.Equal(1, Provider.Count(AskedFor.Tokens));
        var seen = await visitor.StepAsync(App, 4);
        Assert.Equal("sent", seen.Exchange("token")["data-state"]);
        Assert.Null(seen.Html.ById("tries"));
        Assert.Equal("#tries", (await visitor.PostAsync(seen, "send")).Location.Fragment);
        Assert.Equal(2, Provider.Count(AskedFor.Tokens));
    }

    [Fact]
    public async Task Two_different_messages_of_step_4_are_both_sent_and_both_kept()
    {
        using var visitor = new Visitor();
        var four = await WalkToAsync(visitor, 4);
        var gate = Gate.Before(Provider, AskedFor.Tokens);
        var wrong = visitor.PostAsync(four, "send", ("p.client_secret", "not-the-secret-of-anybody"));
        await gate.ArrivalAsync();
        var right = visitor.PostAsync(four, "send");
        gate.Open();

        Assert.Equal(["#sent", "#sent"], (await Task.WhenAll(wrong, right)).Select(answer => answer.Location.Fragment));

        var page = await visitor.StepAsync(App, 4);
        Assert.StartsWith("HTTP/1.1 200 ", page.Wire("token", "response"), StringComparison.Ordinal);
        Assert.StartsWith("HTTP/1.1 401 ", page.Wire("try-4-1", "response"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "token")]
    [InlineData(6, "profile")]
    [InlineData(7, "refresh")]
    public async Task What_went_out_is_kept_although_the_browser_went_away_and_nobody_is_signed_in_who_is_not_there(
        int step,
        string exchange
    )
    {
        var departure = new Departure();
        await using var watched = await Scene.StartAsync(services: services =>
            services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(departure)
        );
        using var visitor = new Visitor();
        var page = await WalkToAsync(visitor, step, watched);
        var gate = Gate.Before(watched.Provider, step == 6 ? AskedFor.SharePoint : AskedFor.Tokens);
        using (var tab = new Visitor())
        {
            foreach (var name in visitor.Cookies.NamesFor("localhost"))
                tab.Cookies.Set("localhost", name, visitor.Cookies.Value("localhost", name));
            var closed = tab.PostAsync(page, "send");
            await gate.ArrivalAsync();
            tab.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => closed);
        }

        await departure.Noticed;
        gate.Open();
        await departure.Done;

        var after = await visitor.StepAsync(watched.App, step);
        Assert.Equal("sent", after.Exchange(exchange)["data-state"]);
        Assert.StartsWith("HTTP/1.1 200 ", after.Wire(exchange, "response"), StringComparison.Ordinal);
        if (step != 6)
            return;
        await visitor.ShouldBeSignedOutAsync(watched.App);
        await visitor.SendAsync(after);
        await visitor.ShouldBeSignedInAsync(watched.App);
    }

    [Fact]
    public async Task A_refusal_is_kept_too_and_its_code_is_not_sent_again_by_the_page_that_was_left()
    {
        var departure = new Departure();
        await using var watched = await Scene.StartAsync(services: services =>
            services.AddSingleton<Microsoft.AspNetCore.Hosting.IStartupFilter>(departure)
        );
        using var visitor = new Visitor();
        var four = await WalkToAsync(visitor, 4, watched);
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        watched.Provider.Lies = new()
        {
            AtTokenEndpoint = async context =>
            {
                arrived.TrySetResult();
                await gate.Task.WaitAsync(Gate.Patience);
                await Answering.With(400, Fixture.Text("entra/token-error.9002313.bad-token.json"))(context);
            },
        };
        using (var tab = new Visitor())
        {
            tab.Cookies.Set("localhost", RunCookie, visitor.Cookies.Value("localhost", RunCookie));
            var closed = tab.PostAsync(four, "send");
            await arrived.Task.WaitAsync(Gate.Patience);
            tab.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => closed);
        }

        await departure.Noticed;
        gate.SetResult();
        await departure.Done;

        var after = await visitor.SendAsync(four);
        Assert.StartsWith("HTTP/1.1 400 ", after.Wire("token", "response"), StringComparison.Ordinal);
        Assert.Equal(1, watched.Provider.Count(AskedFor.Tokens));
    }

    [Fact]
    public async Task An_ID_token_that_has_lain_about_for_an_hour_signs_nobody_in()
    {
        using var visitor = new Visitor();
        await WalkToAsync(visitor, 6);
        clock.Advance(Run.Lifetime / 2);
        await visitor.SendAsync(await visitor.StepAsync(App, 4)); // the recording's hour begins anew, the sign-in's does not
        clock.Advance(Run.Lifetime / 2);

        var six = await visitor.SendAsync(await visitor.StepAsync(App, 6));

        Assert.StartsWith("HTTP/1.1 200 ", six.Wire("profile", "response"), StringComparison.Ordinal);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    private async Task<Hop> WalkToAsync(Visitor visitor, int step, Scene? where = null)
    {
        var (app, provider) = ((where ?? scene).App, (where ?? scene).Provider);
        await visitor.SendAsync(await visitor.BeginWalkAsync(app));
        var asked = await visitor.PostAsync(await visitor.StepAsync(app, 2), "send");
        await (where ?? scene).BringAsync(visitor, provider.Answer(asked));
        for (var each = 4; each < step; each += 2)
            await visitor.SendAsync(await visitor.StepAsync(app, each));
        return await visitor.StepAsync(app, step);
    }
}
