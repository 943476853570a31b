using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Pages;
using SpOAuthRaw.Pages.Templates;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Words;

namespace SpOAuthRaw.Hosting;

/// <summary>The pages, their words and their language.</summary>
public static class PagesSetup
{
    /// <summary>Adds the pages.</summary>
    public static void AddPages(this WebApplicationBuilder builder, bool isSandbox)
    {
        var services = builder.Services;
        services.AddRazorPages(options =>
            options.Conventions.AddFolderApplicationModelConvention(
                "/",
                page =>
                {
                    if (page.ModelType != typeof(ProblemModel)) // which stands in for any answer
                        page.Filters.Add(new KnownMethods());
                }
            )
        );
        services.AddLocalization();
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All)); // names stay readable; markup is escaped as ever
        services.AddSingleton<TemplateFactory>();
        services.AddSingleton<FileVersions>();
        services.AddSingleton<Frames>();
        services.AddSingleton<HomePage>();
        services.AddSingleton<SecurityHeaders>();
        services.AddSingleton<FrontChannel>();
        services.AddSingleton<ErrorPages>();
        services.AddSingleton<Explainer>();
        services.AddSingleton<StepViews>();
        services.AddSingleton(provider =>
            Place.Of(
                isSandbox,
                provider.GetRequiredService<IOptions<AzureAdOptions>>(),
                provider.GetRequiredService<IOptions<SharePointOptions>>()
            )
        );

        // The words follow the person; numbers and dates do not, as they also stand in messages on the wire, which have one form.
        CultureInfo[] words = [new("en"), new("fr")];
        CultureInfo[] formats = [new("en")];
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new("en");
            options.SupportedCultures = formats;
            options.SupportedUICultures = words;
            options.ApplyCurrentCultureToResponseHeaders = true;
            options.RequestCultureProviders =
            [
                new CustomRequestCultureProvider(ChosenHere),
                new AcceptLanguageHeaderRequestCultureProvider(), // else what the browser asks for (RFC 9110 §12.5.4)
            ];
        });
    }

    /// <summary>Answers for <c>/</c>, before there are routes. Every sign-in begins and ends here.</summary>
    public static void UseHome(this WebApplication app)
    {
        var home = new Lazy<HomePage>(app.Services.GetRequiredService<HomePage>);
        app.Use(
            (context, next) =>
            {
                if (context.Request.Path != "/")
                    return next(context);
                if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
                    return home.Value.ShowAsync(context, context.RequestServices.GetRequiredService<CurrentSession>());

                context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
                context.Response.Headers.Allow = "GET, HEAD";
                return Task.CompletedTask;
            }
        );
    }

    /// <summary>
    /// Refuses a body in a charset that can't be read, before anything tries to: the framework throws for one that it knows by name and has
    /// no decoder for, such as utf-7, wherever a form is looked at.
    /// </summary>
    public static void UseReadableCharsets(this WebApplication app) =>
        app.Use(
            (context, next) =>
            {
                if (IsReadable(context.Request.ContentType))
                    return next(context);
                context.Request.ContentType = null; // the page that says so is a page like any other, and would look at the form
                context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
                return Task.CompletedTask;
            }
        );

    private static bool IsReadable(string? contentType)
    {
        try
        {
            _ = MediaTypeHeaderValue.TryParse(contentType, out var type) ? type.Encoding : null;
            return true;
        }
        catch (NotSupportedException)
        {
            return false;
        }
    }

    /// <summary>Finds the language of whoever asks, except where a sign-in leaves and returns: neither says a word, and each is asked for every time.</summary>
    public static void UseLanguages(this WebApplication app)
    {
        var callback = app.Services.GetRequiredService<IOptions<AzureAdOptions>>().Value.CallbackPath;
        app.UseWhen(
            context => context.Request.Path != "/signin" && context.Request.Path != callback,
            elsewhere => elsewhere.UseRequestLocalization()
        );
    }

    private static Task<ProviderCultureResult?> ChosenHere(HttpContext context) =>
        new CookieRequestCultureProvider { CookieName = LanguageEndpoint.CookieNameOn(context.Request) }.DetermineProviderCultureResult(
            context
        );
}
