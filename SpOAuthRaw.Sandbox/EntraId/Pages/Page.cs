using System.Text;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>The frame of every page: who speaks here, and that it is make-believe.</summary>
internal static class Page
{
    // No form-action: browsers apply it to the redirect after a form, too, and that leads to whichever client asked.
    private const string ContentSecurityPolicy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static async Task WriteAsync(
        HttpContext http,
        Tenant tenant,
        Texts texts,
        string title,
        Html body,
        int status = 200,
        Html head = default
    )
    {
        var page = Html.Of(
            $"""
            <!doctype html>
            <html lang="{texts.Language}">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>{title} · {texts["Brand"]}</title>
              <link rel="icon" href="{tenant.Login}/favicon.svg">
              <link rel="stylesheet" href="{tenant.Login}/sandbox.css">{head}
            </head>
            <body>
              <p class="notice" role="note"><strong>{texts["Sandbox"]}</strong> {texts["Notice"]}</p>
              <main class="card">
                <p class="brand"><span class="mark" aria-hidden="true"></span>{texts["Brand"]}</p>
            {body}
              </main>
              <footer>{SandboxRegistration.Domain} · {tenant.Login}</footer>
            </body>
            </html>
            """
        );
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        http.Response.Headers.CacheControl = "no-store, no-cache";
        http.Response.Headers.Vary = "Accept-Language, Cookie";
        await http.Response.WriteAsync(page.Text, Encoding.UTF8, http.RequestAborted).ConfigureAwait(false);
    }

    /// <summary>The parameters of a request or answer, as fields that travel along unseen.</summary>
    public static Html Hidden(IEnumerable<KeyValuePair<string, string>> parameters) =>
        Html.Join(parameters.Select(p => Html.Of($"""<input type="hidden" name="{p.Key}" value="{p.Value}">""")));

    /// <summary>Where the authorization endpoint's own forms post to.</summary>
    public static string AuthorizeUrl(HttpContext http, Tenant tenant) => $"{tenant.Login}{http.Request.PathBase}{http.Request.Path}";
}
