using System.Buffers.Text;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>A provider that lies in one small place, or talks nonsense: nobody is signed in, and nothing more is sent.</summary>
public sealed class LyingProviderTests(LyingSandbox sandbox) : IClassFixture<LyingSandbox>
{
    private const string Profile = "_api/sp.userprofiles.peoplemanager/getmyproperties";

    public static TheoryData<string, RequestDelegate> Nonsense =>
        new()
        {
            { "a web page", context => context.Response.WriteAsync("<html>Welcome to nginx!</html>") },
            { "nothing", _ => Task.CompletedTask },
            { "JSON that is no object", context => context.Response.WriteAsync("[1, 2]") },
            { "half an object", context => context.Response.WriteAsync("""{"issuer": "http""") },
            { "deep JSON", context => context.Response.WriteAsync(new string('[', 100_000)) },
            { "a member twice", context => context.Response.WriteAsync("""{"issuer":"a","issuer":"b"}""") },
            { "more than anybody needs", context => context.Response.WriteAsync(new string(' ', 2_000_000)) },
            { "a server error", Status(500) },
            { "too many requests", Status(429) },
            {
                "a redirect",
                context =>
                {
                    context.Response.Redirect("http://127.0.0.1:1/");
                    return Task.CompletedTask;
                }
            },
            {
                "an end in the middle",
                async context =>
                {
                    context.Response.ContentLength = 1000;
                    await context.Response.WriteAsync("""{"issuer":""");
                    await context.Response.Body.FlushAsync();
                    context.Abort();
                }
            },
        };

    [Theory]
    [MemberData(nameof(Nonsense))]
    public async Task A_provider_that_talks_nonsense_is_a_502(string what, RequestDelegate answer)
    {
        Assert.NotEmpty(what);
        await using var provider = await StubProvider.StartAsync(answer);
        await using var app = await RunningApp.StartAsync(provider.Address, provider.Address);
        using var visitor = new Visitor();

        var begun = await visitor.GetAsync(app.At("/signin"));

        begun.ShouldBeAProblem(HttpStatusCode.BadGateway);
        Assert.DoesNotContain("nginx", begun.Html.Source, StringComparison.Ordinal);
        Assert.Equal(["SpOAuth.Run"], begun.SetCookies.Select(cookie => cookie.Name)); // what was heard can be looked at; nothing is pending
    }

    [Fact]
    public async Task A_provider_that_keeps_us_waiting_is_a_504()
    {
        await using var provider = await StubProvider.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var app = await RunningApp.StartAsync(
            provider.Address,
            provider.Address,
            services: services =>
                services.AddHttpClient(nameof(MetadataClient)).ConfigureHttpClient(http => http.Timeout = TimeSpan.FromMilliseconds(200))
        );
        using var visitor = new Visitor();

        var begun = await visitor.GetAsync(app.At("/signin"));

        begun.ShouldBeAProblem(HttpStatusCode.GatewayTimeout);
    }

    [Theory]
    [InlineData("issuer", "issuer", "https://evil.example/{tenantid}/v2.0")]
    [InlineData("token_endpoint", "token_endpoint", "http://evil.example/token")]
    [InlineData("authorization_endpoint", "authorization_endpoint", "javascript:alert(1)")]
    [InlineData("jwks_uri", "jwks_uri", "file:///etc/passwd")]
    [InlineData("end_session_endpoint", "end_session_endpoint", "http://evil.example/logout")]
    public async Task Metadata_that_points_elsewhere_is_refused_before_a_browser_goes_there(string check, string member, string value)
    {
        sandbox.Lie = (path, text) => path.Contains("openid-configuration", StringComparison.Ordinal) ? With(text, member, value) : text;
        await using var app = await sandbox.StartAppAsync();
        using var visitor = new Visitor();

        var begun = await visitor.GetAsync(app.At("/signin"));

        begun.ShouldFail(check);
    }

    [Theory]
    [InlineData("id_token", null, "id_token")]
    [InlineData("id_token", "no token", "id_token")]
    [InlineData("access_token", null, "access_token")]
    [InlineData("token_type", "mac", "token_type")]
    [InlineData("token_type", null, "token_type")]
    public async Task A_token_answer_with_one_lie_in_it_signs_nobody_in_and_SharePoint_hears_nothing(
        string member,
        string? lie,
        string check
    )
    {
        sandbox.Lie = (path, text) => path.Contains("/token", StringComparison.Ordinal) ? With(text, member, lie) : text;
        await using var app = await sandbox.StartAppAsync();
        using var visitor = new Visitor();
        var before = sandbox.Tenant.Traffic[Profile];

        var returned = await visitor.TrySignInAsync(app);

        returned.ShouldFail(check);
        Assert.Equal(before, sandbox.Tenant.Traffic[Profile]);
        await visitor.ShouldBeSignedOutAsync(app);
    }

    [Theory]
    [InlineData(false, "signature")]
    [InlineData(true, "alg")]
    public async Task An_ID_token_that_was_changed_on_its_way_signs_nobody_in(bool withoutSignature, string check)
    {
        sandbox.Lie = (path, text) =>
            path.Contains("/token", StringComparison.Ordinal)
                ? With(text, "id_token", Changed(Member(text, "id_token"), withoutSignature))
                : text;
        await using var app = await sandbox.StartAppAsync();
        using var visitor = new Visitor();
        var before = sandbox.Tenant.Traffic[Profile];

        var returned = await visitor.TrySignInAsync(app);

        returned.ShouldFail(check);
        Assert.Equal(before, sandbox.Tenant.Traffic[Profile]);
    }

    [Fact]
    public async Task An_honest_proxy_changes_nothing()
    {
        sandbox.Lie = (_, text) => text;
        await using var app = await sandbox.StartAppAsync();
        using var visitor = new Visitor();

        var home = await visitor.SignInAsync(app);

        Assert.Equal("Adele Vance", home.Html.TextOf("user-title"));
    }

    private static RequestDelegate Status(int status) =>
        context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };

    private static string With(string json, string member, string? value)
    {
        var answer = JsonNode.Parse(json)!.AsObject();
        if (value is null)
            answer.Remove(member);
        else
            answer[member] = value;
        return answer.ToJsonString();
    }

    private static string Member(string json, string member) => JsonNode.Parse(json)![member]!.GetValue<string>();

    /// <summary>The token with another name in it, and the signature it had or none (RFC 7519 §6).</summary>
    private static string Changed(string token, bool withoutSignature)
    {
        var parts = token.Split('.');
        var claims = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(parts[1])).Replace("Adele", "Eve", StringComparison.Ordinal);
        var changed = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims));
        return withoutSignature
            ? $"{Base64Url.EncodeToString("""{"alg":"none","typ":"JWT"}"""u8)}.{changed}."
            : $"{parts[0]}.{changed}.{parts[2]}";
    }
}
