using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>
/// Configured like a real tenant secrets are covered until somebody uncovers them: then no page's source holds one, whole or in part, in any
/// spelling, whatever the provider and SharePoint repeat and however they cut it up.
/// </summary>
public sealed partial class HiddenSecretsTests(Scene scene) : IClassFixture<Scene>
{
    private const int Part = 24; // characters: a piece of a secret that is as long as this is no accident

    private static readonly Dictionary<string, Lies> Stories = new()
    {
        ["all goes well"] = new(),
        ["tokens are cut up by chunks"] = new() { AtTokenEndpoint = context => InChunksAsync(context, 50) },
        ["tokens are cut up by tiny chunks"] = new() { AtTokenEndpoint = context => InChunksAsync(context, 7) },
        ["the token endpoint repeats what it was sent"] = new() { AtTokenEndpoint = context => RepeatAsync(context, 400) },
        ["the token endpoint breaks off"] = new() { AtTokenEndpoint = BreakOffAsync },
        ["the token is not what it says"] = new() { IdToken = token => token.With("nonce", "another") },
        ["SharePoint repeats what it was sent"] = new() { AtSharePoint = context => RepeatAsync(context, 401) },
        ["SharePoint is down each time it is asked"] = new() { AtSharePoint = context => RepeatAsync(context, 500) },
        ["SharePoint says it in chunks"] = new() { AtSharePoint = RepeatInChunksAsync },
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

    private RunningApp App => scene.App;

    [Theory]
    [MemberData(nameof(All))]
    public async Task No_page_has_a_secret_of_a_sign_in(string story, Dialect dialect)
    {
        scene.Provider.Lies = Stories[story];
        using var visitor = new Visitor();
        await scene.TrySignInAsync(visitor, dialect);

        await ShouldHaveNoSecretAsync(visitor);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Nor_of_a_walk_with_changed_messages_and_second_tries(string story, Dialect dialect)
    {
        scene.Provider.Lies = Stories[story];
        using var visitor = new Visitor();
        List<Hop> seen = [await visitor.SendAsync(await visitor.BeginWalkAsync(App, dialect))];
        var asked = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send");
        await scene.BringAsync(visitor, scene.Provider.Answer(asked));

        // Each message first as somebody changed it, then as it should be, then once more.
        seen.AddRange(await TwiceAsync(visitor, 4, ("p.client_secret", "typed-CANARY-by-hand+/=")));
        seen.AddRange(await TwiceAsync(visitor, 6, ("p.Authorization", "Bearer typed-CANARY-by-hand")));
        seen.AddRange(await TwiceAsync(visitor, 7, ("p.refresh_token", "typed-CANARY-by-hand+/=")));

        await ShouldHaveNoSecretAsync(visitor, seen);
    }

    private async Task<List<Hop>> TwiceAsync(Visitor visitor, int step, params (string, string?)[] changes)
    {
        var seen = new List<Hop>();
        foreach (var each in new[] { changes, [], [] })
        {
            var page = await visitor.StepAsync(App, step);
            if (page.Html.ById("send") is null)
                return seen; // the sign-in has stopped before this step
            seen.Add(await visitor.PreviewAsync(page, each));
            seen.Add(await visitor.SendAsync(page, each));
        }

        return seen;
    }

    private async Task ShouldHaveNoSecretAsync(Visitor visitor, IEnumerable<Hop>? more = null)
    {
        var pages = new List<Hop>(more ?? []) { await visitor.GetAsync(App.At("/walkthrough/all")) };
        for (var step = 1; step <= 8; step++)
            pages.Add(await visitor.StepAsync(App, step));
        Assert.Contains(pages, page => page.Html.Source.Contains("data-masked", StringComparison.Ordinal));

        var home = await visitor.GetAsync(App.Origin);
        var sources = pages.Select(page => page.Html.Source).Append(WithoutTheToken(home.Html.Source));
        var secrets = scene.Provider.Secrets.Append(SandboxRegistration.ClientSecret).Append("CANARY").Except(Nonces()).ToArray();
        var parts = secrets.SelectMany(Parts).ToHashSet(StringComparer.OrdinalIgnoreCase);

        foreach (var source in sources)
        foreach (var text in new[] { source, Walking.Unmarked(source), Framing().Replace(Walking.Unmarked(source), "") })
        {
            Assert.All(secrets.SelectMany(Spellings), secret => Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase));
            for (var at = 0; at + Part <= text.Length; at++)
                if (parts.Contains(text.Substring(at, Part)))
                    Assert.Fail($"A part of a secret: {text[Math.Max(0, at - 200)..(at + Part)]}");
        }
    }

    /// <summary>A nonce is shown on purpose: it is in the address bar of the sign-in, and good for nothing alone.</summary>
    private IEnumerable<string> Nonces() =>
        scene.Provider.Secrets.Where(secret => NonceOrVerifier().IsMatch(secret) && !IsVerifier(secret));

    private bool IsVerifier(string secret) =>
        scene.Provider.Requests.Any(request => request.Form.GetValueOrDefault("code_verifier") == secret);

    private static IEnumerable<string> Parts(string secret)
    {
        for (var at = 0; at + Part <= secret.Length; at += 4)
            if (!secret[at..(at + Part)].StartsWith("eyJ", StringComparison.Ordinal))
                yield return secret[at..(at + Part)];
    }

    private static string[] Spellings(string secret) =>
        [
            secret,
            Uri.EscapeDataString(secret),
            WebUtility.UrlEncode(secret),
            JsonEncodedText.Encode(secret).ToString(),
            WebUtility.HtmlEncode(secret),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)),
        ];

    private static string WithoutTheToken(string home) => AccessToken().Replace(home, "");

    private static async Task InChunksAsync(HttpContext context, int size)
    {
        var (wire, honest) = (context.Response.Body, new MemoryStream());
        context.Response.Body = honest;
        await ((LyingProvider)context.Items[typeof(LyingProvider)]!).AnswerHonestlyAsync(context);
        context.Response.Body = wire;
        await WriteInChunksAsync(context, honest.ToArray(), size);
    }

    private static async Task WriteInChunksAsync(HttpContext context, byte[] body, int size)
    {
        foreach (var piece in body.Chunk(size))
        {
            await context.Response.Body.WriteAsync(piece, context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    }

    private static string Echo(HttpContext context)
    {
        var request = (Received)context.Items[typeof(Received)]!;
        var values = request.Form.Values.Append(request.Headers.GetValueOrDefault("Authorization") ?? "").ToArray();
        var said = values.SelectMany(value =>
            new[] { value, Uri.EscapeDataString(value), WebUtility.UrlEncode(value), HtmlEncoder.Default.Encode(value) }
        );
        return JsonSerializer.Serialize(new { error = "invalid_request", error_description = string.Join(" | ", said) });
    }

    private static Task RepeatAsync(HttpContext context, int status)
    {
        var sent = ((Received)context.Items[typeof(Received)]!).Headers.GetValueOrDefault("Authorization") ?? "";
        context.Response.Headers.WWWAuthenticate = $"Bearer error=\"invalid_token\", error_description=\"{sent}\"";
        return Answering.With(status, Echo(context))(context);
    }

    private static Task RepeatInChunksAsync(HttpContext context)
    {
        context.Response.StatusCode = 403;
        context.Response.ContentType = "application/json";
        return WriteInChunksAsync(context, Encoding.UTF8.GetBytes(Echo(context)), 11);
    }

    private static async Task BreakOffAsync(HttpContext context)
    {
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync(
            """{"id_token":"eyJhbGciOiJSUzI1NiJ9.CANARY.x","access_token":"FAKE-CANARY""",
            context.RequestAborted
        );
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{43}$")]
    private static partial Regex NonceOrVerifier();

    /// <summary>What stands between two chunks (RFC 9112 §7.1).</summary>
    [GeneratedRegex("\r?\n[0-9a-f]{1,4}\r?\n")]
    private static partial Regex Framing();

    [GeneratedRegex("<[^>]* id=\"access-token\".*?</", RegexOptions.Singleline)]
    private static partial Regex AccessToken();
}
