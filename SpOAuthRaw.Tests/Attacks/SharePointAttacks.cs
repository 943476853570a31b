using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Whatever SharePoint answers, the person is signed in, reads what it was, and SharePoint is not asked oftener than it bears.</summary>
public sealed class SharePointAttacks(Scene scene) : IClassFixture<Scene>
{
    private const string Markup = "<script>alert(1)</script><img src=x onerror=alert(1)>";

    private static readonly Dictionary<string, (string Kind, int Requests, string? Says, RequestDelegate Answer)> Answers = new()
    {
        ["401, a challenge alone"] = ("Unauthorized", 1, null, Recorded("error.401.challenge.www-authenticate")),
        ["401, more claims"] = ("MoreClaims", 1, "insufficient_claims", Recorded("error.401.insufficient-claims")),
        ["401, invalid audience"] = ("Unauthorized", 1, "AudienceUriValidationFailedException", Recorded("error.401.invalid-audience")),
        ["401, its diagnosis"] = ("Unauthorized", 1, "3000003;reason=", Recorded("error.401.invalid-audience")),
        ["401, its request id"] = ("Unauthorized", 1, "9401049e-0000-3000-1cb8-000000000000", Recorded("error.401.invalid-audience")),
        ["401, invalid signature"] = ("Unauthorized", 1, "Invalid issuer or signature.", Recorded("error.401.invalid-signature")),
        ["401, expired"] = ("Unauthorized", 1, "The token is expired.", Recorded("error.401.token-expired")),
        ["401, app only"] = ("Unauthorized", 1, "Unsupported app only token.", Recorded("error.401.unsupported-app-only-token")),
        ["401 that is a 429"] = ("Throttled", 1, "429 TOO MANY REQUESTS", Recorded("error.401-with-429-body")),
        ["401, a challenge of garbage"] = ("Unauthorized", 1, null, Refusal(401, "", ("WWW-Authenticate", "Bearer =,\"\\,,error=\"x"))),
        ["403, light"] = ("Forbidden", 1, "You do not have permission", Body(403, "error.403.access-denied.light.json")),
        ["403, verbose"] = ("Forbidden", 1, "System.UnauthorizedAccessException", Body(403, "error.403.unauthorized-access.verbose.json")),
        ["403, Atom"] = ("Forbidden", 1, "an unauthorized operation", Body(403, "error.403.unauthorized-access.atom.xml")),
        ["403, a page"] = ("Forbidden", 1, null, Refusal(403, $"<html><body>{Markup}</body></html>")),
        ["401, nobody asked"] = ("Unauthorized", 1, null, Recorded("anonymous.headers")),
        ["403, XML that grows"] = (
            "Forbidden",
            1,
            null,
            Refusal(403, "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><error><code>&b;</code></error>")
        ),
        ["404"] = ("NotFound", 1, "File not found.", Body(404, "error.404.light.json")),
        ["400, with words"] = ("Error", 1, "System.InvalidOperationException", Body(400, "error.generic.light.json")),
        ["429, come back in 31 seconds"] = ("Throttled", 1, "31", Refusal(429, "", ("Retry-After", "31"))),
        ["429, come back by the clock"] = ("Throttled", 1, null, RetryAt(TimeSpan.FromMinutes(5))),
        ["429, come back at once"] = ("Throttled", 3, null, Refusal(429, "", ("Retry-After", "0"))),
        ["429, come back in the past"] = ("Throttled", 3, null, RetryAt(TimeSpan.FromMinutes(-5))),
        ["429, come back whenever"] = ("Throttled", 3, null, Refusal(429, "")),
        ["429, come back never"] = ("Throttled", 3, null, Refusal(429, "", ("Retry-After", "never"))),
        ["503, come back in two minutes"] = ("Busy", 1, "120", Refusal(503, "", ("Retry-After", "120"))),
        ["503, come back by the clock"] = ("Busy", 1, null, RetryAt(TimeSpan.FromMinutes(5), status: 503)),
        ["503, come back in the past"] = ("Busy", 3, null, RetryAt(TimeSpan.FromMinutes(-5), status: 503)),
        ["503, come back whenever"] = ("Busy", 3, null, Refusal(503, "<html>Busy</html>")),
        ["500, with words"] = ("Error", 3, "System.InvalidOperationException", Body(500, "error.generic.light.json")),
        ["a redirect"] = ("Error", 1, "302", Refusal(302, "", ("Location", "http://127.0.0.1:1/"))),
        ["no profile"] = ("NoProfile", 1, null, Body(200, "odata-null.json")),
        ["a name that is no text"] = ("NoProfile", 1, null, Refusal(200, """{"DisplayName":["Adele"]}""")),
        ["an Atom entry"] = ("NotUnderstood", 1, null, Refusal(200, "<entry xmlns=\"http://www.w3.org/2005/Atom\"/>")),
        ["nothing"] = ("NotUnderstood", 1, null, Refusal(200, "")),
        ["not JSON"] = ("NotUnderstood", 1, null, Refusal(200, "{\"DisplayName\":")),
        ["a page"] = ("NotUnderstood", 1, null, Refusal(200, "<!doctype html><title>Sign in</title>")),
        ["a list"] = ("NotUnderstood", 1, null, Refusal(200, "[]")),
        ["50 MB"] = ("TooLarge", 1, null, Answering.Endlessly),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_person_is_signed_in_and_reads_what_SharePoint_said(string what)
    {
        var (kind, requests, says, answer) = Answers[what];
        using var visitor = new Visitor();
        var before = scene.Provider.Count(AskedFor.SharePoint);
        scene.Provider.Lies = new Lies { AtSharePoint = answer };

        var home = await scene.SignInAsync(visitor);

        var problem = ShouldBeSignedInWithout(home, kind);
        Assert.Contains(says ?? "", problem.Text, StringComparison.Ordinal);
        Assert.Equal(requests, scene.Provider.Count(AskedFor.SharePoint) - before);
        Assert.Equal(0, scene.Provider.Count(AskedFor.Elsewhere));
    }

    [Fact]
    public async Task What_was_taken_is_shown_whole_however_long_it_is()
    {
        using var visitor = new Visitor();
        var profile = $$"""{"DisplayName":"Adele Vance","AboutMe":"{{new string('x', 300_000)}}","Last":"the-very-end"}""";
        scene.Provider.Lies = new Lies { AtSharePoint = Answering.With(200, profile) };

        var home = await scene.SignInAsync(visitor);
        var six = await visitor.GetAsync(scene.App.At("/walkthrough/6"));

        Assert.Equal("Adele Vance", home.Html.TextOf("user-title"));
        Assert.Contains("the-very-end", six.Html.Source, StringComparison.Ordinal);
        Assert.Contains(six.Html.Elements, element => element["id"] == "profile");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Silence_ends_after_the_time_that_is_allowed(bool drips)
    {
        await using var own = await Scene.StartAsync(
            new Lies { AtSharePoint = drips ? Answering.Dripping : Answering.Never },
            services: Scene.Impatient<UserProfileClient>(TimeSpan.FromSeconds(1.5))
        );
        using var visitor = new Visitor();

        ShouldBeSignedInWithout(await own.SignInAsync(visitor), "TimedOut");

        Assert.Equal(1, own.Provider.Count(AskedFor.SharePoint));
    }

    [Fact]
    public async Task A_connection_that_is_reset_is_tried_a_few_times()
    {
        using var visitor = new Visitor();
        var before = scene.Provider.Count(AskedFor.SharePoint);
        scene.Provider.Lies = new Lies { AtSharePoint = Answering.WithAReset };

        ShouldBeSignedInWithout(await scene.SignInAsync(visitor), "NoConnection");

        // Three of ours; the first may besides have met a kept connection, whose death .NET makes good by itself.
        Assert.InRange(scene.Provider.Count(AskedFor.SharePoint) - before, 3, 4);
    }

    [Fact]
    public async Task SharePoint_that_is_well_again_is_asked_again()
    {
        using var visitor = new Visitor();
        scene.Provider.Lies = new Lies { AtSharePoint = Refusal(403, "") };
        var home = await scene.SignInAsync(visitor);
        scene.Provider.Lies = new();

        (await visitor.PressAsync(home, "/profile")).ShouldRedirectTo(scene.App.Origin);

        home = await visitor.ShouldBeSignedInAsync(scene.App);
        Assert.Equal("sharepoint", home.Html.ById("user-title")!["data-from"]);
        Assert.Null(home.Html.ById("sharepoint-problem"));
    }

    [Fact]
    public async Task Markup_in_a_profile_is_text()
    {
        using var visitor = new Visitor();
        var profile = new JsonObject
        {
            ["DisplayName"] = Markup,
            ["Title"] = Markup,
            ["Email"] = Markup,
            ["AccountName"] = Markup,
        };
        scene.Provider.Lies = new Lies { AtSharePoint = Refusal(200, profile.ToJsonString()) };

        var home = await scene.SignInAsync(visitor);

        Assert.Equal(Markup, home.Html.TextOf("user-title"));
        Assert.Equal(Markup, home.Html.TextOf("job-title"));
        ShouldHoldNoMarkup(home);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("text/html")]
    public async Task Markup_in_a_refusal_is_text(string type)
    {
        using var visitor = new Visitor();
        var error = new JsonObject
        {
            ["odata.error"] = new JsonObject
            {
                ["code"] = Markup,
                ["message"] = new JsonObject { ["value"] = Markup },
            },
        };
        scene.Provider.Lies = new Lies
        {
            AtSharePoint = Answering.With(403, error.ToJsonString(), type, ("x-ms-diagnostics", Markup), ("SPRequestGuid", Markup)),
        };

        var home = await scene.SignInAsync(visitor);

        Assert.Contains(Markup, ShouldBeSignedInWithout(home, "Forbidden").Text, StringComparison.Ordinal);
        ShouldHoldNoMarkup(home);
    }

    [Fact]
    public async Task What_SharePoint_says_at_great_length_is_cut()
    {
        using var visitor = new Visitor();
        var error = new JsonObject
        {
            ["odata.error"] = new JsonObject
            {
                ["code"] = new string('c', 300_000),
                ["message"] = new JsonObject { ["value"] = new string('m', 300_000) },
            },
        };
        scene.Provider.Lies = new Lies { AtSharePoint = Refusal(403, error.ToJsonString(), ("x-ms-diagnostics", new string('d', 30_000))) };

        var home = await scene.SignInAsync(visitor);

        ShouldBeSignedInWithout(home, "Forbidden");
        Assert.InRange(home.Html.Source.Length, 500, 40_000);
    }

    [Fact]
    public async Task A_name_of_great_length_is_cut()
    {
        using var visitor = new Visitor();
        var profile = new JsonObject { ["DisplayName"] = new string('n', 300_000), ["Title"] = new string('t', 300_000) };
        scene.Provider.Lies = new Lies { AtSharePoint = Refusal(200, profile.ToJsonString()) };

        var home = await scene.SignInAsync(visitor);

        Assert.InRange(home.Html.Source.Length, 500, 40_000);
    }

    [Theory]
    [InlineData("{0}adele.png")]
    [InlineData("http://user@{1}/adele.png")]
    [InlineData("http://{1}.evil.example/adele.png")]
    [InlineData("file:///etc/passwd")]
    [InlineData("//{2}/adele.png")]
    public async Task A_picture_elsewhere_is_not_fetched_with_the_token(string pattern)
    {
        using var visitor = new Visitor();
        var (elsewhere, sharePoint) = (scene.Provider.Elsewhere, scene.Provider.SharePointUrl);
        var picture = string.Format(CultureInfo.InvariantCulture, pattern, elsewhere, sharePoint.Authority, elsewhere.Authority);
        var profile = new JsonObject { ["DisplayName"] = "Adele Vance", ["PictureUrl"] = picture };
        scene.Provider.Lies = new Lies { AtSharePoint = Refusal(200, profile.ToJsonString()) };
        var home = await scene.SignInAsync(visitor);
        var before = scene.Provider.Count(AskedFor.SharePoint);

        (await visitor.GetAsync(scene.App.At("/picture"))).ShouldBeAProblem(HttpStatusCode.NotFound);

        Assert.DoesNotContain(home.Html.Elements, element => element.Name == "img");
        Assert.Equal(0, scene.Provider.Count(AskedFor.Elsewhere));
        Assert.Equal(before, scene.Provider.Count(AskedFor.SharePoint));
    }

    [Fact]
    public async Task A_picture_that_is_a_page_is_no_picture()
    {
        using var visitor = new Visitor();
        var profile = new JsonObject
        {
            ["DisplayName"] = "Adele Vance",
            ["PictureUrl"] = $"{scene.Provider.SharePointUrl}adele.png",
        }.ToJsonString();
        scene.Provider.Lies = new Lies
        {
            AtSharePoint = context =>
                context.Request.Path.Value!.EndsWith(".png", StringComparison.Ordinal)
                    ? Answering.With(200, $"<svg xmlns='http://www.w3.org/2000/svg'>{Markup}</svg>", "image/png")(context)
                    : Refusal(200, profile)(context),
        };
        await scene.SignInAsync(visitor);

        (await visitor.GetAsync(scene.App.At("/picture"))).ShouldBeAProblem(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_token_travels_in_the_header_alone_and_to_SharePoint_alone()
    {
        using var visitor = new Visitor();
        scene.Provider.Lies = new();

        var token = (await scene.SignInAsync(visitor)).Html.TextOf("access-token");

        var request = scene.Provider.Requests.Last(each => each.For == AskedFor.SharePoint);
        Assert.Equal($"Bearer {token}", request.Headers["Authorization"]);
        Assert.DoesNotContain("Cookie", request.Headers.Keys);
        Assert.DoesNotContain(scene.Provider.Requests, each => each.Path.Contains(token, StringComparison.Ordinal));
        Assert.DoesNotContain(
            scene.Provider.Requests,
            each => each.For != AskedFor.SharePoint && each.Headers.Values.Any(value => value.Contains(token, StringComparison.Ordinal))
        );
    }

    private static Element ShouldBeSignedInWithout(Hop home, string kind)
    {
        Assert.Equal("Adele Vance", home.Html.TextOf("user-title"));
        Assert.Equal("id_token", home.Html.ById("user-title")!["data-from"]);
        Assert.NotEmpty(home.Html.TextOf("access-token"));
        var problem = home.Html.ById("sharepoint-problem");
        Assert.NotNull(problem);
        Assert.Equal(kind, problem["data-kind"]);
        return problem;
    }

    private static void ShouldHoldNoMarkup(Hop page)
    {
        Assert.DoesNotContain("<script>alert", page.Html.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(page.Html.Elements, element => element.Name == "img");
    }

    private static RequestDelegate Recorded(string fixture)
    {
        var recorded = Fixture.Json($"sharepoint/{fixture}.json");
        if (recorded.TryGetProperty("response", out var response))
            recorded = response;
        var headers = recorded.TryGetProperty("headers", out var all) ? Headers(all) : [];
        var body =
            recorded.TryGetProperty("body", out var json) ? json.GetRawText()
            : recorded.TryGetProperty("body_text", out var text) ? text.GetString()!
            : "";
        return Refusal(recorded.GetProperty("status").GetInt32(), body, [.. headers.Where(header => header.Name != "Content-Length")]);
    }

    private static IEnumerable<(string Name, string Value)> Headers(JsonElement headers) =>
        headers.ValueKind == JsonValueKind.Array
            ? headers.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!))
            : headers.EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!));

    private static RequestDelegate Body(int status, string fixture) => Refusal(status, Fixture.Text($"sharepoint/{fixture}"));

    private static RequestDelegate Refusal(int status, string body, params (string Name, string Value)[] headers) =>
        Answering.With(status, body, headers: headers);

    private static RequestDelegate RetryAt(TimeSpan fromNow, int status = 429) =>
        context =>
            Refusal(status, "", ("Retry-After", (DateTimeOffset.UtcNow + fromNow).ToString("R", CultureInfo.InvariantCulture)))(context);
}
