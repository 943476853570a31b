using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>A token endpoint that answers with nonsense, too much, too slowly, or not at all: one request, a page that says so, nobody signed in.</summary>
public sealed class TokenEndpointAttacks(TokenEndpointAttacks.ImpatientScene fixture) : IClassFixture<TokenEndpointAttacks.ImpatientScene>
{
    private readonly Scene scene = fixture.Scene;

    private static readonly Dictionary<string, (int Status, RequestDelegate Answer)> Nonsense = new()
    {
        ["not JSON"] = (502, Answering.With(200, "<html>Sign in</html>", "text/html")),
        ["a list"] = (502, Answering.With(200, "[]")),
        ["an empty answer"] = (502, Answering.With(200, "")),
        ["no content"] = (502, Answering.With(204, "", "text/plain")),
        ["JSON with a comment"] = (502, Answering.With(200, """{"access_token":"a"/*,"token_type":"Bearer"*/}""")),
        ["JSON with a member twice"] = (502, Answering.With(200, """{"access_token":"a","access_token":"b","token_type":"Bearer"}""")),
        ["JSON of a thousand levels"] = (502, Answering.With(200, string.Concat(Enumerable.Repeat("""{"a":""", 1000)))),
        ["a truncated answer"] = (502, Answering.Truncated),
        ["50 MB"] = (502, Answering.Endlessly),
        ["500 without words"] = (502, Answering.With(500, "")),
        ["500 with the provider's words"] = (502, Answering.With(500, """{"error":"server_error"}""")),
        ["503 as a page"] = (502, Answering.With(503, "<html>Busy</html>", "text/html", ("Retry-After", "1"))),
        ["429 as a page"] = (502, Answering.With(429, "slow down", "text/plain", ("Retry-After", "0"))),
        ["429 with the provider's words"] = (400, Answering.With(429, """{"error":"temporarily_unavailable"}""")),
        ["401 as a page"] = (502, Answering.With(401, "no", "text/plain", ("WWW-Authenticate", "Basic realm=\"x\""))),
        ["201"] = (502, Answering.With(201, "{}")),
        ["a reset"] = (502, Answering.WithAReset),
        ["a drip"] = (504, Answering.Dripping),
        ["silence"] = (504, Answering.Never),
    };

    public static TheoryData<string> NonsenseNames => [.. Nonsense.Keys];

    [Theory]
    [MemberData(nameof(NonsenseNames))]
    public async Task Nonsense_is_asked_for_once_and_signs_nobody_in(string what)
    {
        var (status, answer) = Nonsense[what];

        await scene.ShouldRefuseSignInAsync(
            null,
            tokenRequests: 1,
            Dialect.V2,
            new Lies { AtTokenEndpoint = answer },
            (HttpStatusCode)status
        );
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(303)]
    [InlineData(307)]
    [InlineData(308)]
    public Task A_redirect_is_not_followed_so_that_code_and_secret_stay_here(int status) =>
        scene.ShouldRefuseSignInAsync(
            null,
            tokenRequests: 1,
            Dialect.V2,
            new Lies { AtTokenEndpoint = Answering.With(status, "", "text/plain", ("Location", $"{scene.Provider.Elsewhere}token")) },
            HttpStatusCode.BadGateway
        );

