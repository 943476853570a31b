using System.Net;
using Microsoft.Extensions.Logging;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>What the app writes to its log at its most talkative: nothing that opens anything (OWASP ASVS 5.0 §16.2.5).</summary>
public sealed class LogTests : IAsyncLifetime, IDisposable
{
    private static readonly string[] Public = ["client_id", "grant_type", "redirect_uri", "token_type", "scope", "resource", "expires_in"];

    private readonly CapturedLogs logs = new();
    private readonly Wiretap wire = new();
    private readonly Visitor visitor = new();
    private SandboxTenant tenant = null!;
    private RunningApp app = null!;

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_sign_in_writes_no_secret(Dialect dialect)
    {
        var begun = await visitor.BeginAsync(app, dialect);
        var answer = await visitor.AnswerAsync(begun);
        var returned = await visitor.ReturnAsync(answer);
        var home = await visitor.ShouldBeSignedInAsync(app);
        await visitor.PressAsync(home, "/profile");
        await visitor.PressAsync(home, "/signout");

        string[] received = ["code", "code_verifier", "client_secret", "access_token", "refresh_token", "id_token"];
        Assert.All(received.Take(dialect == Dialect.V2 ? 6 : 4), name => Assert.Contains(wire.Heard, each => each.Key == name)); // the tap works
        AssertUnwritten([.. FromTheWire(), .. From(begun), .. From(returned), .. FromTheForm(answer)]);
        Assert.Contains(logs.Entries, entry => entry.Text.Contains("signed in", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_sign_in_that_the_token_endpoint_refuses_writes_no_secret(Dialect dialect)
    {
        var begun = await visitor.BeginAsync(app, dialect);
        var answer = await visitor.AnswerAsync(begun, "second-factor@contoso.example");
        var returned = await visitor.ReturnAsync(answer);

        returned.ShouldBeAProblem(HttpStatusCode.BadRequest);
        AssertUnwritten([.. FromTheWire(), .. From(begun), .. FromTheForm(answer)]);
        Assert.Contains(
            logs.Entries,
            entry => entry is { Level: LogLevel.Warning } && entry.Text.Contains("AADSTS50076", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_answer_that_is_refused_writes_nothing_of_what_it_held()
    {
        const string code = "a-code-that-somebody-may-still-use";
        var forged = $"\r\nforged log line {code}";

        await visitor.GetAsync(app.At($"/auth?code={code}&state={Uri.EscapeDataString(forged)}"));
        await visitor.PostAsync(app.Callback, [new("code", code), new("state", forged), new("id_token", code)]);
        await visitor.GetAsync(app.At($"/auth?state=x&{code}=1&{code}=2&code={code}"));

        AssertUnwritten([("code", code), ("state", "forged log line")]);
    }

    [Fact]
    public async Task A_request_that_the_server_itself_can_not_read_writes_nothing_of_what_it_held()
    {
        const string code = "a-code-that-somebody-may-still-use";

        await visitor.SendRawAsync(app, $"GET /auth?code={code}&state=\0 HTTP/1.1");
        await visitor.SendRawAsync(app, $"GET /auth?code={code} with blanks HTTP/1.1");

        AssertUnwritten([("code", code)]);
    }

    [Fact]
    public async Task The_logs_can_be_heard_at_all()
    {
        await visitor.SignInAsync(app);

        Assert.Contains(logs.Entries, entry => entry.Level == LogLevel.Trace);
        Assert.Contains(logs.Entries, entry => entry.Category.StartsWith("Microsoft.AspNetCore.Routing", StringComparison.Ordinal));
        Assert.Contains(logs.Entries, entry => entry.Category.StartsWith("Microsoft.AspNetCore.Server.Kestrel", StringComparison.Ordinal));
        Assert.Contains(logs.Entries, entry => entry.Category.StartsWith("SpOAuthRaw.SignIn", StringComparison.Ordinal));
    }

    public async Task InitializeAsync()
    {
        tenant = await SandboxApp.StartTenantAsync();
        app = await RunningApp.StartAsync(
            tenant,
            CapturedLogs.Everything,
            services =>
            {
                logs.ListenTo(services);
                wire.ListenTo(services);
            }
        );
    }

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await tenant.DisposeAsync();
    }

    public void Dispose()
    {
        visitor.Dispose();
        logs.Dispose();
    }

    private IEnumerable<(string, string)> FromTheWire() =>
        wire.Heard.Where(each => !Public.Contains(each.Key) && each.Value.Length >= 16).Select(each => (each.Key, each.Value));

    private static IEnumerable<(string, string)> From(Hop hop) =>
        [
            .. hop.SetCookies.Where(cookie => cookie.Value.Length > 0).Select(cookie => ("cookie", cookie.Value.ToString())),
            .. hop.Query.Where(each => each.Key is "state" or "nonce" or "code").Select(each => (each.Key, each.Value)),
        ];

    private static IEnumerable<(string, string)> FromTheForm(Hop answer) =>
        answer.Status == HttpStatusCode.Found
            ? From(answer)
            : answer.Html.Form(each => each["id"] == "response").Fields.Select(field => (field.Key, field.Value));

    private void AssertUnwritten(IReadOnlyCollection<(string Name, string Value)> secrets)
    {
        Assert.NotEmpty(secrets);
        foreach (var (name, value) in secrets)
        foreach (var (category, level, text) in logs.Entries)
            if (text.Contains(value, StringComparison.Ordinal))
                Assert.Fail($"{category} wrote the {name} at {level}: {text}");
    }
}
