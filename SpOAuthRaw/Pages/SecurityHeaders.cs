using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Configuration;

namespace SpOAuthRaw.Pages;

/// <summary>What browsers are told about every page (OWASP ASVS 5.0 §3.4).</summary>
public sealed class SecurityHeaders(IOptions<AzureAdOptions> provider)
{
    // Signing out is a form whose answer redirects to the provider, and form-action speaks of redirects too.
    private readonly string policy =
        $"default-src 'self'; form-action 'self' {new Uri(provider.Value.Instance).GetLeftPart(UriPartial.Authority)}; frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

    /// <summary>Adds the headers to an answer.</summary>
    public void Add(HttpContext context)
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
    }
}
