using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Pages;

/// <summary>The switch for less explanation: a page that is projected while somebody talks needs the messages, large, and little else.</summary>
public static class ExplainEndpoint
{
    private const string CookieName = "SpOAuth.Explain";

    /// <summary>Adds the endpoint.</summary>
    public static void MapExplain(this IEndpointRouteBuilder app) => app.MapPost("/explain", SwitchAsync);

    /// <summary>Whether the pages of the walkthrough keep to the messages.</summary>
    public static bool ExplainsLess(HttpContext context) => context.Request.Cookies[CookieName] == "less";

    // No antiforgery token, for the language switch's reason: only this site may use it, and it changes nothing but a page's looks.
    private static async Task SwitchAsync(HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (
            context.Request.ComesFromAnotherSite()
            || await context.Request.TryReadFormAsync(cancellationToken) is not { } form
            || form["explain"].ToString() is not ("less" or "more")
        )
        {
            context.Fail(new FailedCheck("antiforgery", "OWASP ASVS 3.5.1"));
            return;
        }

        context.Response.Cookies.Append(
            CookieName,
            form["explain"].ToString(),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/walkthrough",
                Expires = clock.GetUtcNow().AddDays(30),
            }
        );
        context.Response.Redirect(LanguageEndpoint.Local(form["returnUrl"].ToString()));
    }
}
