using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>Files that were taken along without secrets, against a provider that remembers every secret and repeats them where it can.</summary>
public sealed class LeakTests(Scene scene) : IClassFixture<Scene>
{
    private static readonly Dictionary<string, Lies> Stories = new()
    {
        ["all goes well"] = new(),
        ["the token endpoint repeats what it was sent"] = new() { AtTokenEndpoint = Repeat },
        ["the token endpoint breaks off"] = new() { AtTokenEndpoint = BreakOff },
        ["the answer is no answer"] = new() { Tokens = answer => answer["token_type"] = "mac" },
        ["the token is not what it says"] = new() { IdToken = token => token.With("nonce", "another") },
        ["SharePoint repeats what it was sent"] = new() { AtSharePoint = Repeat },
        ["cookies and redirects come along"] = new()
        {
            AtSharePoint = Answering.With(
                302,
                "moved",
                "text/plain",
                ("Set-Cookie", "a=FAKE-CANARY-of-a-cookie; path=/"),
                ("Location", "/x?code=CANARY&access_token=CANARY#id_token=CANARY")
            ),
        },
    };

    public static TheoryData<string, Dialect> All
    {
        get
        {
            var all = new TheoryData<string, Dialect>();
            foreach (var dialect in new[] { Dialect.V2, Dialect.V1 })
            foreach (var story in Stories.Keys)
                all.Add(story, dialect);
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_file_has_a_secret_in_any_spelling(string story, Dialect dialect)
    {
        scene.Provider.Lies = Stories[story];
        using var visitor = new Visitor();
        await scene.TrySignInAsync(visitor, dialect);

        await ShouldHaveNoSecretAsync(visitor);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Nor_when_the_browser_brings_back_more_than_it_should(Dialect dialect)
    {
        scene.Provider.Lies = new();
        using var visitor = new Visitor();
        await scene.TrySignInAsync(visitor, dialect, answer => answer.Plus("code", "a second CANARY").Plus("x", $"code={answer["code"]}"));

        await ShouldHaveNoSecretAsync(visitor);
    }

    private async Task ShouldHaveNoSecretAsync(Visitor visitor)
    {
        var whole = await visitor.TakeAsync(scene.App, "har", unmasked: true);
        var asked = new Uri(Taken.Entry(whole, "authorize").Text("request", "url")).Query;
        string[] secrets =
        [
            .. scene.Provider.Secrets.Where(secret => !asked.Contains(secret, StringComparison.Ordinal)), // but for the nonce
            SandboxRegistration.ClientSecret,
            "CANARY",
        ];
        Assert.Contains(secrets, secret => whole.Contains(secret, StringComparison.Ordinal));

        foreach (var extension in Taken.Extensions)
        {
            var file = await visitor.TakeAsync(scene.App, extension);
            foreach (var form in secrets.SelectMany(Forms).Distinct())
                Assert.DoesNotContain(form, file, StringComparison.OrdinalIgnoreCase);
            if (extension != "md")
                Assert.DoesNotContain("eyJ", file, StringComparison.Ordinal);
        }
    }

    private static string[] Forms(string secret) =>
        [
            secret,
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            JsonEncodedText.Encode(secret).ToString(),
            WebUtility.HtmlEncode(secret),
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{SandboxRegistration.ClientId}:{secret}")),
        ];

    private static Task Repeat(HttpContext context)
    {
        var request = (Received)context.Items[typeof(Received)]!;
        var values = request.Form.Values.Append(request.Headers.GetValueOrDefault("Authorization") ?? "").ToArray();
        var said = string.Join(
            " | ",
            values.SelectMany(value =>
                new[] { value, Uri.EscapeDataString(value), WebUtility.UrlEncode(value), HtmlEncoder.Default.Encode(value) }
            )
        );
        context.Response.Headers.WWWAuthenticate = $"Bearer error=\"invalid_token\", error_description=\"{string.Join(' ', values)}\"";
        return Answering.With(400, JsonSerializer.Serialize(new { error = "invalid_request", error_description = said }))(context);
    }

    private static async Task BreakOff(HttpContext context)
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync(
            """{"id_token":"eyJhbGciOiJSUzI1NiJ9.CANARY.x","access_token":"FAKE-CANARY""",
            context.RequestAborted
        );
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }
}
