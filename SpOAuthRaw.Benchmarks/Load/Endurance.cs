using System.Globalization;
using System.Text.Json;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>The app alone: a crowd that signs in and out, what a session weighs, and a stranger who asks for <c>/signin</c> without end.</summary>
public sealed class Endurance(Contender app, string stub, LoadOptions options)
{
    private const int WarmUp = 2000;
    private const int CopiesEvery = 20;

    private readonly List<(string Figure, string Value, string Must, string Goal)> rows = [];

    /// <summary>Runs it and writes a table.</summary>
    /// <returns>How much went wrong.</returns>
    public async Task<int> RunAsync(TextWriter output)
    {
        Console.Error.WriteLine("A crowd, then a flood …");
        await using var running = await app.StartAsync(stub, "v2");
        using var crowd = new Crowd(options.Crowd);
        var warm = await ComeAndGoAsync(running, crowd, WarmUp);

        var errors =
            warm.Errors.Length + await CrowdAsync(running, crowd) + await SessionsAsync(running, crowd) + await FloodAsync(running, crowd);

        output.WriteLine("\n### the app alone\n\n| figure | measured | must | goal |\n|---|--:|--:|--:|");
        foreach (var (figure, value, must, goal) in rows)
            output.WriteLine($"| {figure} | {value} | {must} | {goal} |");
        return errors;
    }

    /// <summary>Everybody signs in, looks at the home page and signs out.</summary>
    private async Task<int> CrowdAsync(Running running, Crowd crowd)
    {
        var (asked, memory) = (await CountsAsync(), await running.Child.MemoryAsync());
        var spent = await ComeAndGoAsync(running, crowd, options.SignIns);
        var (askedNow, memoryNow) = (await CountsAsync(), await running.Child.MemoryAsync());

        var mixUps = spent.Errors.Count(error => error is MixUpException);
        foreach (var error in spent.Errors.Take(5))
            Console.Error.WriteLine(error.Message);
        Row($"sign-ins, {options.Crowd} at a time, each signed out again", $"{spent.Count} in {spent.Wall.TotalSeconds:0.0} s");
        Row("errors · people who saw another's name", $"{spent.Errors.Length} · {mixUps}", "0 · 0", "0 · 0");
        Row(
            "callback p50 · p95 · p99 in that crowd, ms",
            string.Join(" · ", new[] { 50, 95, 99 }.Select(p => $"{Comparison.Percentile(spent, p):0.0}"))
        );
        Row(
            "token POSTs · profile GETs · metadata GETs a sign-in",
            string.Join(" · ", asked.Zip(askedNow, (then, now) => $"{(double)(now - then) / spent.Count:0.###}")),
            "1 · 1 · 0",
            "1 · 1 · 0"
        );
        Row("heap before · after they have signed out, MB", $"{Mega(memory.Heap)} · {Mega(memoryNow.Heap)}");
        Row("… which is, for each of them, bytes", $"{(memoryNow.Heap - memory.Heap) / spent.Count}");
        return spent.Errors.Length;
    }

    /// <summary>What stays in memory of people who are signed in.</summary>
    private async Task<int> SessionsAsync(Running running, Crowd crowd)
    {
        const int People = 4000;
        var first = new Visitor[1];
        await SignInAsync(first);
        await ForgetAsync(first); // the first to do so makes the app load what it takes
        var before = await running.Child.MemoryAsync();
        var visitors = new Visitor[People];
        var came = await SignInAsync(visitors);
        var recorded = await running.Child.MemoryAsync();
        var forgot = await ForgetAsync(visitors);
        var during = await running.Child.MemoryAsync();
        var left = await crowd.WorkAsync(running.Child, People, (http, i) => Nothing(visitors[i].With(http).SignOutAsync()));
        var after = await running.Child.MemoryAsync();

        Row("memory of a recorded sign-in, bytes", $"{(recorded.Heap - during.Heap) / People}");
        Row("memory of a signed-in session, recording apart, bytes", $"{(during.Heap - before.Heap) / People}", "≤ 6144", "≤ 3072");
        Row("… after it was signed out", $"{(after.Heap - before.Heap) / People}");
        return came.Errors.Length + forgot.Errors.Length + left.Errors.Length;

        Task<Spent> SignInAsync(Visitor[] people) =>
            crowd.WorkAsync(
                running.Child,
                people.Length,
                (http, i) => (people[i] = new Visitor(http, running.Address, Turns.NextPerson())).SignInAsync(running.SignInPath)
            );

        Task<Spent> ForgetAsync(Visitor[] people) =>
            crowd.WorkAsync(running.Child, people.Length, (http, i) => Nothing(people[i].With(http).ForgetRecordingAsync()));
    }

    /// <summary>One address begins sign-ins and never comes back.</summary>
    private async Task<int> FloodAsync(Running running, Crowd crowd)
    {
        var before = await running.Child.MemoryAsync();
        var spent = await crowd.WorkAsync(running.Child, LoadOptions.Flood, (http, _) => AskAsync(http));
        var after = await running.Child.MemoryAsync();
        Row(
            $"heap before · after {LoadOptions.Flood} × GET /signin from one address, MB",
            $"{Mega(before.Heap)} · {Mega(after.Heap)}",
            "the same",
            "the same"
        );
        Row("… resident before · after, MB", $"{Mega(before.Resident)} · {Mega(after.Resident)}");
        return spent.Errors.Length;

        async Task<TimeSpan> AskAsync(HttpClient http)
        {
            using var answer = await http.GetAsync(new Uri(running.Address, running.SignInPath));
            return (int)answer.StatusCode == 302 ? default : throw new InvalidOperationException($"/signin answers {answer.StatusCode}");
        }
    }

    private static Task<Spent> ComeAndGoAsync(Running running, Crowd crowd, int people) =>
        crowd.WorkAsync(
            running.Child,
            people,
            async (http, i) =>
            {
                var visitor = new Visitor(http, running.Address, Turns.NextPerson());
                var took = await visitor.SignInAsync(running.SignInPath);
                await visitor.SignOutAsync(alsoCopies: i % CopiesEvery == 0);
                return took;
            }
        );

    /// <summary>How often the stub was asked for tokens, profiles and metadata.</summary>
    private async Task<int[]> CountsAsync()
    {
        using var http = new HttpClient();
        using var counts = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{stub}/counts")));
        return [.. new[] { "tokens", "profiles", "metadata" }.Select(name => counts.RootElement.GetProperty(name).GetInt32())];
    }

    private void Row(string figure, string value, string must = "", string goal = "") => rows.Add((figure, value, must, goal));

    private static string Mega(long bytes) => (bytes / 1e6).ToString("0.0", CultureInfo.InvariantCulture);

    private static async Task<TimeSpan> Nothing(Task act)
    {
        await act;
        return default;
    }
}
