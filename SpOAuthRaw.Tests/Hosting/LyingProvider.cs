using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Sandbox;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>What a request asked for.</summary>
public enum AskedFor
{
    Metadata,
    Keys,
    Tokens,
    SharePoint,

    /// <summary>Something at the third address, where nobody should ever ask.</summary>
    Elsewhere,
}

/// <summary>A request that arrived.</summary>
public sealed record Received(
    AskedFor For,
    Dialect Dialect,
    string Method,
    string Path,
    IReadOnlyDictionary<string, string> Headers,
    IReadOnlyDictionary<string, string> Form
);

/// <summary>
/// Plays Entra ID in both dialects, and SharePoint, over real HTTP: honestly, except for what a test makes it say. It judges what it is
/// sent as the real ones do (secret, redirect URI, PKCE, each code and refresh token once), and it remembers every request.
/// </summary>
public sealed class LyingProvider : IAsyncDisposable
{
    private readonly WebApplication server;
    private readonly TimeProvider clock;
    private readonly ConcurrentQueue<Received> received = new();
    private readonly ConcurrentDictionary<string, Grant> grants = new();
    private readonly ConcurrentBag<string> secrets = [];
    private int sharePointPort;

    private LyingProvider(WebApplication server, TimeProvider clock) => (this.server, this.clock) = (server, clock);

    /// <summary>Where it plays Entra ID.</summary>
    public Uri LoginUrl { get; private set; } = null!;

    /// <summary>Where it plays SharePoint.</summary>
    public Uri SharePointUrl { get; private set; } = null!;

    /// <summary>An address that is neither: whatever arrives there should not have been sent.</summary>
    public Uri Elsewhere { get; private set; } = null!;

    /// <summary>What it lies about.</summary>
    public Lies Lies { get; set; } = new();

    /// <summary>Every code, token, nonce and verifier that went through its hands.</summary>
    public IReadOnlyCollection<string> Secrets => [.. secrets];

    /// <summary>What arrived, in order.</summary>
    public IReadOnlyList<Received> Requests => [.. received];

    /// <summary>How many requests arrived for something.</summary>
    public int Count(AskedFor what) => received.Count(request => request.For == what);

    /// <summary>Starts one on free ports of this machine.</summary>
    /// <param name="clock">Its clock, where it must run with the app's.</param>
    /// <param name="loginPort">Where it plays Entra ID, when that must be known before it starts.</param>
    public static async Task<LyingProvider> StartAsync(TimeProvider? clock = null, int loginPort = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, loginPort);
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        var provider = new LyingProvider(builder.Build(), clock ?? TimeProvider.System);
        provider.server.Run(provider.AnswerAsync);
        await provider.server.StartAsync();

