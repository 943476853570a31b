using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using SpOAuthRaw.Sandbox.People;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>
/// Writes the claims of ID tokens and access tokens, all of them: what OpenIddict would add of its own is not in Entra ID's tokens.
/// The form of an ID token follows the dialect; that of an access token follows the resource, and SharePoint's are v1 in both.
/// </summary>
internal sealed class TokenContents(Tenant tenant) : IOpenIddictServerHandler<GenerateTokenContext>
{
    /// <summary>Entra ID dates its tokens back, so that a client's clock may be that much slow.</summary>
    private static readonly TimeSpan Backdated = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan IdTokenLifetime = TimeSpan.FromHours(1);

    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        if (context.TokenType is not (TokenTypeIdentifiers.IdentityToken or TokenTypeIdentifiers.AccessToken))
            return ValueTask.CompletedTask;

        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var grant = Grant.In(http)!;
        if (context.TokenType == TokenTypeIdentifiers.AccessToken)
            Describe(context.SecurityTokenDescriptor, AccessToken(http, grant), AccessTokenLifetime(http, grant), Dialect.V1);
        else
            Describe(context.SecurityTokenDescriptor, IdToken(http, context, grant), IdTokenLifetime, grant.Asked.Dialect);
        return ValueTask.CompletedTask;
    }

    private void Describe(SecurityTokenDescriptor descriptor, Dictionary<string, object> claims, TimeSpan lifetime, Dialect form)
    {
        var now = tenant.Clock.GetUtcNow().UtcDateTime;
        var key = tenant.Keys.Current;
        descriptor.TokenType = "JWT";
        descriptor.Subject = null;
        descriptor.Audience = null; // among the claims
        descriptor.Claims = claims;
        descriptor.Issuer = form == Dialect.V1 ? tenant.IssuerV1 : tenant.IssuerV2;
        descriptor.IssuedAt = descriptor.NotBefore = now - Backdated;
        descriptor.Expires = now + lifetime;
        descriptor.SigningCredentials = form == Dialect.V1 ? key.CredentialsWithThumbprint : key.Credentials;
        descriptor.EncryptingCredentials = null;
        descriptor.AdditionalHeaderClaims = null;
    }

    private static Dictionary<string, object> IdToken(HttpContext http, GenerateTokenContext context, Grant grant)
    {
        var claims = new Dictionary<string, object> { [Claims.Audience] = SandboxRegistration.ClientId };
        if (grant.Asked.Nonce is { } nonce)
            claims[Claims.Nonce] = nonce; // ties the token to the request (OIDC Core §2)
        if (context.Principal.GetClaim(Claims.CodeHash) is { } hash)
            claims[Claims.CodeHash] = hash; // in the front channel only (OIDC Core §3.3.2.11)

        if (grant.Asked.Dialect == Dialect.V1)
            AddV1Person(http, claims, grant);
        else
            AddV2Person(claims, grant);
        claims["rh"] = Opaque("1.A", 12) + ".";
        claims["sub"] = grant.Subject;
        claims["tid"] = SandboxRegistration.TenantId;
        claims["uti"] = Opaque("", 16);
        claims["ver"] = grant.Asked.Dialect == Dialect.V1 ? "1.0" : "2.0";
        return claims;
    }

    private Dictionary<string, object> AccessToken(HttpContext http, Grant grant)
    {
        var uti = Opaque("", 16);
        if (grant.Answers("nbf"))
            tenant.AnsweredChallenges.Add(uti);

        var claims = new Dictionary<string, object>
        {
            [Claims.Audience] = Audience(grant),
            ["acr"] = "1",
            ["aio"] = Opaque("AV", 48),
            ["app_displayname"] = SandboxRegistration.ApplicationName,
            ["appid"] = SandboxRegistration.ClientId,
            ["appidacr"] = "1", // the client proved itself with a secret
            ["idtyp"] = "user",
            ["puid"] = grant.Person.Puid,
            ["scp"] = string.Join(' ', grant.Asked.Scope.Permissions),
        };
        AddV1Person(http, claims, grant);
        claims["rh"] = Opaque("1.A", 12) + ".";
        claims["sid"] = grant.SessionId.ToString();
        // Pairwise again: SharePoint sees another subject than the application does.
        claims["sub"] = Base64UrlEncoder.Encode(StableId.Hash("sub", $"sharepoint:{grant.Person.UserName}"));
        claims["tid"] = SandboxRegistration.TenantId;
        claims["uti"] = uti;
        claims["ver"] = "1.0";
        if (grant.Answers("xms_cc"))
            claims["xms_cc"] = new[] { "cp1" };
        return claims;
    }

    private static void AddV1Person(HttpContext http, Dictionary<string, object> claims, Grant grant)
    {
        var person = grant.Person;
        claims["amr"] = person.EntraId == EntraIdTwist.SecondFactor ? new[] { "pwd", "mfa" } : ["pwd"];
        claims["family_name"] = person.FamilyName;
        claims["given_name"] = person.GivenName;
        claims["ipaddr"] = http.Connection.RemoteIpAddress?.ToString() ?? "127.0.0.1";
        claims["name"] = person.Name;
        claims["oid"] = person.ObjectId.ToString();
        claims["unique_name"] = person.UserName;
        claims["upn"] = person.UserName;
    }

    private static void AddV2Person(Dictionary<string, object> claims, Grant grant)
    {
        if (grant.Asked.Scope.Has("email"))
            claims["email"] = grant.Person.UserName;
        if (!grant.Asked.Scope.Has("profile"))
            return;
        claims["name"] = grant.Person.Name;
        claims["oid"] = grant.Person.ObjectId.ToString();
        claims["preferred_username"] = grant.Person.UserName;
    }

    private static string Audience(Grant grant) =>
        grant.Person.EntraId == EntraIdTwist.WrongAudience ? grant.Asked.Scope.Resource + "/" : grant.Asked.Scope.Resource;

    /// <summary>Drawn once for a token and noted, because the token answer tells it too.</summary>
    private TimeSpan AccessTokenLifetime(HttpContext http, Grant grant)
    {
        var lifetime =
            grant.Person.EntraId == EntraIdTwist.ShortToken
                ? TimeSpan.FromMinutes(1)
                : tenant.Options.AccessTokenLifetime ?? TimeSpan.FromSeconds(RandomNumberGenerator.GetInt32(60 * 60, 90 * 60 + 1));
        http.Items[nameof(AccessTokenLifetime)] = lifetime;
        return lifetime;
    }

    /// <summary>The life of the access token that this exchange has issued.</summary>
    public static TimeSpan LifetimeIn(HttpContext http) => (TimeSpan?)http.Items[nameof(AccessTokenLifetime)] ?? TimeSpan.Zero;

    private static string Opaque(string start, int bytes) => start + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(bytes));
}
