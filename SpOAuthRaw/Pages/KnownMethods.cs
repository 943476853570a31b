using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Answers 405 to a method that a page has no handler for (RFC 9110 §15.5.6). The framework would show the page all the same, without anything
/// that its handlers fill in. An authorization filter, as these come before the antiforgery check and before a form is read.
/// </summary>
public sealed class KnownMethods : IAuthorizationFilter
{
    /// <inheritdoc />
    public void OnAuthorization(AuthorizationFilterContext context)
    {
        var handled = ((CompiledPageActionDescriptor)context.ActionDescriptor).HandlerMethods.Select(handler => handler.HttpMethod);
        string[] allowed =
        [
            .. handled.Prepend(HttpMethods.Head).Prepend(HttpMethods.Get).Select(method => method.ToUpperInvariant()).Distinct(),
        ];
        if (allowed.Contains(context.HttpContext.Request.Method, StringComparer.OrdinalIgnoreCase))
            return;

        context.HttpContext.Response.Headers.Allow = string.Join(", ", allowed);
        context.Result = new StatusCodeResult(StatusCodes.Status405MethodNotAllowed);
    }
}
