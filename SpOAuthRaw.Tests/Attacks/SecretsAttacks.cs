using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Everything that is logged, at every level and by everybody, and every page for a failure: no secret stands in any of it.</summary>
public sealed class SecretsAttacks : IAsyncLifetime, IDisposable
{
    private readonly LogCapture log = new();
    private readonly MovableClock clock = new();
    private readonly RememberingSessions sessions = new();
    private readonly List<Hop> hops = [];
    private Scene scene = null!;

    private LyingProvider Provider => scene.Provider;

    public async Task InitializeAsync() =>
        scene = await Scene.StartAsync(
            clock: clock,
            services: services =>
            {
                Scene.Impatient<TokenEndpointClient>(TimeSpan.FromSeconds(2))(services);
                services.AddSingleton<ISessionStore>(sessions);
                services.AddLogging(logging => logging.AddProvider(log));
            },
            settings: LogCapture.Everything
        );

    public Task DisposeAsync() => scene.DisposeAsync().AsTask();

    public void Dispose()
    {
        log.Dispose();
        sessions.Dispose();
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task No_secret_of_a_sign_in_a_renewal_and_a_sign_out_is_logged(Dialect dialect)
    {
        using var visitor = new Visitor();
        hops.Add(await visitor.BeginAsync(scene.App, dialect));
        hops.Add(await scene.BringAsync(visitor, Provider.Answer(hops[0])));
        hops.Add(await visitor.ShouldBeSignedInAsync(scene.App));
        clock.Advance(TimeSpan.FromSeconds(3570));
        hops.Add(await visitor.ShouldBeSignedInAsync(scene.App));
        hops.Add(await visitor.PressAsync(hops[^1], "/profile"));
        hops.Add(await visitor.GetAsync(scene.App.At("/picture")));
        hops.Add(await visitor.PressAsync(hops[2], "/signout"));
        hops.Add(await visitor.ShouldBeSignedOutAsync(scene.App));

        ShouldBeSilent();
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task No_secret_of_a_failure_is_logged_or_shown(Dialect dialect)
    {
        Lies[] lies =
        [
            new() { IdToken = token => token.With("nonce", "another") },
            new() { IdToken = token => token.With("sub", "") },
            new() { IdToken = token => token.With("aud", "another") },
            new() { IdToken = token => token.SignedInsteadBy(Given.StrangersRsa) },
            new() { IdToken = token => token.WithSignature([1, 2, 3]) },
            new() { IdToken = token => token.ResignedBy(Given.StrangersRsa) },
            new() { IdToken = token => token.WithoutSignature() },
            new() { IdToken = token => token.With("exp", 1) },
            new() { IdToken = token => token.With("exp", "never") },
            new() { IdToken = token => token.WithTwice("sub", "another") },
            new() { IdToken = token => token.With("at_hash", "another") },
            new() { IdToken = token => token.With("c_hash", "another") },
            new() { FrontChannelIdToken = token => token.With("c_hash", "another") },
            new() { FrontChannelIdToken = token => token.SignedInsteadBy(Given.StrangersRsa) },
            new() { Tokens = answer => answer["token_type"] = "mac" },
            new() { Tokens = answer => answer.Remove("id_token") },
            new() { Tokens = answer => answer["expires_in"] = "soon" },
            new() { Tokens = answer => answer["access_token"] = "FAKE-access with a blank" },
            new() { AtTokenEndpoint = Answering.With(400, Fixture.Text("entra/token-error.7000215.invalid-client.json")) },
            new() { AtTokenEndpoint = Answering.With(307, "", "text/plain", ("Location", $"{Provider.Elsewhere}token")) },
            new() { AtTokenEndpoint = Answering.With(200, "FAKE-access-not-json") },
            new() { AtTokenEndpoint = Answering.WithAReset },
            new() { AtTokenEndpoint = Answering.Truncated },
            new() { AtTokenEndpoint = Answering.Endlessly },
            new() { AtTokenEndpoint = Answering.Never },
            new() { AtSharePoint = Answering.WithAReset },
            new() { AtSharePoint = Answering.With(401, "", headers: ("WWW-Authenticate", "Bearer error=\"invalid_token\"")) },
            new() { AtSharePoint = Answering.With(500, "<html>") },
        ];
        foreach (var lie in lies)
        {
            using var visitor = new Visitor();
            Provider.Lies = lie;
            hops.Add(await scene.TrySignInAsync(visitor, dialect));
        }

        foreach (var (name, value) in new[] { ("state", "another"), ("iss", "https://evil.example"), ("error", "access_denied") })
        {
            using var visitor = new Visitor();
            Provider.Lies = new();
            hops.Add(await scene.TrySignInAsync(visitor, dialect, answer => answer.With(name, value)));
            hops.Add(await scene.TrySignInAsync(visitor, dialect, answer => answer.Plus("code", answer["code"])));
        }

        ShouldBeSilent();
        ShouldNotBeShown();
    }

    [Fact]
    public async Task No_secret_of_a_refused_renewal_is_logged_or_shown()
    {
        Lies[] lies =
        [
            new() { AtTokenEndpoint = Answering.With(400, Fixture.Text("entra/token-error.9002313.bad-token.json")) },
            new() { AtTokenEndpoint = Answering.WithAReset },
            new() { AtTokenEndpoint = Answering.Never },
            new() { IdToken = token => token.With("sub", "somebody else") },
            new() { IdToken = token => token.SignedInsteadBy(Given.StrangersRsa) },
        ];
        foreach (var lie in lies)
        {
            using var visitor = new Visitor();
            Provider.Lies = new();
            await scene.SignInAsync(visitor);
            clock.Advance(TimeSpan.FromSeconds(3570));
            Provider.Lies = lie;
            hops.Add(await visitor.GetAsync(scene.App.Origin));
        }

        ShouldBeSilent();
    }

    [Fact]
    public async Task No_code_of_a_request_that_is_malformed_is_logged()
    {
        using var visitor = new Visitor();
        var answer = Provider.Answer(await visitor.BeginAsync(scene.App));
        var address = Scene.AsQuery(answer);

        foreach (var line in new[] { $"GET {address} HTTP/9.9", $"GET {address}\0 HTTP/1.1", $"GET {address}", $"{address}" })
            await visitor.SendRawAsync(scene.App, line);
        await visitor.SendRawAsync(scene.App, "POST /auth HTTP/1.1", "Content-Length: x\r\n", $"code={answer["code"]}");
        await visitor.SendRawAsync(scene.App, "GET /auth HTTP/1.1", $"Referer: {address}\r\nBad Header: {answer["code"]}\r\n");

        ShouldBeSilent();
    }

    private void ShouldBeSilent()
    {
        Assert.True(log.Entries.Count > 20); // else nothing was captured
        Assert.Contains(log.Entries, entry => entry.Text.StartsWith(nameof(LogLevel.Trace), StringComparison.Ordinal));
        string[] cookies =
        [
            .. hops.SelectMany(hop => hop.SetCookies)
                .Where(cookie => !cookie.Name.Equals("SpOAuth.Language", StringComparison.Ordinal))
                .Select(cookie => cookie.Value.ToString()),
        ];
        string[] secrets = [SandboxRegistration.ClientSecret, .. Provider.Secrets, .. sessions.Keys, .. cookies];

        foreach (var secret in secrets.Where(secret => secret.Length > 8).Distinct())
        foreach (var (category, text) in log.Entries)
            Assert.False(text.Contains(secret, StringComparison.Ordinal), $"{category} logged a secret: {text}");
        Assert.DoesNotContain(log.Entries, entry => entry.Text.Contains("FAKE-", StringComparison.Ordinal));
    }

    /// <summary>Pages show what a check expected and got, a nonce or a state; nothing that opens anything.</summary>
    private void ShouldNotBeShown()
    {
        string[] secrets =
        [
            SandboxRegistration.ClientSecret,
            .. Provider.Secrets.Where(secret =>
                secret.StartsWith("FAKE-", StringComparison.Ordinal) || secret.StartsWith("eyJ", StringComparison.Ordinal)
            ),
            .. Provider
                .Requests.SelectMany(request => request.Form)
                .Where(field => field.Key == "code_verifier")
                .Select(field => field.Value),
        ];
        foreach (var hop in hops.Where(hop => hop.Status != HttpStatusCode.Found))
        {
            Assert.InRange((int)hop.Status, 400, 504);
            foreach (var secret in secrets)
                Assert.DoesNotContain(secret, hop.Html.Source, StringComparison.Ordinal);
        }
    }

    /// <summary>The app's own store; it remembers the keys of the sessions that went through it.</summary>
    private sealed class RememberingSessions : ISessionStore, IDisposable
    {
        private readonly SessionsInMemory inner = new(TimeProvider.System);
        private readonly ConcurrentDictionary<string, byte> keys = new();

        public IEnumerable<string> Keys => keys.Keys;

        public Task AddAsync(string key, Session session, CancellationToken cancellationToken)
        {
            keys.TryAdd(key, 0);
            return inner.AddAsync(key, session, cancellationToken);
        }

        public void Dispose() => inner.Dispose();

        public Task<Session?> ChangeAsync(string key, Func<Session, Session> change, CancellationToken cancellationToken) =>
            inner.ChangeAsync(key, change, cancellationToken);

        public Task<Session?> FindAsync(string key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

        public Task RemoveAsync(string key, CancellationToken cancellationToken) => inner.RemoveAsync(key, cancellationToken);
    }
}