    [Theory]
    [InlineData("id_token", null, "id_token")]
    [InlineData("id_token", "7", "id_token")]
    [InlineData("access_token", null, "access_token")]
    [InlineData("access_token", "\"\"", "access_token")]
    [InlineData("access_token", "7", "access_token")]
    [InlineData("access_token", "\"a\\r\\nX-Injected: 1\"", "access_token")]
    [InlineData("access_token", "\"a b\"", "access_token")]
    [InlineData("access_token", "\"\u00e9\"", "access_token")]
    [InlineData("token_type", null, "token_type")]
    [InlineData("token_type", "\"DPoP\"", "token_type")]
    [InlineData("token_type", "\"mac\"", "token_type")]
    [InlineData("token_type", "\"Bearer \"", "token_type")]
    [InlineData("token_type", "[\"Bearer\"]", "token_type")]
    [InlineData("expires_in", "0", "expires_in")]
    [InlineData("expires_in", "-1", "expires_in")]
    [InlineData("expires_in", "\"-1\"", "expires_in")]
    [InlineData("expires_in", "1e30", "expires_in")]
    [InlineData("expires_in", "99999999999999999999", "expires_in")]
    [InlineData("expires_in", "9223372036854775807", "expires_in")]
    [InlineData("expires_in", "\"soon\"", "expires_in")]
    [InlineData("expires_in", "[3599]", "expires_in")]
    public async Task A_token_answer_with_a_member_that_is_wrong_signs_nobody_in(string member, string? json, string check)
    {
        foreach (var dialect in new[] { Dialect.V2, Dialect.V1 })
            await scene.ShouldRefuseSignInAsync(
                check,
                tokenRequests: 1,
                dialect,
                new Lies { Tokens = answer => Change(answer, member, json) }
            );
    }

    [Theory]
    [InlineData("token_type", "\"bearer\"")]
    [InlineData("token_type", "\"BEARER\"")]
    [InlineData("expires_in", null)]
    [InlineData("expires_in", "\"3599\"")]
    [InlineData("refresh_token", null)]
    [InlineData("foci", "{\"deep\":[1,2,{\"er\":null}]}")]
    [InlineData("error", "\"none\"")]
    public async Task What_the_specification_leaves_open_is_taken(string member, string? json)
    {
        using var visitor = new Visitor();
        scene.Provider.Lies = new Lies { Tokens = answer => Change(answer, member, json) };

        await scene.SignInAsync(visitor);
    }

    public static TheoryData<string> EntraErrors =>
        [
            .. Directory
                .GetFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", "entra"), "token-error.*.json")
                .Select(file => $"entra/{Path.GetFileName(file)}")
                .Order(StringComparer.Ordinal),
        ];

    [Theory]
    [MemberData(nameof(EntraErrors))]
    public async Task An_error_of_Entra_ID_is_shown_with_all_that_its_support_asks_for(string fixture)
    {
        var error = Fixture.Json(fixture);

        var refused = await scene.ShouldRefuseSignInAsync(
            null,
            tokenRequests: 1,
            Dialect.V2,
            new Lies { AtTokenEndpoint = Answering.With(400, Fixture.Text(fixture)) }
        );

        var description = error.GetProperty("error_description").GetString()!.ReplaceLineEndings("\n").Trim();
        Assert.Equal(description, refused.Html.TextOf("error-description").ReplaceLineEndings("\n"));
        Assert.Equal(error.GetProperty("error").GetString(), refused.Html.TextOf("error"));
        Assert.Equal(error.GetProperty("trace_id").GetString(), refused.Html.TextOf("trace-id"));
        Assert.Equal(error.GetProperty("correlation_id").GetString(), refused.Html.TextOf("correlation-id"));
        foreach (var code in error.GetProperty("error_codes").EnumerateArray())
            Assert.Contains($"AADSTS{code}", refused.Html.Source, StringComparison.Ordinal);
        var codes = error.GetProperty("error_codes").EnumerateArray().Select(code => code.GetInt32());
        var links = refused
            .Html.Elements.Where(element => element["href"]?.Contains("error?code", StringComparison.Ordinal) == true)
            .ToArray();
        Assert.Contains(links, link => link["href"] == $"https://login.microsoftonline.com/error?code={codes.Last()}");
        Assert.All(links, link => Assert.Equal("noreferrer", link["rel"]));
    }

    [Fact]
    public async Task The_providers_words_are_text()
    {
        const string markup = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        var body = new JsonObject
        {
            ["error"] = markup,
            ["error_description"] = markup,
            ["error_uri"] = "javascript:alert(1)",
            ["suberror"] = markup,
            ["trace_id"] = markup,
            ["correlation_id"] = markup,
            ["timestamp"] = markup,
        };

        var refused = await scene.ShouldRefuseSignInAsync(
            null,
            1,
            Dialect.V2,
            new Lies { AtTokenEndpoint = Answering.With(400, body.ToJsonString()) }
        );

        Assert.Equal(markup, refused.Html.TextOf("error-description"));
        Assert.DoesNotContain("<script>alert", refused.Html.Source, StringComparison.Ordinal);
        Assert.DoesNotContain(refused.Html.Elements, element => element.Name == "img");
        Assert.DoesNotContain("href=\"javascript", refused.Html.Source, StringComparison.OrdinalIgnoreCase);
    }

