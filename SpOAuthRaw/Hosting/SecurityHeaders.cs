using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Configuration;

namespace SpOAuthRaw.Hosting;

/// <summary>What browsers are told about every page (OWASP ASVS 5.0 §3.4).</summary>
public static class SecurityHeaders
{
    /// <summary>Adds the headers to every answer, also to those that fail.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var provider = new Uri(app.Services.GetRequiredService<IOptions<AzureAdOptions>>().Value.Instance).GetLeftPart(
            UriPartial.Authority
        );

        // Signing out is a form whose answer redirects to the provider, and form-action speaks of redirects too.
        var policy = $"default-src 'self'; form-action 'self' {provider}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

        app.Use(
            (context, next) =>
            {
                // At the last moment, because a failure on the way clears the headers.
                context.Response.OnStarting(static state => Add(((string, HttpContext))state), (policy, context));
                return next(context);
            }
        );
    }

    private static Task Add((string Policy, HttpContext Context) it)
    {
        var headers = it.Context.Response.Headers;
        headers.ContentSecurityPolicy = it.Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer"; // the address of /auth holds a code
        if (it.Context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";

        // Whatever does not say otherwise is not to be kept: tokens and codes are on many pages. Style sheets say otherwise.
        if (!headers.ContainsKey(HeaderNames.ETag))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
