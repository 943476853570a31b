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

        // At the last moment, because the page for an exception begins with all headers cleared.
        app.Use(
            (context, next) =>
            {
                context.Response.OnStarting(() => AddTo(context, policy));
                return next(context);
            }
        );
    }

    private static Task AddTo(HttpContext context, string policy)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer"; // the address of /auth holds a code
        if (context.Request.IsHttps)
            headers.StrictTransportSecurity = "max-age=31536000";

        // Whatever does not say otherwise is not to be kept: tokens and codes are on many pages. Style sheets say otherwise.
        if (!headers.ContainsKey(HeaderNames.ETag))
            headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