    private static void Change(JsonObject answer, string member, string? json)
    {
        answer.Remove(member);
        if (json is not null)
            answer[member] = JsonNode.Parse(json);
    }

    /// <summary>An app that does not wait ten seconds for tokens.</summary>
    public sealed class ImpatientScene : IAsyncLifetime
    {
        public Scene Scene { get; private set; } = null!;

        public async Task InitializeAsync() =>
            Scene = await Scene.StartAsync(services: Scene.Impatient<TokenEndpointClient>(TimeSpan.FromSeconds(2)));

        public Task DisposeAsync() => Scene.DisposeAsync().AsTask();
    }
}

/// <summary>A token endpoint below HTTP: whatever its bytes, the request goes out once.</summary>
public sealed class RawTokenEndpointAttacks
{
    private const string Reused = """{"error":"invalid_grant"}""";

    private static readonly Dictionary<string, string?> Bytes = new()
    {
        ["nothing, and the connection closed"] = null,
        ["no HTTP"] = "220 mail.example ESMTP\r\n\r\n",
        ["half a head"] = "HTTP/1.1 200 OK\r\nContent-Ty",
        ["a status that is none"] = "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n",
        ["two lengths"] = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        ["a chunk of no length"] = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
        ["headers of a megabyte"] = $"HTTP/1.1 200 OK\r\nX-Long: {new string('x', 1024 * 1024)}\r\n\r\n{{}}",
        ["a redirect to an address that is none"] = "HTTP/1.1 302 Found\r\nLocation: http://\r\nContent-Length: 0\r\n\r\n",
        ["a length beyond any"] = "HTTP/1.1 200 OK\r\nContent-Length: 9223372036854775807\r\n\r\n{}",
    };

    public static TheoryData<string> Names => [.. Bytes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Bytes_that_are_no_answer_are_asked_for_once(string what)
    {
        await using var raw = new RawServer(_ => Bytes[what] is { } text ? Encoding.Latin1.GetBytes(text) : null);
        await using var scene = await StartAsync(raw);
        using var visitor = new Visitor();

        var refused = await scene.TrySignInAsync(visitor);

        Assert.Contains((int)refused.Status, new[] { 400, 502, 504 });
        refused.ShouldBeAProblem(refused.Status);
        Assert.Equal(1, raw.Requests);
        Assert.Equal(0, scene.Provider.Count(AskedFor.SharePoint));
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }

    [Fact]
    public async Task A_kept_connection_that_dies_under_the_request_does_not_make_it_go_out_twice()
    {
        var answered = 0;
        await using var raw = new RawServer(_ => Interlocked.Increment(ref answered) == 1 ? RefusalOnAKeptConnection() : null);
        await using var scene = await StartAsync(raw);
        using var visitor = new Visitor();
        (await scene.TrySignInAsync(visitor)).ShouldBeAProblem(HttpStatusCode.BadRequest);

        var refused = await scene.TrySignInAsync(visitor);

        refused.ShouldBeAProblem(HttpStatusCode.BadGateway);
        Assert.Equal(2, raw.Requests);
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }

    private static byte[] RefusalOnAKeptConnection() =>
        Encoding.Latin1.GetBytes(
            $"HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: {Reused.Length}\r\n\r\n{Reused}"
        );

    private static Task<Scene> StartAsync(RawServer raw) =>
        Scene.StartAsync(
            new Lies { Metadata = document => document["token_endpoint"] = $"{raw.Address}token" },
            services: Scene.Impatient<TokenEndpointClient>(TimeSpan.FromSeconds(2))
        );
}
