using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using SpOAuthRaw.Sandbox.EntraId.Pages;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>
/// Ends the browser's session here (OIDC RP-Initiated Logout §2) and sends the browser back, if the address to go to is registered.
/// GET and POST, like Entra ID; and like there the <c>id_token_hint</c> may be missing or long expired.
/// </summary>
internal sealed class LogoutEndpoint(Tenant tenant, SignInSession session)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var person = session.Read(http)?.Person;
        session.End(http);
        var target = Parameter(http, "post_logout_redirect_uri");
        if (Redirection.Registered(target) is not { } uri)
        {
            await SignedOutPage.WriteAsync(http, tenant, person, target).ConfigureAwait(false);
            return;
        }
        var state = Parameter(http, "state");
        http.Response.Headers.CacheControl = "no-store, no-cache";
        http.Response.Redirect(state is null ? uri.AbsoluteUri : QueryHelpers.AddQueryString(uri.AbsoluteUri, "state", state));
    }

    private static string? Parameter(HttpContext http, string name)
    {
        var value =
            HttpMethods.IsPost(http.Request.Method) && http.Request.HasFormContentType ? http.Request.Form[name] : http.Request.Query[name];
        return value.ToString() is { Length: > 0 } text ? text : null;
    }
}
