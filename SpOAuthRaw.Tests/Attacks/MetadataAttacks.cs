using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Metadata and key sets that lie: no browser is sent anywhere, and nothing that was good is forgotten.</summary>
/// <param name="scene">An app that never sees an honest document: what is good would be kept.</param>
public sealed class MetadataAttacks(Scene scene) : IClassFixture<Scene>
{
    [Theory]
    [InlineData("issuer", "\"https://evil.example/{tenantid}/v2.0\"")]
    [InlineData("issuer", "\"https://login.microsoftonline.com/{tenantid}/v2.0\"")]
    [InlineData("issuer", "7")]
    [InlineData("issuer", null)]
    [InlineData("authorization_endpoint", "\"http://login.example/authorize\"")]
    [InlineData("authorization_endpoint", "\"javascript:alert(1)\"")]
    [InlineData("authorization_endpoint", "\"/authorize\"")]
    [InlineData("authorization_endpoint", "\"data:text/html,x\"")]
    [InlineData("authorization_endpoint", "[]")]
    [InlineData("authorization_endpoint", null)]
    [InlineData("token_endpoint", "\"http://login.example/token\"")]
    [InlineData("token_endpoint", "\"http://127.0.0.1.evil.example/token\"")]
    [InlineData("token_endpoint", "\"http://localhost@evil.example/token\"")]
    [InlineData("token_endpoint", "\"https://user:password@login.example/token\"")]
    [InlineData("token_endpoint", "\"//login.example/token\"")]
    [InlineData("token_endpoint", "\"javascript:alert(1)\"")]
    [InlineData("token_endpoint", "\"file:///etc/passwd\"")]
    [InlineData("token_endpoint", "\"\"")]
    [InlineData("token_endpoint", null)]
    [InlineData("jwks_uri", "\"http://keys.example/keys\"")]
    [InlineData("jwks_uri", "\"file:///etc/passwd\"")]
    [InlineData("jwks_uri", "\"keys\"")]
    [InlineData("jwks_uri", null)]
    [InlineData("end_session_endpoint", "\"javascript:alert(1)\"")]
    [InlineData("end_session_endpoint", "\"http://login.example/logout\"")]
    public async Task A_document_with_a_lie_sends_no_browser_anywhere(string member, string? json)
    {
        using var visitor = new Visitor();
        var before = scene.Provider.Count(AskedFor.Keys);
        scene.Provider.Lies = new Lies
        {
            Metadata = document =>
            {
                document.Remove(member);
                if (json is not null)
                    document[member] = JsonNode.Parse(json);
            },
        };

        foreach (var way in new[] { "/signin", "/signin?dialect=v1" })
        {
            var refused = await visitor.GetAsync(scene.App.At(way));

            refused.ShouldFail(member);
            Assert.Equal(["SpOAuth.Run"], refused.SetCookies.Select(cookie => cookie.Name)); // what was heard can be looked at; nothing is pending
            Assert.Empty(refused.Headers["Location"]);
        }

        Assert.Equal(before, scene.Provider.Count(AskedFor.Keys));
    }

    [Fact]
    public async Task A_document_of_the_other_dialect_is_refused()
    {
        scene.Provider.Lies = new Lies
        {
            Metadata = document =>
                document["issuer"] = document["issuer"]!.GetValue<string>().EndsWith("v2.0", StringComparison.Ordinal)
                    ? scene.Provider.Issuer(Dialect.V1, "{tenantid}")
                    : scene.Provider.Issuer(Dialect.V2, "{tenantid}"),
        };
        using var visitor = new Visitor();

        (await visitor.GetAsync(scene.App.At("/signin"))).ShouldFail("issuer");
        (await visitor.GetAsync(scene.App.At("/signin?dialect=v1"))).ShouldFail("issuer");
    }

    [Fact]
    public async Task One_tenants_app_takes_no_document_of_another_tenant_or_of_all()
    {
        await using var own = await Scene.StartAsync(settings: ("AzureAd:TenantId", Given.Tenant));
        using var visitor = new Visitor();

        foreach (var tenant in new[] { Given.OtherTenant, "{tenantid}", "common" })
        {
            own.Provider.Lies = new Lies { Metadata = it => it["issuer"] = own.Provider.Issuer(Dialect.V2, tenant) };
            (await visitor.GetAsync(own.App.At("/signin"))).ShouldFail("issuer");
        }

        own.Provider.Lies = new();
        await own.SignInAsync(visitor);
    }

    private static readonly Dictionary<string, (int Status, RequestDelegate Answer)> Nonsense = new()
    {
        ["not JSON"] = (502, Answering.With(200, "<html>", "text/html")),
        ["a list"] = (502, Answering.With(200, "[]")),
        ["nothing"] = (502, Answering.With(200, "")),
        ["404"] = (502, Answering.With(404, "", "text/plain")),
        ["a redirect"] = (502, Answering.With(302, "", "text/plain", ("Location", "https://evil.example/"))),
        ["50 MB"] = (502, Answering.Endlessly),
        ["a truncated answer"] = (502, Answering.Truncated),
    };

    public static TheoryData<string> NonsenseNames => [.. Nonsense.Keys];

