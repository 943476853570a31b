using System.Globalization;
using System.Text;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>Runs as they are found: under way, stopped, never answered, edited.</summary>
public sealed class RunMessagesTests
{
    private static readonly Uri Server = new("https://login.microsoftonline.com/organizations/oauth2/v2.0/token");

    private static Run Begun =>
        new()
        {
            Pending = Given.PendingAuthorization(),
            AskedAt = Given.Now,
            Asked = [new("client_id", Given.ClientId), new("x", "a b")],
        };

    private static Run Discovered =>
        Begun with
        {
            Metadata = Exchange(
                new("https://login.microsoftonline.com/m"),
                "GET /m HTTP/1.1\r\nHost: h\r\n\r\n",
                Json(Given.MetadataDocument().ToJsonString())
            ),
            Keys = Exchange(new("https://login.microsoftonline.com/k"), "GET /k HTTP/1.1\r\nHost: h\r\n\r\n", Json(Given.Jwks())),
        };

    private static Run Returned =>
        Discovered with
        {
            Response = Given.ResponseTo(Given.PendingAuthorization()),
            ReturnedAt = Given.Now.AddSeconds(9),
        };

    public static TheoryData<string, string[]> Partial =>
        new()
        {
            { "begun", [] },
            { "discovered", ["metadata", "keys", "authorize"] },
            { "returned", ["metadata", "keys", "authorize", "callback"] },
            { "never connected", ["metadata", "keys", "authorize", "callback"] },
            { "no answer", ["metadata", "keys", "authorize", "callback", "token"] },
            { "half a head", ["metadata", "keys", "authorize", "callback", "token"] },
            { "refreshed", ["metadata", "keys", "authorize", "callback", "token", "refresh"] },
        };

    [Theory]
    [MemberData(nameof(Partial))]
    public void A_run_that_is_not_whole_is_exported_as_far_as_it_went(string which, string[] names)
    {
        const string Request = "POST /organizations/oauth2/v2.0/token HTTP/1.1\r\nHost: h\r\n\r\ncode=x";
        var run = which switch
        {
            "begun" => Begun,
            "discovered" => Discovered,
            "returned" => Returned,
            "never connected" => Returned with { Token = Exchange(Server, "", "") },
            "no answer" => Returned with { Token = Exchange(Server, Request, "") },
            "half a head" => Returned with { Token = Exchange(Server, Request, "HTTP/1.1 200 OK\r\nContent-") },
            _ => Returned with { Token = Exchange(Server, Request, Json("{}")), Refresh = Exchange(Server, Request, Json("{}")) },
        };

        var messages = Messages(run);

        Assert.Equal(names, messages.Select(message => message.Name));
        Assert.All(
            ExportFormat.All,
            format => Assert.All([Mask.Nothing, Mask.Over(messages, [])], mask => Assert.NotEmpty(format.Write(messages, mask)))
        );
        Assert.Equal(names.Length, Taken.Entries(HarExport.Write(messages, Mask.Nothing)).Length);
        Assert.Equal(names.Length, HttpFile.Read(HttpFileExport.Write(messages, Mask.Nothing)).Requests.Count);
        Assert.Equal(names.Length, MarkdownFile.Read(MarkdownExport.Write(messages, Mask.Nothing)).Count);
    }

    [Fact]
    public void An_answer_that_never_came_has_no_status()
    {
        var run = Returned with { Token = Exchange(Server, "POST /t HTTP/1.1\r\nHost: h\r\n\r\ncode=x", "") };

        var entry = Taken.Entry(HarExport.Write(Messages(run), Mask.Nothing), "token");

        Assert.Equal(0, entry.GetProperty("response").GetProperty("status").GetInt32());
        Assert.Equal("No answer came.", entry.Text("comment"));
    }

    [Fact]
    public void The_browser_was_back_before_the_app_asked_for_tokens()
    {
        var run = Returned with { Token = Exchange(Server, "POST /t HTTP/1.1\r\nHost: h\r\n\r\n", Json("{}")) };

        var messages = Messages(run);

        Assert.Equal(run.Token.Attempts[0].SentAt, messages.Single(message => message.Name == "callback").Started);
    }

    [Fact]
    public void A_token_in_two_chunks_is_one_token()
    {
        var token = $"CANARY{new string('a', 40)}CANARY";
        var body = $$"""{"error_description":"no {{token}}"}""";
        var framed = string.Concat(
            body.Chunk(30).Select(chunk => string.Create(CultureInfo.InvariantCulture, $"{chunk.Length:x}\r\n{new string(chunk)}\r\n"))
        );
        var run = Returned with
        {
            Token = Exchange(
                Server,
                $"POST /t HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\ncode={token}",
                $"HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n{framed}0\r\n\r\n"
            ),
        };
        var messages = Messages(run);

        Assert.All(
            ExportFormat.All,
            format =>
            {
                Assert.Contains("CANARY", format.Write(messages, Mask.Nothing), StringComparison.Ordinal);
                Assert.DoesNotContain("CANARY", format.Write(messages, Mask.Over(messages, [])), StringComparison.Ordinal);
            }
        );
        Assert.Equal(body, Taken.Entry(HarExport.Write(messages, Mask.Nothing), "token").Text("response", "content", "text"));
    }

    [Fact]
    public void Doubled_and_edited_parameters_are_exported_as_they_were()
    {
        const string Form = "code=one&code=&client_secret=edited+by%20hand&x=%2f&&=&y";
        var run = Returned with
        {
            Token = Exchange(Server, $"POST /t?a=%41&a=2 HTTP/1.1\r\nHost: h\r\nX-A: 1\r\nx-a:  2\r\n\r\n{Form}", Json("{}")),
        };

        var entry = Taken.Entry(HarExport.Write(Messages(run), Mask.Nothing), "token").GetProperty("request");

        Assert.Equal("https://login.microsoftonline.com/t?a=%41&a=2", entry.Text("url"));
        Assert.Equal(Form, entry.Text("postData", "text"));
        Assert.Equal(["Host", "X-A", "x-a"], entry.GetProperty("headers").Pairs().Select(header => header.Key));
        Assert.Contains($"--data-raw '{Form}'", ShellExport.Write(Messages(run), Mask.Nothing), StringComparison.Ordinal);
    }

    private static IReadOnlyList<ExportedMessage> Messages(Run run) =>
        RunMessages.Of(run, Replay.Of(run, Given.Authority(), Given.Client()));

    private static Exchange Exchange(Uri address, string request, string response) =>
        new(
            address,
            [
                new Attempt(
                    Encoding.UTF8.GetBytes(request),
                    Encoding.UTF8.GetBytes(response),
                    Given.Now.AddSeconds(5),
                    TimeSpan.FromMilliseconds(7)
                ),
            ]
        );

    private static string Json(string body) => $"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{body}";
}
