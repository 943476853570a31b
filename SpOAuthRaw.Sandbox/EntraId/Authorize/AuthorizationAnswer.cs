using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using SpOAuthRaw.Sandbox.EntraId.Pages;
using SpOAuthRaw.Sandbox.EntraId.Tokens;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SpOAuthRaw.Sandbox.EntraId.Authorize;

/// <summary>
/// Sends the authorization response (RFC 6749 §4.1.2, §4.1.2.1) in the mode that was asked for, with Entra ID's parameters and no
/// others. An error without a proven address becomes a page.
/// </summary>
internal sealed class AuthorizationAnswer(Tenant tenant) : IOpenIddictServerHandler<ApplyAuthorizationResponseContext>
{
    public async ValueTask HandleAsync(ApplyAuthorizationResponseContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (!string.IsNullOrEmpty(context.Error))
            await ErrorAsync(http, tenant, Aadsts(http, context)).ConfigureAwait(false);
        else
            await SuccessAsync(http, context).ConfigureAwait(false);
        context.HandleRequest();
    }

    /// <summary>Refuses: back to the client where that is possible, else on a page.</summary>
    public static Task ErrorAsync(HttpContext http, Tenant tenant, Aadsts aadsts)
    {
        var error = EntraIdError.Of(aadsts, http, tenant);
        if (Asked.In(http) is not { } asked || aadsts.StaysHere)
            return ErrorPage.WriteAsync(http, tenant, error);

        List<KeyValuePair<string, string?>> parameters = [new("error", aadsts.Error), new("error_description", error.Description)];
        if (error.Page is { } page)
            parameters.Add(new("error_uri", page));
        return SendAsync(http, tenant, asked, parameters);
    }

    private Task SuccessAsync(HttpContext http, ApplyAuthorizationResponseContext context)
    {
        var grant = Grant.In(http)!;
        List<KeyValuePair<string, string?>> parameters = [new("code", context.Response.Code)];
        if (context.Response.IdToken is { } idToken)
            parameters.Add(new("id_token", idToken));
        if (grant.Asked.WantsClientInfo)
            parameters.Add(new("client_info", grant.ClientInfo));
        parameters.Add(new("session_state", grant.SessionId.ToString()));
        return SendAsync(http, tenant, grant.Asked, parameters);
    }

    private static Task SendAsync(HttpContext http, Tenant tenant, Asked asked, List<KeyValuePair<string, string?>> parameters)
    {
        if (asked.State is { } state)
            parameters.Insert(1, new("state", state)); // given back as it came (RFC 6749 §4.1.2)

        http.Response.Headers.CacheControl = "no-store, no-cache";
        http.Response.Headers.Pragma = "no-cache";
        http.Response.Headers.Expires = "-1";
        var target = asked.RedirectUri.AbsoluteUri;
        switch (asked.Mode)
        {
            case ResponseMode.FormPost:
                return FormPostPage.WriteAsync(http, tenant, target, parameters);
            case ResponseMode.Fragment:
                http.Response.Redirect(target + QueryHelpers.AddQueryString("", parameters).Replace('?', '#'));
                return Task.CompletedTask;
            default:
                http.Response.Redirect(QueryHelpers.AddQueryString(target, parameters));
                return Task.CompletedTask;
        }
    }

    private static Aadsts Aadsts(HttpContext http, ApplyAuthorizationResponseContext context) =>
        http.Items[typeof(Aadsts)] as Aadsts
        // One of OpenIddict's own checks: rare, since ours come first and are stricter.
        ?? new Aadsts(9002313, context.Error!, $"Invalid request. Request is malformed or invalid. {context.Response.ErrorDescription}");
}
