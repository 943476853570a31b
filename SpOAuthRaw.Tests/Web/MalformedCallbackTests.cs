using System.Net;
using System.Text;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>The redirect URI is open to the world. Whatever comes is answered with a page of the app, never a 500, and ends nobody's session.</summary>
public sealed class MalformedCallbackTests(MalformedCallbackTests.SignedInVisitor fixture)
    : IClassFixture<MalformedCallbackTests.SignedInVisitor>
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string Long = new('a', 50_000);

    private RunningApp App => fixture.App;

    private Visitor Visitor => fixture.Visitor;

    public static TheoryData<string, string, string> Queries =>
        new()
        {
            { "no parameters", "", "state" },
            { "only a question mark", "?", "state" },
            { "a code without a state", "?code=c", "state" },
            { "an empty state", "?code=c&state=", "state" },
            { "an unknown state", "?code=c&state=nobodys", "state" },
            { "an unknown state of the right length", $"?code=c&state={new string('s', 43)}", "state" },
            { "an unknown state, doubled", "?state=a&state=b", "state" },
            { "an error without a state", "?error=access_denied", "state" },
            { "an error with an unknown state", "?error=access_denied&state=nobodys", "state" },
            { "names in capitals", "?CODE=c&STATE=s", "state" },
            { "a state of 50 kB", $"?code=c&state={Long}", "state" },
            { "a code of 50 kB", $"?code={Long}&state=s", "state" },
            { "a code of 100 kB", $"?code={Long}{Long}&state=s", "parameters" },
            { "a name of 50 kB", $"?{Long}=x", "state" },
            { "a thousand parameters", $"?{string.Join('&', Enumerable.Range(0, 1000).Select(n => $"p{n}=x"))}", "parameters" },
            { "null bytes", "?state=%00&code=%00%00", "state" },
            { "line breaks", "?state=a%0d%0aSet-Cookie:%20x=y&code=c", "state" },
            { "invalid percent-encoding", "?state=%zz&code=%", "state" },
            { "half of a percent-encoding", "?state=abc%4", "state" },
            { "invalid UTF-8", "?state=%ff%fe%c0%80&code=%ed%a0%80", "state" },
            { "only separators", "?&&==&=&", "state" },
            { "markup", "?state=%3Cscript%3Ealert(1)%3C/script%3E", "state" },
        };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task A_malformed_query_gets_a_page(string what, string query, string check)
    {
        Assert.NotEmpty(what);

        var answer = await Visitor.SendRawAsync(App, $"GET /auth{query} HTTP/1.1");

        answer.ShouldFail(check);
        await Visitor.ShouldBeSignedInAsync(App);
    }

    public static TheoryData<string, string?, string, string> Forms =>
        new()
        {
            { "an empty form", Form, "", "state" },
            { "an empty post without a type", null, "", "Content-Type" },
            { "JSON", "application/json", """{"state":"s","code":"c"}""", "Content-Type" },
            { "text", "text/plain", "state=s&code=c", "Content-Type" },
            {
                "multipart",
                "multipart/form-data; boundary=b",
                "--b\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\ns\r\n--b--\r\n",
                "Content-Type"
            },
            { "a type that is none", "//;;", "state=s", "Content-Type" },
            { "an unknown state", Form, "state=nobodys&code=c", "state" },
            { "an unknown state, doubled", Form, "state=a&state=b&code=c", "state" },
            { "a code of 50 kB", Form, $"state=s&code={Long}", "state" },
            { "a code of 100 kB", Form, $"state=s&code={Long}{Long}", "Content-Length" },
            { "a form of 1 MB", Form, $"state=s&code={new string('a', 1_000_000)}", "Content-Length" },
            { "null bytes", Form, "state=\0&code=%00", "state" },
            { "invalid percent-encoding", Form, "state=%zz&code=%", "state" },
            { "invalid UTF-8", Form, "state=\xff\xfe&code=\xc0\x80", "state" },
            { "a character set that is none", Form + "; charset=nonsense", "state=s", "state" },
            { "the same form once more from our own page", Form, "state=", "state" },
        };

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_malformed_form_gets_a_page(string what, string? contentType, string body, string check)
    {
        Assert.NotEmpty(what);

        var answer = await Visitor.SendRawAsync(
            App,
            "POST /auth HTTP/1.1",
            $"Content-Length: {body.Length}\r\n" + (contentType is null ? "" : $"Content-Type: {contentType}\r\n"),
            body
        );

        answer.ShouldFail(check);
        await Visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task A_form_in_chunks_without_a_length_is_bounded_too()
    {
        var chunk = $"{Long.Length:x}\r\n{Long}\r\n";

        var answer = await Visitor.SendRawAsync(
            App,
            "POST /auth HTTP/1.1",
            $"Transfer-Encoding: chunked\r\nContent-Type: {Form}\r\n",
            $"{chunk}{chunk}0\r\n\r\n"
        );

        answer.ShouldFail("Content-Length");
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    [InlineData("OPTIONS")]
    [InlineData("NONSENSE")]
    public async Task Another_method_gets_a_page(string method)
    {
        var answer = await Visitor.SendAsync(new HttpRequestMessage(new HttpMethod(method), App.Callback));

        answer.ShouldBeAProblem(HttpStatusCode.MethodNotAllowed);
        await Visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task What_a_stranger_sends_is_text_on_the_page_and_not_all_of_it()
    {
        var answer = await Visitor.GetAsync(App.At($"/auth?code=c&state={Uri.EscapeDataString("<script>alert(1)</script>")}{Long}"));

        answer.ShouldFail("state");
        Assert.DoesNotContain("<script>alert", answer.Html.Source, StringComparison.Ordinal);
        Assert.Contains("&lt;script&gt;alert(1)", answer.Html.Source, StringComparison.Ordinal);
        Assert.InRange(answer.Html.Source.Length, 500, 20_000);
    }

    [Fact]
    public async Task A_stranger_makes_the_app_ask_nobody_for_anything()
    {
        var before = fixture.Sandbox.Tenant.Traffic.Total;

        await Visitor.GetAsync(App.At($"/auth?code=c&state={new string('s', 43)}"));
        await Visitor.PostAsync(App.Callback, [new("code", "c"), new("state", new string('s', 43)), new("id_token", "a.b.c")]);

        Assert.Equal(before, fixture.Sandbox.Tenant.Traffic.Total);
    }

    /// <summary>Somebody who is signed in, and must still be so after each test.</summary>
    public sealed class SignedInVisitor : IAsyncLifetime
    {
        public SandboxApp Sandbox { get; } = new();

        public RunningApp App => Sandbox.App;

        public Visitor Visitor { get; } = new();

        public async Task InitializeAsync()
        {
            await Sandbox.InitializeAsync();
            await Visitor.SignInAsync(App);
        }

        public Task DisposeAsync()
        {
            Visitor.Dispose();
            return Sandbox.DisposeAsync();
        }
    }
}
