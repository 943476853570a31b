using System.Text;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Pages;

/// <summary>The language switch: remembers the choice in a cookie and goes back to the page that the switch stood on.</summary>
public static class LanguageEndpoint
{
    private const string Home = "/";

    private static readonly TimeSpan Remembered = TimeSpan.FromDays(365);

    /// <summary>The cookie that holds the choice. Not the framework's own name: cookies ignore ports, and other apps run on localhost too.</summary>
    public static string CookieNameOn(HttpRequest request) => request.BoundToHost("SpOAuth.Language");

    /// <summary>Adds the endpoint.</summary>
    public static void MapLanguage(this IEndpointRouteBuilder routes) => routes.MapPost("/language", ChooseAsync);

    /// <summary>Where the switch on the page that is being written leads back to.</summary>
    /// <remarks>An explained failure is not shown twice (its form or its code is spent), so the way back from it leads home.</remarks>
    public static string WayBack(HttpContext context)
    {
        var request = context.Request;
        if (context.Features.Get<IStatusCodeReExecuteFeature>() is { } failed)
            return context.Response.StatusCode == StatusCodes.Status404NotFound
                ? new PathString(failed.OriginalPath).ToUriComponent() + failed.OriginalQueryString
                : Home;
        // The walkthrough's pages can be asked for again: what was written into a message is kept, and a sum begins with its values.
        var isAskedFor = HttpMethods.IsGet(request.Method) || request.Path.StartsWithSegments("/walkthrough");
        var isPage = isAskedFor && context.Features.Get<IExceptionHandlerFeature>() is null;
        return isPage ? request.Path.ToUriComponent() + request.QueryString.ToUriComponent() : Home;
    }

    private static async Task ChooseAsync(HttpContext context, TimeProvider clock, CancellationToken cancellationToken)
    {
        // The switch stands on every page, and an antiforgery token would put a cookie on every page. Browsers say where a form comes
        // from; one that doesn't say lets a stranger change the language, and nothing else (OWASP ASVS 5.0 §3.5).
        if (context.Request.ComesFromAnotherSite())
        {
            context.Fail(new FailedCheck("antiforgery", "OWASP ASVS 3.5.1"));
            return;
        }

        if (await context.Request.TryReadFormAsync(cancellationToken) is not { } form || form["language"].ToString() is not ("en" or "fr"))
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        context.Response.Cookies.Append(
            CookieNameOn(context.Request),
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture("en", form["language"].ToString())),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/",
                Expires = clock.GetUtcNow() + Remembered,
            }
        );
        context.Response.Redirect(Local(form["returnUrl"].ToString()));
    }

    /// <summary>A path within this app, or home: a form may be anybody's, and a redirect must not lead elsewhere (RFC 9700 §4.11.1).</summary>
    public static string Local(string address) =>
        address.StartsWith('/') && RedirectHttpResult.IsLocalUrl(address) && Ascii.IsValid(address) ? address : Home;
}