    [Theory]
    [MemberData(nameof(NonsenseNames))]
    public async Task Nonsense_is_no_metadata_and_no_key_set(string what)
    {
        var (status, answer) = Nonsense[what];
        using var visitor = new Visitor();

        scene.Provider.Lies = new Lies { AtMetadata = answer };
        (await visitor.GetAsync(scene.App.At("/signin"))).ShouldBeAProblem((HttpStatusCode)status);
        scene.Provider.Lies = new Lies { AtKeys = answer };
        (await visitor.GetAsync(scene.App.At("/signin"))).ShouldBeAProblem((HttpStatusCode)status);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":{}}""")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[7,null,"x",[]]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}""")]
    public async Task A_set_without_a_key_that_could_check_anything_is_refused(string keys)
    {
        scene.Provider.Lies = new Lies { AtKeys = Answering.With(200, keys) };
        using var visitor = new Visitor();

        (await visitor.GetAsync(scene.App.At("/signin"))).ShouldFail("keys");
    }

    [Fact]
    public async Task A_key_that_is_too_short_checks_nothing()
    {
        using var small = System.Security.Cryptography.RSA.Create(1024);
        scene.Provider.Lies = new Lies { Keys = _ => [new TestKey("small", small).Jwk()] };
        using var visitor = new Visitor();

        (await visitor.GetAsync(scene.App.At("/signin"))).ShouldFail("keys");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Silence_ends_after_the_time_that_is_allowed(bool silentMetadata)
    {
        await using var own = await Scene.StartAsync(
            silentMetadata ? new Lies { AtMetadata = Answering.Never } : new Lies { AtKeys = Answering.Dripping },
            services: Scene.Impatient<MetadataClient>(TimeSpan.FromSeconds(1.5))
        );
        using var visitor = new Visitor();

        (await visitor.GetAsync(own.App.At("/signin"))).ShouldBeAProblem(HttpStatusCode.GatewayTimeout);
        own.Provider.Lies = new();

        await own.SignInAsync(visitor);
    }

    [Fact]
    public async Task A_provider_that_is_down_at_the_start_is_found_when_it_is_up()
    {
        var port = FreePort.Next();
        await using var app = await RunningApp.StartAsync(new Uri($"http://127.0.0.1:{port}"), new Uri("http://127.0.0.1:1"));
        using var visitor = new Visitor();
        (await visitor.GetAsync(app.At("/signin"))).ShouldBeAProblem(HttpStatusCode.BadGateway);
        (await visitor.GetAsync(app.Origin)).ShouldBeAPage();

        await using var provider = await LyingProvider.StartAsync(loginPort: port);

        Assert.Equal(HttpStatusCode.Found, (await visitor.GetAsync(app.At("/signin"))).Status);
    }

    [Fact]
    public async Task A_refresh_that_fails_never_takes_the_place_of_what_was_good()
    {
        var clock = new MovableClock();
        await using var own = await Scene.StartAsync(clock: clock);
        using var visitor = new Visitor();
        await own.SignInAsync(visitor);

        Lies[] lies =
        [
            new() { Metadata = document => document["issuer"] = "https://evil.example/" },
            new() { Metadata = document => document["token_endpoint"] = "http://evil.example/token" },
            new() { AtMetadata = Answering.With(404, "{}") },
            new() { AtMetadata = Answering.With(200, "[]") },
            new() { AtMetadata = Answering.WithAReset },
            new() { AtKeys = Answering.With(200, """{"keys":[]}""") },
        ];
        foreach (var lie in lies)
        {
            clock.Advance(TimeSpan.FromHours(25));
            own.Provider.Lies = lie;
            var before = own.Provider.Count(AskedFor.Metadata);

            await own.SignInAsync(visitor);

            Assert.True(own.Provider.Count(AskedFor.Metadata) > before);
        }
    }

    [Fact]
    public async Task A_hundred_sign_ins_at_once_ask_for_metadata_once()
    {
        await using var own = await Scene.StartAsync();

        var begun = await Task.WhenAll(
            Enumerable
                .Range(0, 100)
                .Select(async _ =>
                {
                    using var visitor = new Visitor();
                    return await visitor.BeginAsync(own.App);
                })
        );

        Assert.Equal(100, begun.Select(hop => hop.Query["state"]).Distinct().Count());
        Assert.Equal(1, own.Provider.Count(AskedFor.Metadata));
        Assert.Equal(1, own.Provider.Count(AskedFor.Keys));
    }

    [Fact]
    public async Task A_key_set_may_be_on_another_host_of_this_machine_as_it_may_on_https()
    {
        await using var keys = new RawServer(_ => RawServer.Json(Given.JwksOf(Given.Rsa.Jwk())));
        await using var own = await Scene.StartAsync(new Lies { Metadata = document => document["jwks_uri"] = $"{keys.Address}keys" });
        using var visitor = new Visitor();

        await own.SignInAsync(visitor);

        Assert.Equal(1, keys.Requests);
        Assert.Equal(0, own.Provider.Count(AskedFor.Keys));
    }

    [Fact]
    public void A_key_set_on_another_host_is_taken_on_https_alone()
    {
        var document = Given.MetadataDocument();
        document["jwks_uri"] = "https://keys.example/keys";
        Assert.Equal(new Uri("https://keys.example/keys"), Accept(document).ShouldPass().JwksUri);

        document["jwks_uri"] = "http://keys.example/keys";
        Assert.Equal("jwks_uri", Accept(document).ShouldFail().Name);
    }

    private static Checked<ProviderMetadata> Accept(JsonObject document) =>
        ProviderMetadata.Accept(Given.Answer(200, document.ToJsonString()), Given.Authority());
}
