using System.Net;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Every address, asked in every way with whatever may be called a form: the answer says no, and is never a failure of the app's.</summary>
public sealed class OddRequestTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Paths =
    [
        "/",
        "/signin",
        "/auth",
        "/signout",
        "/profile",
        "/picture",
        "/language",
        "/secrets",
        "/explain",
        "/errors",
        "/glossary",
        "/walkthrough",
        "/walkthrough/1",
        "/walkthrough/2",
        "/walkthrough/99999999999",
        "/walkthrough/all",
        "/walkthrough/run.har",
        "/walkthrough/sum/signature",
        "/walkthrough/sum/pkce",
        "/walkthrough/sum/none",
        "/problem/404",
        "/problem/500",
        "/source/SpOAuthRaw/Program.cs",
        "/source/",
        "/site.css",
        "/healthz",
        "/nowhere",
    ];

    private static readonly (string? Type, string Body)[] Bodies =
    [
        (null, ""),
        (Form, "a=b"),
        (Form, "&=&%&%zz=%ff&x"),
        ($"{Form}; charset=utf-7", "a=b"),
        ($"{Form}; charset=\"UTF-7\"", "a=b"),
        ($"{Form}; charset=unicode-1-1-utf-7", "a=b"),
        ($"{Form}; charset=utf-16", "a=b"),
        ($"{Form}; charset=nonsense", "a=b"),
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=b; charset=utf-7", "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n"),
        ("application/json; charset=utf-7", "{"),
        (";;", "x"),
    ];

    private static readonly string[] Methods =
    [
        "GET",
        "POST",
        "HEAD",
        "PUT",
        "DELETE",
        "OPTIONS",
        "TRACE",
        "PATCH",
        "PROPFIND",
        "get",
        "NONSENSE",
    ];

    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_request_is_a_failure_of_the_apps(bool walks)
    {
        using var visitor = new Visitor();
        if (walks)
            await visitor.WalkToAsync(App, 3);
        var failed = new List<string>();
        foreach (var path in Paths)
        foreach (var method in Methods)
        foreach (var (type, body) in method is "GET" or "POST" or "PUT" ? Bodies : Bodies[..1])
        {
            var answer = await visitor.SendAsync(Request(method, path, type, body));
            if (answer.Status >= HttpStatusCode.InternalServerError)
                failed.Add($"{(int)answer.Status} {method} {path} {type}");
        }

        Assert.Empty(failed);
    }

    [Theory]
    [InlineData("POST", "/signout")]
    [InlineData("POST", "/language")]
    [InlineData("POST", "/auth")]
    [InlineData("POST", "/walkthrough/1")]
    [InlineData("GET", "/errors")]
    public async Task A_form_in_a_charset_that_nobody_reads_is_refused_with_a_page(string method, string path)
    {
        using var visitor = new Visitor();

        var answer = await visitor.SendAsync(Request(method, path, $"{Form}; charset=utf-7", "a=b"));

        answer.ShouldBeAProblem(HttpStatusCode.UnsupportedMediaType);
        answer.ShouldBeGuarded(sandbox.Tenant.LoginUrl);
    }

    private HttpRequestMessage Request(string method, string path, string? type, string body)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), App.At(path));
        if (type is null)
            return request;
        request.Content = new StringContent(body);
        request.Content.Headers.Remove("Content-Type");
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }
}
