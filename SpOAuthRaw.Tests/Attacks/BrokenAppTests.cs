using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>A bug in the middle of a callback: neither the page nor the log tells what was in it, in Development either.</summary>
public sealed class BrokenAppTests
{
    [Theory]
    [InlineData("Testing", Dialect.V2)]
    [InlineData("Testing", Dialect.V1)]
    [InlineData("Development", Dialect.V2)]
    [InlineData("Development", Dialect.V1)]
    public async Task An_exception_nobody_foresaw_gives_nothing_away(string environment, Dialect dialect)
    {
        using var logs = new CapturedLogs();
        using var visitor = new Visitor();
        await using var provider = await LyingProvider.StartAsync();
        await using var app = await RunningApp.StartAsync(
            provider.LoginUrl,
            provider.SharePointUrl,
            CapturedLogs.Everything,
            services =>
            {
                logs.ListenTo(services);
                services.Replace(ServiceDescriptor.Singleton<IRunStore, BrokenRuns>());
            },
            environment
        );
        var begun = await visitor.BeginAsync(app, dialect);
        var answer = provider.Answer(begun);
        var cookies = begun.SetCookies.Select(cookie => cookie.Value.ToString());

        var broken =
            dialect == Dialect.V2
                ? await visitor.GetAsync(app.At(Scene.AsQuery(answer)))
                : await visitor.PostAsync(app.Callback, answer.Parameters);

        broken.ShouldBeAProblem(HttpStatusCode.InternalServerError);
        Assert.Contains(logs.Entries, entry => entry.Text.Contains(nameof(BrokenRuns), StringComparison.Ordinal)); // it was heard of
        string[] secrets =
        [
            .. answer.Parameters.Where(each => each.Key is "code" or "state" or "id_token").Select(each => each.Value),
            .. cookies,
            .. provider.Secrets,
            SpOAuthRaw.Sandbox.SandboxRegistration.ClientSecret,
        ];
        Assert.Contains(secrets, secret => secret == answer["code"]);
        foreach (var secret in secrets.Where(secret => secret.Length >= 8).Distinct())
        {
            Assert.DoesNotContain(secret, broken.Html.Source, StringComparison.Ordinal);
            Assert.DoesNotContain(logs.Entries, entry => entry.Text.Contains(secret, StringComparison.Ordinal));
        }

        Assert.DoesNotContain(nameof(BrokenRuns), broken.Html.Source, StringComparison.Ordinal);
        broken.ShouldBeGuarded(provider.LoginUrl);
    }

    /// <summary>Breaks when all is over: code, tokens and session are in hand by then.</summary>
    private sealed class BrokenRuns : IRunStore
    {
        public Task AddAsync(string key, Run run) => throw new InvalidOperationException(nameof(BrokenRuns));

        public Task<Run?> ChangeAsync(string key, Func<Run, Run> change) => Task.FromResult<Run?>(null);

        public Task<Run?> FindAsync(string key) => Task.FromResult<Run?>(null);

        public Task RemoveAsync(string key) => Task.CompletedTask;
    }
}
