using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;
using Xunit.Abstractions;

namespace SpOAuthRaw.Tests.Properties;

/// <summary>
/// Thousands of damaged callbacks over real connections: never a 500, nobody signed in, and who was signed in stays so.
/// </summary>
/// <remarks><c>CALLBACKS=100000</c> in the environment makes it as many; <c>SEED</c> repeats a run.</remarks>
public sealed class CallbackStormTests(ITestOutputHelper output)
{
    private const int Clients = 8;

    private static readonly int Requests = FromEnvironment("CALLBACKS") ?? 20_000;
    private static readonly int Seed = FromEnvironment("SEED") ?? Random.Shared.Next();

    [Fact]
    public async Task No_damaged_callback_signs_anybody_in_or_breaks_the_app()
    {
        await using var tenant = await SandboxApp.StartTenantAsync();
        await using var app = await RunningApp.StartAsync(tenant, services: each => each.AddSingleton<ISpentStates, ForgetfulStates>());
        using var bystander = new Visitor();
        await bystander.SignInAsync(app);
        var session = $"SpOAuth.Session={bystander.Cookies.Value("localhost", "SpOAuth.Session")}";
        using Visitor today = new(),
            asIn2016 = new();
        var (query, form) = (await BeginAsync(today, app, Dialect.V2), await BeginAsync(asIn2016, app, Dialect.V1));
        CapturedCallback[] originals =
        [
            query.Captured,
            form.Captured,
            await RedeemedAsync(app, Dialect.V2),
            await RedeemedAsync(app, Dialect.V1),
        ];

        var begun = Stopwatch.GetTimestamp();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, Clients).Select(client => Task.Run(() => SendAsync(app, originals, session, unchecked(Seed + client))))
        );

        output.WriteLine($"SEED={Seed}: {Requests} callbacks in {Stopwatch.GetElapsedTime(begun).TotalSeconds:0.0} s");
        foreach (var status in answers.SelectMany(each => each).GroupBy(each => each.Key, each => each.Value))
            output.WriteLine($"{status.Sum()} times {status.Key}");
        output.WriteLine($"{tenant.Traffic["oauth2/v2.0/token"] + tenant.Traffic["oauth2/token"]} token requests");
        await bystander.ShouldBeSignedInAsync(app);
        (await today.ReturnAsync(query.Answer)).ShouldRedirectTo(app.Origin); // its code went nowhere in all that time
        (await asIn2016.ReturnAsync(form.Answer)).ShouldRedirectTo(app.Origin);
    }

    private static async Task<Dictionary<string, int>> SendAsync(RunningApp app, CapturedCallback[] originals, string session, int seed)
    {
        var mutator = new CallbackMutator(originals, session, seed);
        var answers = new Dictionary<string, int>();
        using var client = new KeepAliveClient(app.Origin.Port);
        for (var number = 0; number < Requests / Clients; number++)
        {
            var (request, hasBody) = mutator.Next();
            string answer;
            try
            {
                answer = await client.SendAsync(request, hasBody);
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                answer = exception.Message;
            }

            var status = answer.Split(' ').ElementAtOrDefault(1) ?? "";
            var isRefused = status is ['4', _, _] && !answer.Contains("SpOAuth.Session", StringComparison.Ordinal);
            Assert.True(isRefused, $"SEED={Seed}, client {seed - Seed}, request {number}:\n{Shortened(request)}\n\n{answer}");
            answers[status] = answers.GetValueOrDefault(status) + 1;
        }

        return answers;
    }

    private static async Task<(CapturedCallback Captured, Hop Answer)> BeginAsync(
        Visitor visitor,
        RunningApp app,
        Dialect dialect,
        bool isRedeemed = false
    )
    {
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(app, dialect));
        var parameters = dialect == Dialect.V2 ? answer.Location.Query[1..] : Encoded(answer.Html.Form(each => each["id"] == "response"));
        var captured = new CapturedCallback(
            dialect == Dialect.V2 ? ResponseMode.Query : ResponseMode.FormPost,
            [.. parameters.Split('&').Select(pair => pair.Split('=')).Select(pair => (pair[0], pair[1]))],
            visitor.Cookies.HeaderFor(app.Origin, crossSitePost: false)!,
            isRedeemed
        );
        return (captured, answer);
    }

    /// <summary>One whose cookie and state still fit: all checks pass, and the provider refuses the code.</summary>
    private static async Task<CapturedCallback> RedeemedAsync(RunningApp app, Dialect dialect)
    {
        using var visitor = new Visitor();
        var (captured, answer) = await BeginAsync(visitor, app, dialect, isRedeemed: true);
        (await visitor.ReturnAsync(answer)).ShouldRedirectTo(app.Origin);
        return captured;
    }

    private static string Encoded(Form form) => form.Fields.Select(each => new Parameter(each.Key, each.Value)).ToFormUrlEncoded();

    private static string Shortened(string text) => text.Length > 4000 ? $"{text[..4000]}… ({text.Length} characters)" : text;

    private static int? FromEnvironment(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Else every callback but the first of a state would stop at that check, and the ones behind it would never be tried.</summary>
    private sealed class ForgetfulStates : ISpentStates
    {
        public Task<bool> TrySpendAsync(string state) => Task.FromResult(true);
    }
}
