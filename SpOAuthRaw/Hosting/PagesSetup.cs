using System.Globalization;
using System.Text.Unicode;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Pages;
using SpOAuthRaw.Pages.Templates;
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
        services.AddRazorPages();
        services.AddLocalization();
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new(UnicodeRanges.All)); // names stay readable; markup is escaped as ever
        services.AddSingleton<TemplateFactory>();
        services.AddSingleton<FileVersions>();
        services.AddSingleton<Frames>();
        services.AddSingleton<HomeEndpoint>();
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
                new CookieRequestCultureProvider { CookieName = LanguageEndpoint.CookieName }, // what was chosen here
                new AcceptLanguageHeaderRequestCultureProvider(), // else what the browser asks for (RFC 9110 §12.5.4)
            ];
        });
    }

    /// <summary>
    /// Adds the pages that are MVC's. MVC takes longer to get ready than all else here together, so it does so when the first of them is asked
    /// for; requests that find their endpoint without it never wait for it.
    /// </summary>
    public static void UsePages(this WebApplication app)
    {
        var pages = new Lazy<RequestDelegate>(() =>
        {
            var later = new ApplicationBuilder(app.Services); // with routes of its own: those of the app are fixed by its first request
            later.UseRouting();
            later.UseEndpoints(routes => routes.MapRazorPages());
            return later.Build();
        });
        app.Use((context, next) => context.GetEndpoint() is null ? pages.Value(context) : next(context));
    }
}
