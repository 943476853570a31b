using System.Globalization;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.WebEncoders;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Pages;
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
        services.AddSingleton<Explainer>();
        services.AddSingleton(provider =>
            Place.Of(
                isSandbox,
                provider.GetRequiredService<IOptions<AzureAdOptions>>(),
                provider.GetRequiredService<IOptions<SharePointOptions>>()
            )
        );

        CultureInfo[] languages = [new("en")];
        services.Configure<RequestLocalizationOptions>(options =>
        {
            options.DefaultRequestCulture = new("en");
            options.SupportedCultures = languages;
            options.SupportedUICultures = languages;
            options.ApplyCurrentCultureToResponseHeaders = true;
        });
    }
}
