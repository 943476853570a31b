using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>
/// Answers in every shape that HTTP has or had: the sign-in and the pages read the same in them, what came is shown as it came, and hidden
/// secrets are on no page and in no file, also where nobody can read the answer.
/// </summary>
public sealed partial class OddAnswersTests : IAsyncLifetime, IDisposable
{
    private const string Json = "Content-Type: application/json";

    /// <summary>Shapes that the client takes.</summary>
    private static readonly Dictionary<string, Func<string, string>> Good = new()
    {
        ["interim answers before it"] = body =>
            $"HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n{Plain(body)}",
        ["LF for CRLF"] = body => Plain(body).Replace("\r\n", "\n", StringComparison.Ordinal),
        ["LF, interim and chunks"] = body =>
            $"HTTP/1.1 103 Early Hints\n\nHTTP/1.1 200 OK\n{Json}\nTransfer-Encoding: chunked\n\n{Chunks(body, "\n")}",
        ["a folded header"] = body => $"HTTP/1.1 200 OK\r\n{Json};\r\n\tcharset=utf-8\r\nContent-Length:\r\n {body.Length}\r\n\r\n{body}",
        ["no blank behind the colon"] = body =>
            $"HTTP/1.1 200 OK\r\nContent-Type:application/json\r\nContent-Length:{body.Length}\r\n\r\n{body}",
        ["a blank before the colon"] = body => $"HTTP/1.1 200 OK\r\n{Json}\r\nContent-Length : {body.Length}\r\n\r\n{body}",
        ["the length twice"] = body =>
            $"HTTP/1.1 200 OK\r\n{Json}\r\nContent-Length: {body.Length}\r\nContent-Length: {body.Length}\r\n\r\n{body}",
        ["two lengths"] = body => $"HTTP/1.1 200 OK\r\n{Json}\r\nContent-Length: {body.Length}\r\nContent-Length: 7\r\n\r\n{body}",
        ["a length and chunks"] = body =>
            $"HTTP/1.1 200 OK\r\n{Json}\r\nContent-Length: 7\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks(body, "\r\n")}",
        ["leading zeros, extensions, trailers"] = body =>
            $"HTTP/1.1 200 OK\r\n{Json}\r\nTransfer-Encoding: chunked\r\n\r\n{Chunks(body, "\r\n", "0000000000", " ;a=\"b\";c", "X-Trailer: 1\r\n")}",
        ["closed at its end"] = body => $"HTTP/1.1 200 OK\r\n{Json}\r\n\r\n{body}",
        ["HTTP/1.0"] = body => $"HTTP/1.0 200 Fine\r\n{Json}\r\n\r\n{body}",
        ["something behind it"] = body => $"{Plain(body)}HTTP/1.1 500 No\r\n\r\n{body}",
    };

    /// <summary>Shapes that the client refuses, or whose content nobody asked for.</summary>
    private static readonly Dictionary<string, Func<string, string>> Bad = new()
    {
        ["a line that is no header"] = body => $"HTTP/1.1 200 OK\r\n{Json}\r\nnonsense\r\nContent-Length: {body.Length}\r\n\r\n{body}",
        ["a header's name that is none"] = body => $"HTTP/1.1 200 OK\r\nX Y: z\r\nContent-Length: {body.Length}\r\n\r\n{body}",
        ["another protocol"] = body => $"220 mail.example ESMTP\r\n{body}\r\n\r\n",
        ["another version"] = body => $"HTTP/9.9 200 OK\r\nContent-Length: {body.Length}\r\n\r\n{body}",
        ["no end of the headers"] = body => $"HTTP/1.1 200 OK\r\nX-Body: {body}\r\n",
        ["interim answers alone"] = body => $"HTTP/1.1 103 Early Hints\r\nX-Body: {body}\r\n\r\n",
        ["a body that breaks off"] = body => $"HTTP/1.1 200 OK\r\n{Json}\r\nContent-Length: {body.Length + 1}\r\n\r\n{body}",
        ["chunks that break off"] = body => $"HTTP/1.1 200 OK\r\n{Json}\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:X}\r\n{body}\r\n",
        ["a chunk's length that is none"] = body =>
            $"HTTP/1.1 200 OK\r\n{Json}\r\nTransfer-Encoding: chunked\r\n\r\n0x{body.Length:X}\r\n{body}\r\n0\r\n\r\n",
        ["a trailer that is none"] = body =>
            $"HTTP/1.1 200 OK\r\n{Json}\r\nTransfer-Encoding: chunked\r\n\r\n{body.Length:X}\r\n{body}\r\n0\r\n{body.Replace(':', '.')}\r\n\r\n",
        ["another content encoding"] = body => Encoded("gzip", Stored(body)),
        ["UTF-16"] = body => Encoded("identity", Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(body))),
        ["more than a client takes"] = body => Plain(new string(' ', 1024 * 1024) + body),
    };

    private readonly Visitor visitor = new();
    private LyingProvider provider = null!;
    private ReshapingServer login = null!;
    private ReshapingServer sharePoint = null!;
    private RunningApp app = null!;

    public static TheoryData<string> GoodNames => [.. Good.Keys];

    public static TheoryData<string> BadNames => [.. Bad.Keys];

    public async Task InitializeAsync()
    {
        provider = await LyingProvider.StartAsync();
        (login, sharePoint) = (new ReshapingServer(provider.LoginUrl), new ReshapingServer(provider.SharePointUrl));
        provider.StandBehind(login.Address, sharePoint.Address);
        app = await RunningApp.StartAsync(login.Address, sharePoint.Address);
    }

    public void Dispose() => visitor.Dispose();

    public async Task DisposeAsync()
    {
        await app.DisposeAsync();
        await login.DisposeAsync();
        await sharePoint.DisposeAsync();
        await provider.DisposeAsync();
    }

    [Theory]
    [MemberData(nameof(GoodNames))]
    public async Task What_the_client_takes_the_pages_take(string name)
    {
        foreach (var server in new[] { login, sharePoint })
            (server.Shape, server.Closes) = (
                (_, body) => Encoding.UTF8.GetBytes(Good[name](body)),
                name is "closed at its end" or "HTTP/1.0"
            );

        (await BringAsync(await visitor.BeginAsync(app))).ShouldRedirectTo(app.Origin);
        await ShouldShowAllWellAsync();
        await visitor.SendAsync(await visitor.BeginWalkAsync(app));
        await BringAsync(await visitor.PostAsync(await visitor.StepAsync(app, 2), "send"));
        await visitor.SendAsync(await visitor.StepAsync(app, 4));
        var (token, _) = (login.Last, await visitor.SendAsync(await visitor.StepAsync(app, 6)));
        await ShouldShowAllWellAsync();

        await visitor.SwitchSecretsAsync(app);
        Assert.Equal(TextOf(token), (await visitor.StepAsync(app, 4)).Wire("token", "response"));
        Assert.Equal(TextOf(sharePoint.Last), (await visitor.StepAsync(app, 6)).Wire("profile", "response"));
        Assert.Contains("FAKE-refresh", await FileAsync("har?unmask=true"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BadNames))]
    public async Task What_the_client_refuses_the_pages_refuse_and_nothing_hidden_is_told(string name)
    {
        login.Shape = (path, body) =>
            path.EndsWith("/token", StringComparison.Ordinal) ? Encoding.Latin1.GetBytes(Bad[name](body)) : RawServer.Json(body);
        login.Closes = true;

        var returned = await BringAsync(await visitor.BeginAsync(app));

        Assert.Equal(HttpStatusCode.BadGateway, returned.Status);
        var four = await visitor.StepAsync(app, 4);
        Assert.Equal(
            returned.Html.Source.Contains("TooLarge", StringComparison.Ordinal) ? "TooLarge"
                : returned.Html.Source.Contains("NotUnderstood", StringComparison.Ordinal) ? "NotUnderstood"
                : "NoConnection",
            four.Html.Elements.Single(element => element["data-silence"] is not null)["data-silence"]
        );
        Assert.NotNull(four.Html.ById("step-failed"));
        await ShouldTellNoSecretAsync();
        await visitor.SwitchSecretsAsync(app);
        if (name != "more than a client takes") // which is not read to its end
            Assert.Equal(TextOf(login.Last), (await visitor.StepAsync(app, 4)).Wire("token", "response"));
    }

    private Task<Hop> BringAsync(Hop begun) => visitor.GetAsync(app.At(Scene.AsQuery(provider.Answer(begun))));

    private async Task ShouldShowAllWellAsync()
    {
        for (var step = 1; step <= 6; step++)
        {
            var page = await visitor.StepAsync(app, step);
            Assert.Null(page.Html.ById("step-failed"));
            Assert.Null(page.Html.ById("not-reached"));
        }

        Assert.Contains("Adele Vance", (await visitor.StepAsync(app, 6)).Html.Source, StringComparison.Ordinal);
        await visitor.ShouldBeSignedInAsync(app);
        await ShouldTellNoSecretAsync();
    }

    private async Task ShouldTellNoSecretAsync()
    {
        var told = new List<string> { (await visitor.GetAsync(app.At("/walkthrough/all"))).Html.Source };
        foreach (var step in new[] { 3, 4, 5, 6, 7 })
            told.Add((await visitor.StepAsync(app, step)).Html.Source);
        foreach (var file in new[] { "har", "http", "sh", "md" })
            told.Add(await FileAsync(file));
        var parts = provider
            .Secrets.Where(secret =>
                secret.StartsWith("FAKE-", StringComparison.Ordinal) || secret.StartsWith("eyJ", StringComparison.Ordinal)
            )
            .Append(SandboxRegistration.ClientSecret)
            .SelectMany(Parts)
            .ToHashSet(StringComparer.Ordinal);

        Assert.NotEmpty(parts);
        foreach (
            var text in told.Select(source =>
                Between().Replace(Walking.Unmarked(source.Replace("&#x0;", "", StringComparison.Ordinal)), "")
            )
        )
            for (var at = 0; at + Part <= text.Length; at++)
                if (parts.Contains(text.Substring(at, Part)))
                    Assert.Fail($"A part of a secret: {text[Math.Max(0, at - 200)..(at + Part)]}");
    }

    private const int Part = 20;

    /// <summary>Not the first part of a JWT, which is no secret.</summary>
    private static IEnumerable<string> Parts(string secret)
    {
        var start = secret.IndexOf('.', StringComparison.Ordinal) + 1;
        for (var at = start; at + Part <= secret.Length; at++)
            yield return secret.Substring(at, Part);
    }

    private async Task<string> FileAsync(string extension) => (await visitor.GetAsync(app.At($"/walkthrough/run.{extension}"))).Html.Source;

    private static string TextOf(byte[] message) => Encoding.UTF8.GetString(message).Replace("\r\n", "\n", StringComparison.Ordinal);

    private static string Plain(string body) => Encoding.Latin1.GetString(RawServer.Json(body));

    private static string Chunks(string body, string end, string zeros = "", string extension = "", string trailers = "") =>
        string.Concat(body.Chunk(50).Select(chunk => $"{zeros}{chunk.Length:X}{extension}{end}{new string(chunk)}{end}"))
        + $"0{extension}{end}{trailers}{end}";

    private static string Encoded(string encoding, string body) =>
        $"HTTP/1.1 200 OK\r\n{Json}\r\nContent-Encoding: {encoding}\r\nContent-Length: {body.Length}\r\n\r\n{body}";

    /// <summary>Compressed by nothing: all of it stands there to be read.</summary>
    private static string Stored(string body)
    {
        var stored = new MemoryStream();
        using (var gzip = new GZipStream(stored, CompressionLevel.NoCompression))
            gzip.Write(Encoding.UTF8.GetBytes(body));
        return Encoding.Latin1.GetString(stored.ToArray());
    }

    /// <summary>What stands between two pieces of a value: the border of two chunks.</summary>
    [GeneratedRegex(@"\r?\n[0-9A-Fa-f]+[ \t]*(;[^\n]*)?\r?\n|\0")]
    private static partial Regex Between();
}
