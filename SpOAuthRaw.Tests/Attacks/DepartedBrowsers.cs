using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>A browser that goes away while a walk's message is under way: code, verifier and secret are out, and what comes of it is kept.</summary>
public sealed class DepartedBrowsers : IAsyncLifetime
{
    private readonly Departure departure = new();
    private Scene scene = null!;

    public async Task InitializeAsync() =>
        scene = await Scene.StartAsync(services: services => services.AddSingleton<IStartupFilter>(departure));

    public Task DisposeAsync() => scene.DisposeAsync().AsTask();

    [Theory]
    [InlineData(4, "token")]
    [InlineData(6, "profile")]
    [InlineData(7, "refresh")]
    public async Task What_went_out_is_kept_and_nobody_is_signed_in_who_is_not_there(int step, string exchange)
    {
        using var visitor = new Visitor();
        var page = await scene.WalkToAsync(visitor, step);
        var gate = Gate.Before(scene.Provider, step == 6 ? AskedFor.SharePoint : AskedFor.Tokens);
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

        var after = await visitor.StepAsync(scene.App, step);
        Assert.Equal("sent", after.Exchange(exchange)["data-state"]);
        Assert.StartsWith("HTTP/1.1 200 ", after.Wire(exchange, "response"), StringComparison.Ordinal);
        if (step != 6)
            return;
        await visitor.ShouldBeSignedOutAsync(scene.App);
        await visitor.SendAsync(after);
        await visitor.ShouldBeSignedInAsync(scene.App);
    }

    [Fact]
    public async Task A_refusal_is_kept_too_and_its_code_is_not_sent_again_by_the_page_that_was_left()
    {
        using var visitor = new Visitor();
        var four = await scene.WalkToAsync(visitor, 4);
        var (arrived, gate) = (new TaskCompletionSource(), new TaskCompletionSource());
        scene.Provider.Lies = new()
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
            tab.Cookies.Set("localhost", "SpOAuth.Run", visitor.Cookies.Value("localhost", "SpOAuth.Run"));
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
        Assert.Equal(1, scene.Provider.Count(AskedFor.Tokens));
    }
}
