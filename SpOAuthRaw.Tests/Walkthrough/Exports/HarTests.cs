using System.Globalization;
using System.Text.Json;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>The archive against the HAR 1.2 specification, and against what the pages show.</summary>
public sealed class HarTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    public static TheoryData<Dialect, string> SignIns =>
        new()
        {
            { Dialect.V2, SigningIn.Adele },
            { Dialect.V1, SigningIn.Adele },
            { Dialect.V2, "busy@contoso.example" }, // asked twice
            { Dialect.V1, "throttled@contoso.example" },
            { Dialect.V2, "conditional-access@contoso.example" }, // stops at step 3
            { Dialect.V1, "conditional-access@contoso.example" },
        };

    [Theory]
    [MemberData(nameof(SignIns))]
    public async Task Every_member_that_the_specification_demands_is_there(Dialect dialect, string person)
    {
        using var visitor = await VisitorAsync(dialect, person);

        foreach (var unmasked in new[] { false, true })
        {
            using var har = JsonDocument.Parse(await visitor.TakeAsync(sandbox.App, "har", unmasked));

            var log = har.RootElement.GetProperty("log");
            Assert.Equal("1.2", log.Text("version"));
            Assert.NotEmpty(log.Text("creator", "name"));
            Assert.NotEmpty(log.Text("creator", "version"));
            var page = Assert.Single(log.GetProperty("pages").EnumerateArray());
            ShouldBeATime(page);
            Assert.NotEmpty(page.Text("id"));
            Assert.NotEmpty(page.Text("title"));
            Assert.Equal(JsonValueKind.Object, page.GetProperty("pageTimings").ValueKind);
            Assert.All(log.GetProperty("entries").EnumerateArray(), entry => ShouldBeAnEntry(entry, page.Text("id")));
        }
    }

    [Theory]
    [MemberData(nameof(SignIns))]
    public async Task Unmasked_it_holds_what_the_pages_show_attempt_by_attempt(Dialect dialect, string person)
    {
        using var visitor = await VisitorAsync(dialect, person);
        await visitor.PostAsync(sandbox.App.At("/secrets"), [KeyValuePair.Create("secrets", "")]); // show them

        var entries = Taken.Entries(await visitor.TakeAsync(sandbox.App, "har", unmasked: true));

        Assert.Equal(await visitor.OnThePagesAsync(sandbox.App, "request"), entries.Select(Taken.RequestOf));
        var answers = await visitor.OnThePagesAsync(sandbox.App, "response");
        Assert.Equal(answers.Select(Taken.Unframed), entries.Where(entry => entry.Text("_name") != "authorize").Select(Taken.ResponseOf));
    }

    [Fact]
    public async Task An_attempt_and_its_repetition_are_two_entries()
    {
        using var visitor = await VisitorAsync(Dialect.V2, "busy@contoso.example");

        var entries = Taken.Entries(await visitor.TakeAsync(sandbox.App, "har")).Where(entry => entry.Text("_name") == "profile").ToArray();

        Assert.True(entries.Length > 1);
        Assert.Equal(Enumerable.Range(1, entries.Length), entries.Select(entry => entry.GetProperty("_attempt").GetInt32()));
        Assert.Equal(200, entries[^1].GetProperty("response").GetProperty("status").GetInt32());
        Assert.NotEqual(200, entries[0].GetProperty("response").GetProperty("status").GetInt32());
    }

    private async Task<Visitor> VisitorAsync(Dialect dialect, string person)
    {
        var visitor = new Visitor();
        await visitor.TrySignInAsync(sandbox.App, dialect, person);
        return visitor;
    }

    private static void ShouldBeAnEntry(JsonElement entry, string page)
    {
        ShouldBeATime(entry);
        Assert.Equal(page, entry.Text("pageref"));
        Assert.InRange(entry.GetProperty("_step").GetInt32(), 1, 8);
        Assert.Contains(entry.Text("_channel"), new[] { "front", "back" });
        Assert.Equal(JsonValueKind.Object, entry.GetProperty("cache").ValueKind);

        var timings = entry.GetProperty("timings");
        double[] spans = [.. new[] { "send", "wait", "receive" }.Select(name => timings.GetProperty(name).GetDouble())];
        Assert.All(spans, span => Assert.True(span >= 0));
        Assert.Equal(entry.GetProperty("time").GetDouble(), spans.Sum(), 6);

        var request = entry.GetProperty("request");
        ShouldBeAMessage(request);
        Assert.Contains(request.Text("method"), new[] { "GET", "POST" });
        Assert.True(Uri.IsWellFormedUriString(request.Text("url"), UriKind.Absolute));
        var query = new Uri(request.Text("url")).Query;
        Assert.Equal(query.Length == 0 ? 0 : query.Split('&').Length, request.GetProperty("queryString").Pairs().Length);
        if (request.Text("method") == "POST")
        {
            Assert.Equal("application/x-www-form-urlencoded", request.Text("postData", "mimeType"));
            Assert.NotEmpty(request.Text("postData", "text"));
        }

        var response = entry.GetProperty("response");
        ShouldBeAMessage(response);
        Assert.Equal(entry.Text("_name") == "authorize", response.GetProperty("status").GetInt32() == 0);
        Assert.NotNull(response.Text("statusText"));
        Assert.NotNull(response.Text("redirectURL"));
        Assert.NotEmpty(response.Text("content", "mimeType"));
        Assert.True(entry.Text("_channel") == "front" || response.GetProperty("content").GetProperty("size").GetInt32() > 0);
    }

    private static void ShouldBeAMessage(JsonElement message)
    {
        Assert.Equal("HTTP/1.1", message.Text("httpVersion"));
        Assert.Equal(JsonValueKind.Array, message.GetProperty("cookies").ValueKind);
        Assert.All(message.GetProperty("headers").Pairs(), header => Assert.NotEmpty(header.Key));
        Assert.True(message.GetProperty("headersSize").GetInt32() >= -1);
        Assert.True(message.GetProperty("bodySize").GetInt32() >= -1);
    }

    private static void ShouldBeATime(JsonElement element) =>
        Assert.True(
            DateTimeOffset.TryParseExact(
                element.Text("startedDateTime"),
                ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz"],
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out _
            )
        );
}
