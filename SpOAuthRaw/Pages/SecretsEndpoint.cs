using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Pages;

/// <summary>The hide-secrets switch: on for a real tenant until it is turned off, off in the sandbox until it is turned on.</summary>
public static class SecretsEndpoint
{
    /// <summary>Adds the endpoint.</summary>
    public static void MapSecrets(this IEndpointRouteBuilder routes) => routes.MapPost("/secrets", SwitchAsync);

    /// <summary>Whether pages cover secret values.</summary>
    public static bool HidesSecrets(HttpContext context) =>
        context.Request.Cookies[CookieNameOn(context.Request)] switch
        {
            "hide" => true,
            "show" => false,
            _ => !context.RequestServices.GetRequiredService<Place>().IsSandbox,
        };

    private static string CookieNameOn(HttpRequest request) => request.BoundToHost("SpOAuth.Secrets");

    // No antiforgery token, for the language switch's reason: it stands on every page (see LanguageEndpoint). Only this site may use it.
    private static async Task SwitchAsync(HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (context.Request.ComesFromAnotherSite())
        {
            context.Fail(new FailedCheck("antiforgery", "OWASP ASVS 3.5.1"));
            return;
        }

        if (await context.Request.TryReadFormAsync(cancellationToken) is not { } form)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.Cookies.Append(
            CookieNameOn(context.Request),
            HidesSecrets(context) ? "show" : "hide",
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/",
                Expires = clock.GetUtcNow().AddDays(30),
            }
        );
        context.Response.Redirect(LanguageEndpoint.Local(form["returnUrl"].ToString()));
    }
}