        Uri[] addresses =
        [
            .. provider
                .server.Services.GetRequiredService<IServer>()
                .Features.Get<IServerAddressesFeature>()!
                .Addresses.Select(address => new Uri(address)),
        ];
        (provider.LoginUrl, provider.SharePointUrl, provider.Elsewhere) = (addresses[0], addresses[1], addresses[2]);
        provider.sharePointPort = addresses[1].Port;
        return provider;
    }

    /// <summary>Stands behind something that listens elsewhere, and calls itself by those addresses.</summary>
    public void StandBehind(Uri login, Uri sharePoint) => (LoginUrl, SharePointUrl) = (login, sharePoint);

    /// <summary>What the browser would bring back from the authorization endpoint: a code for this very request.</summary>
    public AuthorizationAnswer Answer(Hop begun)
    {
        var asked = begun.Query;
        var dialect = asked["response_type"] == "code" ? Dialect.V2 : Dialect.V1;
        var code = Secret("code");
        grants[code] = new Grant(dialect, asked["nonce"], asked["redirect_uri"], asked["code_challenge"]);
        secrets.Add(asked["nonce"]);

        List<KeyValuePair<string, string>> parameters = [new("code", code), new("state", asked["state"]), new("session_state", "s")];
        if (dialect == Dialect.V1)
        {
            var idToken = IdTokenFor(dialect, asked["nonce"]).With("c_hash", IdTokenBuilder.LeftHalf("SHA256", code));
            parameters.Insert(1, new("id_token", Kept(Lies.FrontChannelIdToken(idToken).Build())));
        }

        return new AuthorizationAnswer(dialect, parameters);
    }

    /// <summary>The honest ID token for Adele.</summary>
    public IdTokenBuilder IdTokenFor(Dialect dialect, string? nonce)
    {
        var pending = Given.PendingAuthorization(dialect);
        var token = Given
            .IdTokenFor(pending)
            .With("aud", SandboxRegistration.ClientId)
            .With("iss", Issuer(dialect, Given.Tenant))
            .WithTimes(clock.GetUtcNow());
        return nonce is null ? token.Without("nonce") : token.With("nonce", nonce);
    }

    /// <summary>Its name, for a tenant.</summary>
    public string Issuer(Dialect dialect, string tenant) => dialect == Dialect.V2 ? $"{LoginUrl}{tenant}/v2.0" : $"{LoginUrl}{tenant}/";

    /// <summary>A key as it publishes it.</summary>
    public JsonObject Jwk(TestKey key, Dialect dialect) =>
        dialect == Dialect.V2 ? key.Jwk(("issuer", Issuer(dialect, "{tenantid}"))) : key.Jwk();

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1)); // nobody is waited for
        await server.StopAsync(patience.Token);
        await server.DisposeAsync();
    }

    /// <summary>What it would answer without a lie at that address.</summary>
    public Task AnswerHonestlyAsync(HttpContext context)
    {
        var request = (Received)context.Items[typeof(Received)]!;
        var (status, body) = request.For switch
        {
            AskedFor.Metadata => (200, Metadata(request)),
            AskedFor.Keys => (200, Given.JwksOf(Lies.Keys?.Invoke(request.Dialect) ?? [Jwk(Given.Rsa, request.Dialect)])),
            AskedFor.Tokens => Tokens(request),
            AskedFor.SharePoint => (200, Given.Profile),
            _ => (404, "{}"),
        };
        return Answering.With(status, body)(context);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var request = await ReadAsync(context.Request);
        received.Enqueue(request);
        context.Items[typeof(Received)] = request;
        context.Items[typeof(LyingProvider)] = this;
        var lie = request.For switch
        {
            AskedFor.Metadata => Lies.AtMetadata,
            AskedFor.Keys => Lies.AtKeys,
            AskedFor.Tokens => Lies.AtTokenEndpoint,
            AskedFor.SharePoint => Lies.AtSharePoint,
            _ => null,
        };
        await (lie ?? AnswerHonestlyAsync)(context);
    }

    private async Task<Received> ReadAsync(HttpRequest request)
    {
        var path = request.Path.Value!;
        var port = request.HttpContext.Connection.LocalPort;
        var what =
            port == Elsewhere.Port ? AskedFor.Elsewhere
            : port == sharePointPort ? AskedFor.SharePoint
            : path.EndsWith("openid-configuration", StringComparison.Ordinal) ? AskedFor.Metadata
            : path.EndsWith("keys", StringComparison.Ordinal) ? AskedFor.Keys
            : path.EndsWith("token", StringComparison.Ordinal) ? AskedFor.Tokens
            : AskedFor.Elsewhere;
        var form = request.HasFormContentType ? await request.ReadFormAsync() : FormCollection.Empty;
        var sent = form.ToDictionary(field => field.Key, field => field.Value.ToString());
        foreach (var name in new[] { "code_verifier", "refresh_token", "client_secret" })
            if (sent.TryGetValue(name, out var secret))
                secrets.Add(secret);
        return new Received(
            what,
            path.Contains("/v2.0/", StringComparison.Ordinal) ? Dialect.V2 : Dialect.V1,
            request.Method,
            path,
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            sent
        );
    }

    private string Metadata(Received request)
    {
        var tenant = request.Path.Split('/')[1];
        var (version, keys) = request.Dialect == Dialect.V2 ? ("oauth2/v2.0", "discovery/v2.0/keys") : ("oauth2", "discovery/keys");
        var document = new JsonObject
        {
            ["issuer"] = Issuer(request.Dialect, Guid.TryParse(tenant, out _) ? tenant : "{tenantid}"),
            ["authorization_endpoint"] = $"{LoginUrl}{tenant}/{version}/authorize",
            ["token_endpoint"] = $"{LoginUrl}{tenant}/{version}/token",
            ["jwks_uri"] = $"{LoginUrl}{tenant}/{keys}",
            ["end_session_endpoint"] = $"{LoginUrl}{tenant}/{version}/logout",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        };
        Lies.Metadata(document);
        return document.ToJsonString();
    }

    private (int Status, string Body) Tokens(Received request)
    {
        if (
            request.Form.GetValueOrDefault("client_id") != SandboxRegistration.ClientId
            || request.Form.GetValueOrDefault("client_secret") != SandboxRegistration.ClientSecret
        )
            return (401, Fixture.Text("entra/token-error.7000215.invalid-client.json"));
        if (Redeem(request.Form) is not { } grant)
            return (400, Fixture.Text("entra/token-error.9002313.bad-token.json"));

        var refresh = Secret("refresh");
        grants[refresh] = grant with { Challenge = null };
        var answer = new JsonObject
        {
            ["token_type"] = "Bearer",
            ["expires_in"] = grant.Dialect == Dialect.V2 ? 3599 : "3599",
            ["access_token"] = Secret("access"),
            ["refresh_token"] = refresh,
            ["id_token"] = Lies.IdToken(IdTokenFor(grant.Dialect, grant.Challenge is null ? null : grant.Nonce)).Build(),
        };
        Lies.Tokens(answer);
        if (answer["id_token"] is JsonValue idToken && idToken.TryGetValue<string>(out var text))
            secrets.Add(text);
        return (200, answer.ToJsonString());
    }

    /// <summary>Each code and each refresh token is good once, and a code only with its verifier and its redirect URI.</summary>
    private Grant? Redeem(IReadOnlyDictionary<string, string> form) =>
        form.GetValueOrDefault("grant_type") switch
        {
            "authorization_code" => grants.TryRemove(form.GetValueOrDefault("code") ?? "", out var grant)
            && grant.Challenge is not null
            && grant.RedirectUri == form.GetValueOrDefault("redirect_uri")
            && grant.Challenge == Challenge(form.GetValueOrDefault("code_verifier") ?? "")
                ? grant
                : null,
            "refresh_token" => grants.TryRemove(form.GetValueOrDefault("refresh_token") ?? "", out var grant) && grant.Challenge is null
                ? grant
                : null,
            _ => null,
        };

    private string Secret(string kind) => Kept($"FAKE-{kind}-{Guid.NewGuid():N}");

    private string Kept(string secret)
    {
        secrets.Add(secret);
        return secret;
    }

    private static string Challenge(string verifier) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)));

    /// <param name="Dialect">The dialect it was given in.</param>
    /// <param name="Nonce">The request's.</param>
    /// <param name="RedirectUri">Where the code was sent.</param>
    /// <param name="Challenge">A code's; <c>null</c> for a refresh token.</param>
    private sealed record Grant(Dialect Dialect, string Nonce, string RedirectUri, string? Challenge);
}

/// <summary>What a browser brings to the redirect URI.</summary>
public sealed record AuthorizationAnswer(Dialect Dialect, IReadOnlyList<KeyValuePair<string, string>> Parameters)
{
    public string this[string name] => Parameters.Single(parameter => parameter.Key == name).Value;

    public AuthorizationAnswer With(string name, string value) => new(Dialect, [.. Without(name).Parameters, new(name, value)]);

    public AuthorizationAnswer Without(string name) => new(Dialect, [.. Parameters.Where(parameter => parameter.Key != name)]);

    /// <summary>One parameter more, also where it stands already.</summary>
    public AuthorizationAnswer Plus(string name, string value) => new(Dialect, [.. Parameters, new(name, value)]);
}
