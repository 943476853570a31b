using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>A process can end at any moment.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task A_sign_in_that_was_under_way_is_finished_after_a_crash()
    {
        await using var tenant = await SandboxApp.StartTenantAsync();
        await using var app = await AppProcess.StartAsync(tenant);
        using var today = new Visitor();
        using var asIn2016 = new Visitor();
        var query = await today.AnswerFromAsync(app.Origin, Dialect.V2);
        var form = await asIn2016.AnswerFromAsync(app.Origin, Dialect.V1);

        await app.KillAsync();
        await app.StartAgainAsync();

        (await today.ReturnAsync(query)).ShouldRedirectTo(app.Origin);
        await today.ShouldBeSignedInAtAsync(app.Origin);
        (await asIn2016.ReturnAsync(form)).ShouldRedirectTo(app.Origin);
        await asIn2016.ShouldBeSignedInAtAsync(app.Origin);
    }

    [Fact]
    public async Task Stopping_waits_for_a_sign_in_that_is_being_finished()
    {
        await using var tenant = await SandboxTenant.StartAsync(
            new SandboxOptions
            {
                LoginUrl = new Uri("http://localhost:0"),
                SharePointUrl = new Uri("http://localhost:0"),
                SlowAnswer = TimeSpan.FromSeconds(3),
            }
        );
        await using var app = await AppProcess.StartAsync(tenant);
        using var visitor = new Visitor();
        var answer = await visitor.AnswerFromAsync(app.Origin, person: "slow@contoso.example");

        var returning = visitor.ReturnAsync(answer);
        await Eventually.HoldsAsync("the code is at the token endpoint", () => Task.FromResult(tenant.Traffic["oauth2/v2.0/token"] > 0));
        app.AskToStop();
        await Eventually.HoldsAsync("the app is stopping", () => Task.FromResult(app.Output.Contains("shutting down")));
        Assert.False(returning.IsCompleted);

        (await returning).ShouldRedirectTo(app.Origin);
        Assert.Equal(0, await app.ExitCodeAsync());
    }
}
