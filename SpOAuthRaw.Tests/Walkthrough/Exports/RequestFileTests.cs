using System.Net;
using System.Text;
using System.Text.Json;
using System.Web;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>The curl script and the .http file, sent again for real; and the Markdown, read again.</summary>
public sealed class RequestFileTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    public static TheoryData<Dialect> Dialects => [Dialect.V2, Dialect.V1];

    [BashTheory]
    [InlineData(Dialect.V2, "bash")]
    [InlineData(Dialect.V1, "bash")]
    [InlineData(Dialect.V2, "sh")]
    public async Task The_script_sends_every_request_again(Dialect dialect, string shell)
    {
        using var visitor = await VisitorAsync(dialect);

        var run = await Bash.RunAsync(await visitor.TakeAsync(sandbox.App, "sh", unmasked: true), shell: shell);

        ShouldBeTheSameAgain([.. run.Answers.Select(answer => (answer.Title.Split(' ', ',')[1], answer.Status, answer.Text))]);
        Assert.Empty(run.Files);
    }

    [BashTheory]
    [MemberData(nameof(Dialects))]
    public async Task A_script_without_secrets_does_the_same_once_they_are_filled_in(Dialect dialect)
    {
        using var visitor = await VisitorAsync(dialect);
        var values = Values(await visitor.TakeAsync(sandbox.App, "har", unmasked: true));

        var script = await visitor.TakeAsync(sandbox.App, "sh");
        var run = await Bash.RunAsync(script, values.Select(value => KeyValuePair.Create(value.Key.ToUpperInvariant(), value.Value)));

        Assert.Contains("--data-urlencode 'client_secret='\"${CLIENT_SECRET}\"", script, StringComparison.Ordinal);
        ShouldBeTheSameAgain([.. run.Answers.Select(answer => (answer.Title.Split(' ', ',')[1], answer.Status, answer.Text))]);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_http_file_sends_every_request_again(Dialect dialect)
    {
        using var visitor = await VisitorAsync(dialect);
        var file = HttpFile.Read(await visitor.TakeAsync(sandbox.App, "http", unmasked: true));

        var answers = new List<(string, int, string)>();
        foreach (var request in file.Requests)
            answers.Add(await SendAsync(request));

        Assert.Empty(file.Variables);
        ShouldBeTheSameAgain(answers);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task The_http_file_holds_the_archives_requests_also_when_secrets_are_filled_in_afterwards(Dialect dialect)
    {
        using var visitor = await VisitorAsync(dialect);
        var har = await visitor.TakeAsync(sandbox.App, "har", unmasked: true);
        var expected = Taken
            .Entries(har)
            .Select(entry => entry.GetProperty("request"))
            .Select(request =>
                (
                    request.Text("method"),
                    request.Text("url"),
                    string.Join(
                        '\n',
                        request.GetProperty("headers").Pairs().Where(header => header.Key is not ("Host" or "Content-Length"))
                    ),
                    request.TryGetProperty("postData", out var body) ? body.Text("text") : ""
                )
            )
            .ToArray();

        var whole = HttpFile.Read(await visitor.TakeAsync(sandbox.App, "http", unmasked: true));
        var filled = HttpFile.Read(await visitor.TakeAsync(sandbox.App, "http"), Values(har));

        Assert.Equal(expected, Seen(whole));
        Assert.Equal(expected, Seen(filled));
        Assert.Equal(["access_token", "client_secret", "code", "code_verifier"], filled.Variables.Keys.Except(["id_token"]).Order());

        static IEnumerable<(string, string, string, string)> Seen(HttpFile file) =>
            file.Requests.Select(request => (request.Method, request.Url, string.Join('\n', request.Headers), request.Body));
    }

    [Theory]
    [MemberData(nameof(HarTests.SignIns), MemberType = typeof(HarTests))]
    public async Task The_markdown_holds_what_the_archive_holds(Dialect dialect, string person)
    {
        using var visitor = await VisitorAsync(dialect, person);

        foreach (var unmasked in new[] { false, true })
        {
            var entries = Taken.Entries(await visitor.TakeAsync(sandbox.App, "har", unmasked));
            var sections = MarkdownFile.Read(await visitor.TakeAsync(sandbox.App, "md", unmasked));

            Assert.Equal(entries.Length, sections.Count);
            foreach (var (entry, (title, code)) in entries.Zip(sections))
            {
                Assert.StartsWith(
                    $"{entry.GetProperty("_step").GetInt32()} {entry.Text("_name")}, {entry.Text("_channel")} channel",
                    title,
                    StringComparison.Ordinal
                );
                Assert.Equal(Taken.RequestOf(entry), code[0]);
                if (entry.Text("_name") != "authorize")
                    Assert.Equal(Taken.ResponseOf(entry), code[1]);
            }
        }
    }

    /// <summary>What the sandbox says to a sign-in's requests when they come a second time.</summary>
    private static void ShouldBeTheSameAgain(List<(string Name, int Status, string Text)> answers)
    {
        Assert.Equal(["metadata", "keys", "sent-off", "authorize", "callback", "token", "profile"], answers.Select(answer => answer.Name));
        Assert.Equal([200, 200, 302, 200, 400, 400, 200], answers.Select(answer => answer.Status)); // a state and a code are good once
        Assert.Contains("\"invalid_grant\"", answers[5].Text, StringComparison.Ordinal);
        Assert.Contains("\"DisplayName\":\"Adele Vance\"", answers[6].Text, StringComparison.Ordinal);
    }

    /// <summary>What a person would fill in: each value under its name, from where it stands in the run.</summary>
    private static Dictionary<string, string> Values(string har)
    {
        var form = HttpUtility.ParseQueryString(Taken.Entry(har, "token").Text("request", "postData", "text"));
        var callback = Taken.Entry(har, "callback").GetProperty("request");
        var returned = HttpUtility.ParseQueryString(
            callback.TryGetProperty("postData", out var body) ? body.Text("text") : new Uri(callback.Text("url")).Query
        );
        using var tokens = JsonDocument.Parse(Taken.Entry(har, "token").Text("response", "content", "text"));
        return new Dictionary<string, string>
        {
            ["client_secret"] = form["client_secret"]!,
            ["code_verifier"] = form["code_verifier"]!,
            ["code"] = form["code"]!,
            ["id_token"] = returned["id_token"] ?? "",
            ["access_token"] = tokens.RootElement.Text("access_token"),
        };
    }

    private static async Task<(string, int, string)> SendAsync(HttpFileRequest request)
    {
        using var http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
            }
        );
        using var message = new HttpRequestMessage(new HttpMethod(request.Method), request.Url);
        if (request.Body.Length > 0)
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(request.Body));
        foreach (var (name, value) in request.Headers)
            Assert.True(
                message.Headers.TryAddWithoutValidation(name, value) || message.Content!.Headers.TryAddWithoutValidation(name, value)
            );
        using var response = await http.SendAsync(message);
        return (request.Name, (int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<Visitor> VisitorAsync(Dialect dialect, string person = SigningIn.Adele)
    {
        var visitor = new Visitor();
        await visitor.TrySignInAsync(sandbox.App, dialect, person);
        return visitor;
    }
}
