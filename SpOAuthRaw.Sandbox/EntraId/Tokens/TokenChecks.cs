using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>
/// Checks a token request (RFC 6749 §4.1.3, §6) before OpenIddict does: the parameters, the client's secret, the state of the code or
/// refresh token, and what is asked for. OpenIddict then compares redirect URI and code verifier.
/// </summary>
internal sealed class TokenChecks(Tenant tenant) : IOpenIddictServerHandler<ValidateTokenRequestContext>
{
    private static readonly byte[] Secret = Encoding.UTF8.GetBytes(SandboxRegistration.ClientSecret);

    public ValueTask HandleAsync(ValidateTokenRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        var dialect = http.Features.Get<TenantAlias>()!.Dialect;
        var error = CheckParameters(context.Request, dialect) ?? CheckClient(context.Request) ?? CheckGrant(http, context.Request, dialect);
        if (error is not null)
        {
            http.Items[typeof(Aadsts)] = error;
            context.Reject(error.Error, error.Text);
        }
        return ValueTask.CompletedTask;
    }

    private static Aadsts? CheckParameters(OpenIddictRequest request, Dialect dialect)
    {
        if (string.IsNullOrEmpty(request.GrantType))
            return Aadsts.Missing("grant_type");
        if (!request.IsAuthorizationCodeGrantType() && !request.IsRefreshTokenGrantType())
            return Aadsts.UnsupportedGrant(request.GrantType);
        if (string.IsNullOrEmpty(request.ClientId))
            return Aadsts.Missing("client_id");
        if (request.IsAuthorizationCodeGrantType() && string.IsNullOrEmpty(request.Code))
            return Aadsts.Missing("code");
        if (request.IsAuthorizationCodeGrantType() && string.IsNullOrEmpty(request.RedirectUri))
            return Aadsts.Missing("redirect_uri");
        if (request.IsRefreshTokenGrantType() && string.IsNullOrEmpty(request.RefreshToken))
            return Aadsts.Missing("refresh_token");
        return dialect == Dialect.V2 && request.HasParameter("resource") ? Aadsts.ResourceNotInV2 : null;
    }

    /// <summary>RFC 6749 §2.3.1: the secret in the form, or in a Basic header, which OpenIddict has read into the same place.</summary>
    private static Aadsts? CheckClient(OpenIddictRequest request)
    {
        if (!string.Equals(request.ClientId, SandboxRegistration.ClientId, StringComparison.OrdinalIgnoreCase))
            return Aadsts.UnknownApplication(request.ClientId!);
        if (string.IsNullOrEmpty(request.ClientSecret))
            return Aadsts.NoSecret;

        request.ClientId = SandboxRegistration.ClientId;
        return CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.ClientSecret), Secret) ? null : Aadsts.WrongSecret;
    }

    private Aadsts? CheckGrant(HttpContext http, OpenIddictRequest request, Dialect dialect)
    {
        var entry = request.IsAuthorizationCodeGrantType()
            ? tenant.Grants.Find(GrantLedger.Kind.Code, request.Code!)
            : tenant.Grants.Find(GrantLedger.Kind.RefreshToken, request.RefreshToken!);
        if (entry is null)
            return Aadsts.BadToken;
        if (entry.IsUsed)
            return UsedTwice(entry);
        if (tenant.Grants.IsDead(entry))
            return Aadsts.ExpiredOrRevoked;
        if (request.IsAuthorizationCodeGrantType() && string.IsNullOrEmpty(request.CodeVerifier))
            return Aadsts.Missing("code_verifier"); // RFC 7636 §4.5; every code here was asked for with a challenge

        var (scope, error) = Narrowed(entry.Grant, request, dialect);
        if (error is not null)
            return error;

        Normalize(request);
        http.Items[typeof(GrantLedger.Entry)] = entry;
        Granted(entry, request, dialect, scope).Into(http);
        return null;
    }

    private static Grant Granted(GrantLedger.Entry entry, OpenIddictRequest request, Dialect dialect, RequestedScope scope) =>
        entry.Grant with
        {
            Asked = entry.Grant.Asked with
            {
                Dialect = dialect,
                Scope = scope,
                Claims = (string?)request[OpenIddictConstants.Parameters.Claims] ?? entry.Grant.Asked.Claims,
                // The nonce belongs to the one answer it was sent for (OIDC Core §12.2).
                Nonce = entry.Kind == GrantLedger.Kind.Code ? entry.Grant.Asked.Nonce : null,
            },
        };

    /// <summary>A stolen code or refresh token can't be told from its owner's, so everything that came of it ends (RFC 9700 §4.14.2).</summary>
    private Aadsts UsedTwice(GrantLedger.Entry entry)
    {
        tenant.Grants.EndFamily(entry);
        return entry.Kind == GrantLedger.Kind.Code ? Aadsts.AlreadyRedeemed : Aadsts.ExpiredOrRevoked;
    }

    /// <summary>What this token is for: what the token request names, else what the authorization request named.</summary>
    private (RequestedScope Scope, Aadsts? Error) Narrowed(Grant grant, OpenIddictRequest request, Dialect dialect)
    {
        var named = dialect == Dialect.V2 ? request.Scope : (string?)request["resource"];
        if (string.IsNullOrEmpty(named))
            return (grant.Asked.Scope, null);

        var (scope, error) = dialect == Dialect.V2 ? RequestedScope.FromScope(named, tenant) : RequestedScope.FromResource(named, tenant);
        if (error is null && !tenant.Consents.Covers(grant.Person, scope.Permissions))
            return (scope, Aadsts.ConsentRequired with { Error = OpenIddictConstants.Errors.InvalidGrant });
        // OpenID Connect's scopes were decided at the authorization endpoint.
        return (scope with { OpenIdScopes = grant.Asked.Scope.OpenIdScopes }, error);
    }

    private static void Normalize(OpenIddictRequest request)
    {
        request.RemoveParameter("scope");
        request.RemoveParameter("resource");
    }
}
