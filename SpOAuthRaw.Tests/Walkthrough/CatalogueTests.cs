using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Sandbox;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Words;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The catalogue knows every name that can appear in a sign-in, and has words for it in both languages.</summary>
public sealed class CatalogueTests(SandboxFixture sandbox) : IClassFixture<SandboxFixture>
{
    /// <summary>Who specifies or documents what is shown here.</summary>
    public static readonly string[] KnownHosts =
    [
        "www.rfc-editor.org",
        "openid.net",
        "learn.microsoft.com",
        "datatracker.ietf.org",
        "developer.mozilla.org",
        "fetch.spec.whatwg.org",
        "flask.palletsprojects.com",
        "github.com",
        "www.odata.org",
        "www.w3.org",
    ];

    private static readonly string[] EntraDocuments = ["openid-configuration.", "jwks.", "token-response.", "token-error."];

    public static TheoryData<string> Languages => ["", "fr"];

    public static TheoryData<Dialect> Dialects => [Dialect.V2, Dialect.V1];

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_entry_has_words(string language)
    {
        var words = KeysOf(typeof(Terms), language);

        Assert.DoesNotContain(Catalogue.All, entry => !words.Contains(entry.Key));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_entry_says_what_goes_wrong_without_it(string language)
    {
        var words = KeysOf(typeof(Terms), language);

        var silent = Catalogue.All.Where(entry => !words.Contains($"{entry.Key}.without"));

        Assert.Empty(silent.Select(entry => entry.Key));
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void No_two_names_go_wrong_in_the_same_words(string language)
    {
        var texts = TextsOf(typeof(Terms), language).Where(word => word.Key.EndsWith(".without", StringComparison.Ordinal));

        Assert.Empty(texts.GroupBy(word => word.Value).Where(same => same.Count() > 1).Select(same => same.Key));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site")]
    [InlineData("Sec-Fetch-Mode")]
    [InlineData("Sec-Fetch-User")]
    [InlineData("Sec-Fetch-Dest")]
    [InlineData("sec-ch-ua")]
    [InlineData("sec-ch-ua-mobile")]
    [InlineData("sec-ch-ua-platform")]
    [InlineData("Upgrade-Insecure-Requests")]
    [InlineData("Priority")]
    [InlineData("X-Forwarded-For")]
    public void Every_header_of_a_browsers_own_is_known(string name) => AssertKnown(Term.Header, [name]);

    /// <summary>What a request may hold beyond what this app puts there (OIDC Core, RFC 6749, 7521, 8628, 8693, 9101, 9396, 9449).</summary>
    [Theory]
    [InlineData("display", "max_age", "ui_locales", "claims_locales", "acr_values", "id_token_hint", "login_hint", "prompt", "claims")]
    [InlineData("registration", "request", "request_uri", "authorization_details", "dpop_jkt", "resource")]
    [InlineData("access_token", "token_type", "expires_in", "id_token")]
    [InlineData("client_assertion", "client_assertion_type", "assertion", "requested_token_use", "username", "password", "device_code")]
    [InlineData("subject_token", "subject_token_type", "actor_token", "actor_token_type", "requested_token_type", "audience")]
    public void Every_standard_parameter_is_known(params string[] names) => AssertKnown(Term.Parameter, names);

    [Fact]
    public void Every_word_has_an_entry()
    {
        var known = Catalogue.All.SelectMany(entry => new[] { entry.Key, $"{entry.Key}.without" }).ToHashSet();

        Assert.DoesNotContain(KeysOf(typeof(Terms), ""), key => !known.Contains(key));
    }

    [Fact]
    public void Every_entry_is_found_by_its_name()
    {
        Assert.All(Catalogue.All, entry => Assert.Same(entry, Catalogue.Find(entry.Term, entry.Name)));
    }

    [Fact]
    public void Header_names_are_found_in_any_letter_case_and_other_names_are_not()
    {
        Assert.NotNull(Catalogue.Find(Term.Header, "CACHE-control"));
        Assert.Null(Catalogue.Find(Term.Parameter, "State"));
        Assert.NotSame(Catalogue.Find(Term.Member, "Value"), Catalogue.Find(Term.Member, "value"));
    }

    [Fact]
    public void Sources_are_sections_of_documents_at_known_hosts()
    {
        var links = Catalogue
            .All.SelectMany(entry => new[] { entry.Source, entry.Entra })
            .Concat(GlossaryTerms.All.Select(term => term.Source));

        Assert.All(links.OfType<Uri>(), link => Assert.Equal((Uri.UriSchemeHttps, true), (link.Scheme, KnownHosts.Contains(link.Host))));
    }

    [Fact]
    public void Somebody_sees_every_value()
    {
        Assert.DoesNotContain(Catalogue.All, entry => entry.SeenBy == Witness.None);
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public void Every_parameter_that_the_app_sends_is_known(Dialect dialect)
    {
        var (pending, metadata, client) = (Given.PendingAuthorization(dialect), Given.Metadata(dialect), Given.Client());

        IReadOnlyList<Parameter>[] messages =
        [
            AuthorizationRequest.For(pending, metadata, client).Parameters,
            Given.ResponseTo(pending).Parameters,
            AccessTokenRequest.For(Given.Grant(dialect), metadata, client).Parameters,
            RefreshRequest.For(Given.RefreshToken, dialect, metadata, client).Parameters,
            LogoutRequest.For(metadata, client, Given.RedirectUri)!.Parameters,
        ];

        AssertKnown(Term.Parameter, messages.SelectMany(message => message).Select(parameter => parameter.Name));
    }

    [Fact]
    public void Every_member_of_Entra_IDs_recorded_documents_is_known()
    {
        var documents = FixturesIn("entra")
            .Where(file => EntraDocuments.Any(start => Path.GetFileName(file).StartsWith(start, StringComparison.Ordinal)));

        AssertKnown(Term.Member, documents.SelectMany(file => MembersOf(BodyOf(file))));
    }

    [Fact]
    public void Every_member_of_SharePoints_recorded_documents_is_known()
    {
        var bodies = FixturesIn("sharepoint").Select(BodyOf).Where(body => body.ValueKind == JsonValueKind.Object);

        AssertKnown(Term.Member, bodies.SelectMany(MembersOf));
    }

    [Fact]
    public void Every_header_that_was_recorded_is_known()
    {
        var recordings = FixturesIn("entra")
            .Concat(FixturesIn("sharepoint"))
            .Select(Recorded)
            .Where(one => one.ValueKind == JsonValueKind.Object);

        AssertKnown(Term.Header, recordings.SelectMany(HeadersOf));
    }

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_name_on_the_wire_of_a_sign_in_is_known(Dialect dialect)
    {
        using var browser = new SandboxBrowser(sandbox.Tenant);

        var (exchanges, tokens) = await SignInAsync(browser, dialect);

        Assert.Equal(5, exchanges.Count);
        Assert.All(exchanges, exchange => Assert.Equal(200, Answer(exchange).Status));
        AssertKnown(
            Term.Header,
            exchanges.SelectMany(exchange => Request(exchange).Headers.Concat(Answer(exchange).Headers)).Select(header => header.Key)
        );
        AssertKnown(Term.Member, exchanges.SelectMany(exchange => MembersOf(JsonDocument.Parse(Answer(exchange).Body).RootElement)));
        AssertKnown(
            Term.Claim,
            tokens.SelectMany(token => Names(SandboxBrowser.Header(token)).Concat(Names(SandboxBrowser.Payload(token))))
        );
    }

    [Fact]
    public async Task Every_claim_that_the_metadata_names_is_known()
    {
        using var browser = new SandboxBrowser(sandbox.Tenant);

        foreach (var path in new[] { "/organizations/v2.0", "/organizations" })
        {
            var metadata = await browser.GetJsonAsync($"{browser.Login}{path}/.well-known/openid-configuration");
            AssertKnown(Term.Claim, metadata.GetProperty("claims_supported").EnumerateArray().Select(claim => claim.GetString()!));
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("no.such.token")]
    public async Task Every_name_of_a_refusal_by_SharePoint_is_known(string? token)
    {
        using var browser = new SandboxBrowser(sandbox.Tenant);

        using var answer = await browser.SharePointAsync(token);

        var body = await answer.Content.ReadAsStringAsync();
        AssertKnown(Term.Header, answer.Headers.Concat(answer.Content.Headers).Select(header => header.Key));
        AssertKnown(Term.Member, body.StartsWith('{') ? MembersOf(JsonDocument.Parse(body).RootElement) : []);
    }

    [Theory]
    [MemberData(nameof(Languages))]
    public void Every_term_of_the_glossary_has_words(string language)
    {
        var words = KeysOf(typeof(Glossary), language).Where(key => key.StartsWith("Term.", StringComparison.Ordinal));

        var wanted = GlossaryTerms.All.SelectMany(term => new[] { $"Term.{term.Anchor}", $"Term.{term.Anchor}.Is" });

        Assert.Equal(wanted.Order(StringComparer.Ordinal), words.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_glossary_links_to_names_that_the_catalogue_knows()
    {
        var links = GlossaryTerms.All.SelectMany(term => term.Steps);

        Assert.All(links, link => Assert.InRange(link.Step, 1, 8));
        Assert.DoesNotContain(links, link => !Enum.GetValues<Term>().Any(term => Catalogue.Find(term, link.Name) is not null));
    }

    /// <summary>Metadata, keys, tokens, profile and new tokens, asked for with the app's own clients and recorded as the app records.</summary>
    private async Task<(IReadOnlyList<Exchange> Exchanges, IReadOnlyList<string> Tokens)> SignInAsync(
        SandboxBrowser browser,
        Dialect dialect
    )
    {
        var recorder = new Recorder(TimeProvider.System);
        using var heard = recorder.Begin();
        using var http = Recording(recorder);
        var (metadataClient, tokenClient) = (new MetadataClient(http), new TokenEndpointClient(http));
        var authority = new Authority(sandbox.Tenant.LoginUrl, "organizations", dialect);
        var client = new ClientRegistration(SandboxRegistration.ClientId, SandboxRegistration.ClientSecret, browser.Site, "User.Read.All");

        var metadata = ProviderMetadata
            .Accept((await metadataClient.GetAsync(authority.ConfigurationEndpoint, default)).ShouldPass(), authority)
            .ShouldPass();
        await metadataClient.GetAsync(metadata.JwksUri, default);
        var answer = await browser.SignInAsync(v1: dialect == Dialect.V1, changes: ("client_info", "1"));
        var form = FormFor(answer["code"]!, dialect, metadata, client);
        var tokens = AccessTokenResponse
            .Accept((await tokenClient.SendAsync(metadata.TokenEndpoint, form, default)).ShouldPass())
            .ShouldPass();
        await new UserProfileClient(http).SendAsync(UserProfileRequest.For(new Uri(browser.Site), tokens.AccessToken), default);
        var refresh = RefreshRequest.For(tokens.RefreshToken!, dialect, metadata, client);
        await tokenClient.SendAsync(refresh.Endpoint, refresh.Parameters, default);

        string?[] all = [tokens.AccessToken, tokens.IdToken, answer["id_token"]];
        return (heard.Exchanges, [.. all.OfType<string>()]);
    }

    /// <summary>The app's request, for the code, verifier and redirect URI of the sandbox's browser.</summary>
    private static Parameter[] FormFor(string code, Dialect dialect, ProviderMetadata metadata, ClientRegistration client) =>
        [
            .. AccessTokenRequest
                .For(Given.Grant(dialect), metadata, client)
                .Parameters.Select(parameter =>
                    parameter.Name switch
                    {
                        "code" => parameter with { Value = code },
                        "code_verifier" => parameter with { Value = SandboxBrowser.Verifier },
                        "redirect_uri" => parameter with { Value = SandboxBrowser.RedirectUri },
                        _ => parameter,
                    }
                ),
        ];

    private static HttpClient Recording(Recorder recorder)
    {
        var attempt = recorder.Attempt();
        attempt.InnerHandler = new SocketsHttpHandler { PlaintextStreamFilter = Recorder.TapAsync, UseCookies = false };
        var question = recorder.Question(shared: false);
        question.InnerHandler = attempt;
        return new HttpClient(question);
    }

    private static WireMessage Request(Exchange exchange) => WireMessage.From(exchange.Attempts[^1].Request)!;

    private static WireMessage Answer(Exchange exchange) => WireMessage.From(exchange.Attempts[^1].Response)!;

    private static void AssertKnown(Term term, IEnumerable<string> names)
    {
        string[] unknown = [.. names.Distinct().Where(name => Catalogue.Find(term, name) is null)];
        Assert.Empty(unknown);
    }

    /// <summary>The names at every depth.</summary>
    private static IEnumerable<string> MembersOf(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => MembersOf(member.Value).Prepend(member.Name)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(MembersOf),
            _ => [],
        };

    private static IEnumerable<string> Names(JsonElement json) => json.EnumerateObject().Select(member => member.Name);

    private static IEnumerable<string> FixturesIn(string folder) =>
        Directory
            .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Fixtures", folder), "*.json")
            .Select(file => Path.Combine(folder, Path.GetFileName(file)));

    /// <summary>A document, out of the recording around it where there is one.</summary>
    private static JsonElement BodyOf(string file)
    {
        var recorded = Recorded(file);
        if (recorded.ValueKind != JsonValueKind.Object)
            return Fixture.Json(file);
        return recorded.TryGetProperty("body", out var body) ? body : default;
    }

    /// <summary>The recording, <c>{ status, headers, body }</c>; nothing when the file is a document alone.</summary>
    private static JsonElement Recorded(string file)
    {
        var json = Fixture.Json(file);
        if (json.ValueKind == JsonValueKind.Array)
            return json[0]; // several cases of one kind
        if (json.TryGetProperty("response", out var response))
            json = response;
        return json.TryGetProperty("status", out _) || json.TryGetProperty("method", out _) ? json : default;
    }

    private static IEnumerable<string> HeadersOf(JsonElement recorded)
    {
        if (!recorded.TryGetProperty("headers", out var headers))
            return [];
        return headers.ValueKind == JsonValueKind.Array ? headers.EnumerateArray().Select(pair => pair[0].GetString()!) : Names(headers);
    }

    private static HashSet<string> KeysOf(Type resource, string language) => [.. TextsOf(resource, language).Keys];

    private static Dictionary<string, string> TextsOf(Type resource, string language)
    {
        var manager = new ResourceManager(resource.FullName!, resource.Assembly);
        using var set = manager.GetResourceSet(CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
    }
}
