using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SpOAuthRaw.Sandbox.EntraId.Authorize;

/// <summary>
/// Checks an authorization request in the order in which it earns an answer: first the client and its address, because an
/// error may be sent to a checked address only (RFC 6749 §4.1.2.1), then everything else. What passes is put into the
/// words of one dialect for OpenIddict, which does PKCE's and the flows' own checks after this one.
/// </summary>
internal sealed class AuthorizationChecks(Tenant tenant) : IOpenIddictServerHandler<ValidateAuthorizationRequestContext>
{
    public ValueTask HandleAsync(ValidateAuthorizationRequestContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (Check(http, context.Request) is { } error)
        {
            http.Items[typeof(Aadsts)] = error;
            context.Reject(error.Error, error.Text);
        }
        return ValueTask.CompletedTask;
    }

    private Aadsts? Check(HttpContext http, OpenIddictRequest request)
    {
        if (string.IsNullOrEmpty(request.ClientId))
            return Aadsts.Missing("client_id") with { StaysHere = true };
        if (!string.Equals(request.ClientId, SandboxRegistration.ClientId, StringComparison.OrdinalIgnoreCase))
            return Aadsts.UnknownApplication(request.ClientId);
        if (string.IsNullOrEmpty(request.RedirectUri))
            return Aadsts.NoRedirectUri;
        if (Redirection.Registered(request.RedirectUri) is not { } redirectUri)
            return Aadsts.RedirectUriNotRegistered(request.RedirectUri);

        var asked = Asked.From(http, request, http.Features.Get<TenantAlias>()!.Dialect, redirectUri);
        asked.Into(http); // from here on errors go back to the client
        return CheckRequest(asked, request) ?? CheckScope(http, asked, request);
    }

    private static Aadsts? CheckRequest(Asked asked, OpenIddictRequest request)
    {
        if (!ResponseModes.IsKnown(request.ResponseMode))
            return Aadsts.UnsupportedResponseMode(request.ResponseMode!);
        if (string.IsNullOrEmpty(request.ResponseType))
            return Aadsts.Missing("response_type");
        if (!IsSupported(request))
            return Aadsts.UnsupportedResponseType(request.ResponseType);
        // A token in a query would stay in logs and histories (Multiple Response Types §5).
        if (request.HasResponseType("id_token") && asked.Mode == ResponseMode.Query)
            return Aadsts.UnsupportedResponseMode("query");
        if (request.HasResponseType("id_token") && string.IsNullOrEmpty(asked.Nonce))
            return Aadsts.Missing("nonce"); // OIDC Core §3.3.2.11
        if (string.IsNullOrEmpty(request.CodeChallenge))
            return Aadsts.Missing("code_challenge"); // stricter than Entra ID, which does not insist (RFC 9700 §2.1.1)
        if (request.CodeChallengeMethod != "S256" || request.CodeChallenge.Length != 43)
            return Aadsts.BadChallenge;
        if (asked.Prompt.Any(p => p is not ("login" or "none" or "consent" or "select_account" or "admin_consent")))
            return Aadsts.UnsupportedPrompt;
        return asked.Prompt.Contains("none") && asked.Prompt.Count > 1 ? Aadsts.UnsupportedPrompt : null;
    }

    private Aadsts? CheckScope(HttpContext http, Asked asked, OpenIddictRequest request)
    {
        if (asked.Dialect == Dialect.V2 && request.HasParameter("resource"))
            return Aadsts.ResourceNotInV2;

        var (scope, error) =
            asked.Dialect == Dialect.V2
                ? RequestedScope.FromScope(request.Scope ?? "", tenant)
                : RequestedScope.FromResource((string?)request["resource"], tenant);
        if (error is not null)
            return error;
        if (request.HasResponseType("id_token") && !scope.Has("openid"))
            return Aadsts.InvalidScope(request.Scope ?? "");

        (asked with { Scope = scope }).Into(http);
        Normalize(request, scope);
        return null;
    }

    private static bool IsSupported(OpenIddictRequest request) =>
        request.HasResponseType("code")
        && request.GetResponseTypes() is [_] or [_, _]
        && request.GetResponseTypes().All(type => type is "code" or "id_token");

    /// <summary>Leaves OpenIddict only what it is to look at: the two dialects differ in the rest.</summary>
    private static void Normalize(OpenIddictRequest request, RequestedScope scope)
    {
        request.ClientId = SandboxRegistration.ClientId;
        request.Scope = string.Join(' ', scope.OpenIdScopes);
        request.RemoveParameter("resource");
        request.RemoveParameter("prompt");
        request.RemoveParameter("id_token_hint"); // a hint; Entra ID takes expired ones too
    }
}
