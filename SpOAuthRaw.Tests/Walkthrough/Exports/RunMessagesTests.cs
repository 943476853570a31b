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
            SentOff = Exchange(
                new("http://localhost:5555/signin"),
                "GET /signin HTTP/1.1\r\nHost: localhost:5555\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: https://login.microsoftonline.com/a\r\n\r\n"
            ),
            CameBack = Exchange(
                new("http://localhost:5555/auth"),
                "GET /auth?code=one&state=two HTTP/1.1\r\nHost: localhost:5555\r\nCookie: SpOAuth.Pending.x=y\r\n\r\n",
                "HTTP/1.1 302 Found\r\nLocation: /\r\n\r\n"
            ),
        };

    public static TheoryData<string, string[]> Partial =>
        new()
        {
            { "begun", [] },
            { "discovered", ["metadata", "keys", "authorize"] },
            { "returned", ["metadata", "keys", "sent-off", "authorize", "callback"] },
            { "never connected", ["metadata", "keys", "sent-off", "authorize", "callback"] },
            { "no answer", ["metadata", "keys", "sent-off", "authorize", "callback", "token"] },
            { "half a head", ["metadata", "keys", "sent-off", "authorize", "callback", "token"] },
            { "signed out", ["metadata", "keys", "sent-off", "authorize", "callback", "sign-out", "logout"] },
            { "signed out where there is no way out", ["metadata", "keys", "sent-off", "authorize", "callback", "sign-out"] },
            { "refreshed", ["metadata", "keys", "sent-off", "authorize", "callback", "token", "refresh"] },
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
            "signed out" => SignedOut("https://login.microsoftonline.com/organizations/oauth2/v2.0/logout?client_id=one"),
            "signed out where there is no way out" => SignedOut("/"),
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
    public void What_the_browser_asked_of_this_app_is_there_with_its_answer_and_what_it_asked_of_the_provider_without()
    {
        var har = HarExport.Write(Messages(Returned), Mask.Nothing);

        var (callback, authorize) = (Taken.Entry(har, "callback"), Taken.Entry(har, "authorize"));

        Assert.Equal("http://localhost:5555/auth?code=one&state=two", callback.Text("request", "url"));
        Assert.Equal(["Host", "Cookie"], callback.GetProperty("request").GetProperty("headers").Pairs().Select(header => header.Key));
        Assert.Equal(302, callback.GetProperty("response").GetProperty("status").GetInt32());
        Assert.Equal("/", callback.Text("response", "redirectURL"));
        Assert.Equal(0, authorize.GetProperty("response").GetProperty("status").GetInt32());
        Assert.All([callback, authorize], entry => Assert.Equal("front", entry.Text("_channel")));
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

    private static Run SignedOut(string location) =>
        Returned with
        {
            SignedOutAt = Given.Now.AddSeconds(99),
            SignedOut = Exchange(
                new("http://localhost:5555/signout"),
                "POST /signout HTTP/1.1\r\nHost: localhost:5555\r\n\r\n",
                $"HTTP/1.1 302 Found\r\nLocation: {location}\r\n\r\n"
            ),
        };

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
