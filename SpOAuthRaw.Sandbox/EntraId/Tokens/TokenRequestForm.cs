using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>A token request is a form post (RFC 6749 §3.2) from a server, not from a script in a browser; anything else is refused at once.</summary>
internal sealed class TokenRequestForm(Tenant tenant, RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.Value is not ("/oauth2/token" or "/oauth2/v2.0/token"))
            return next(context);
        return Check(context.Request) is { } error ? EntraIdError.WriteAsync(context, tenant, error) : next(context);
    }

    private static Aadsts? Check(HttpRequest request)
    {
        if (!HttpMethods.IsPost(request.Method))
            return Aadsts.OnlyPost(request.Method);
        if (request.Headers.Origin.Count > 0)
            return Aadsts.CrossOrigin; // only single-page applications redeem from another origin, and this one is a web application
        return request.HasFormContentType ? null : Aadsts.Missing("grant_type");
    }
}
