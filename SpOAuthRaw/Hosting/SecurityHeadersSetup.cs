using SpOAuthRaw.Pages;

namespace SpOAuthRaw.Hosting;

/// <summary>Where the headers are added.</summary>
public static class SecurityHeadersSetup
{
    /// <summary>Adds the headers to every answer, also to those that fail.</summary>
    public static void UseSecurityHeaders(this WebApplication app)
    {
        var security = app.Services.GetRequiredService<SecurityHeaders>();
        app.Use(
            (context, next) =>
            {
                // At the last moment, because a failure on the way clears the headers.
                context.Response.OnStarting(static state => Add(((SecurityHeaders, HttpContext))state), (security, context));
                return next(context);
            }
        );
    }

    private static Task Add((SecurityHeaders Security, HttpContext Context) it)
    {
        it.Security.Add(it.Context);
        return Task.CompletedTask;
    }
}
