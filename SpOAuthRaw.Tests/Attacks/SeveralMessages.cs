using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Messages of one walk that are under way at the same time, in several tabs or by two clicks: no answer is lost to another.</summary>
public sealed class SeveralMessages : IAsyncLifetime
{
    private readonly MovableClock clock = new();
    private readonly WatchedLock locks = new();
    private Scene scene = null!;

    private LyingProvider Provider => scene.Provider;

    private RunningApp App => scene.App;

    public async Task InitializeAsync() =>
        scene = await Scene.StartAsync(
            clock: clock,
            services: services => services.Replace(ServiceDescriptor.Singleton<ISessionLock>(locks))
        );

    public Task DisposeAsync() => scene.DisposeAsync().AsTask();

    [Fact]
    public async Task A_refresh_that_is_sent_meanwhile_is_kept_and_the_session_begins_with_its_token()
    {
        using var visitor = new Visitor();
        var six = await scene.WalkToAsync(visitor, 6);
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
        var six = await scene.WalkToAsync(visitor, 6);
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
        var four = await scene.WalkToAsync(visitor, 4);
        var gate = Gate.Before(Provider, AskedFor.Tokens);
        var clicks = Enumerable.Range(0, 2).Select(_ => visitor.PostAsync(four, "send")).ToArray();
        await gate.ArrivalAsync();
        await locks.AskedForAsync();
        await locks.AskedForAsync();
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
        var four = await scene.WalkToAsync(visitor, 4);
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

    /// <summary>Tells when somebody asks for a turn.</summary>
    private sealed class WatchedLock : ISessionLock
    {
        private readonly SessionLockInMemory inner = new();
        private readonly Channel<string> asked = Channel.CreateUnbounded<string>();

        public Task<string> AskedForAsync() => asked.Reader.ReadAsync().AsTask().WaitAsync(Gate.Patience);

        public Task<IAsyncDisposable?> TakeAsync(string key)
        {
            var taken = inner.TakeAsync(key);
            asked.Writer.TryWrite(key);
            return taken;
        }
    }
}
