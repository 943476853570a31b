using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Words;
using StackExchange.Redis;

namespace SpOAuthRaw.Hosting;

/// <summary>When the store is out of reach the app says so, and is itself again when the store is.</summary>
public static partial class StoreOutage
{
    /// <summary>Turns a store's failure into 503 with a page, wherever in the pipeline it happens.</summary>
    public static void UseStoreOutagePage(this WebApplication app) =>
        app.Use(
            async (context, next) =>
            {
                try
                {
                    await next(context);
                }
                catch (Exception exception) when (IsOutage(exception) && !context.Response.HasStarted)
                {
                    LogOutage(app.Logger, exception.GetType().Name);
                    context.Response.Clear();
                    context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                    context.Response.Headers.RetryAfter = "5";
                    if (context.Features.Get<IStatusCodeReExecuteFeature>() is not null)
                        await WriteBarePageAsync(context); // the page that explains can't be made without the store either
                }
            }
        );

    /// <summary>
    /// Asks for the keys before anything opens a cookie: without them a signed-in person would pass for a stranger, and a good response
    /// for one that nobody asked for.
    /// </summary>
    public static void UseKeysBeforeCookies(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<ConnectionStringsOptions>>().Value.Redis.Length == 0)
            return;
        var protector = app.ApplicationServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("SpOAuthRaw.Keys.v1");
        app.Use(
            (context, next) =>
            {
                // The page that explains an outage is for people with cookies too.
                if (context.Request.Cookies.Count > 0 && context.Features.Get<IStatusCodeReExecuteFeature>() is null)
                    protector.Protect([]); // throws where there are none
                return next(context);
            }
        );
    }

    private static Task WriteBarePageAsync(HttpContext context)
    {
        var words = context.RequestServices.GetRequiredService<Explainer>().Explain(StatusCodes.Status503ServiceUnavailable);
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $"<!doctype html><meta charset=\"utf-8\"><title>{words.Title}</title><link rel=\"stylesheet\" href=\"/site.css\">"
                + $"<main class=\"page\" id=\"problem\" data-status=\"503\"><h1>{words.Title}</h1><p>{words.Happened}</p></main>"
        );
    }

    /// <summary>Out of reach, or full. Also where it comes wrapped, as from the keys of data protection.</summary>
    private static bool IsOutage(Exception? exception) =>
        exception is not null
        && (exception is RedisException or RedisTimeoutException or NoRoomException || IsOutage(exception.InnerException));

    [LoggerMessage(20, LogLevel.Error, "The store that keeps sign-ins can't take or give one: {Reason}")]
    private static partial void LogOutage(ILogger log, string reason);
}
