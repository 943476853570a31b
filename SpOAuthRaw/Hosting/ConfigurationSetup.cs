using Microsoft.Extensions.Configuration.Json;

namespace SpOAuthRaw.Hosting;

/// <summary>Where settings come from.</summary>
public static class ConfigurationSetup
{
    /// <summary>Adds the <c>appsettings.json</c> that lies beside the program, below everything else: secrets, environment and command line win.</summary>
    /// <remarks>The framework looks in the content root, which under <c>dotnet run</c> is the project's folder; ours lies in the repository's root.</remarks>
    public static void AddAppSettings(this WebApplicationBuilder builder)
    {
        var settings = new JsonConfigurationSource { Path = Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Optional = true };
        settings.ResolveFileProvider();
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, settings);

        // Only now: WebApplication.CreateBuilder has already read the framework's static asset manifest in Development, and nowhere else.
        builder.WebHost.UseStaticWebAssets();

        // Else an app that was built and not published has a catch-all for files, and answers 404 for 405 and the other way round.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] = "false";
    }

    /// <summary>Whether nothing of a real tenant is configured.</summary>
    public static bool IsUnconfigured(this WebApplicationBuilder builder) =>
        new[] { "AzureAd:ClientId", "AzureAd:ClientSecret", "SharePoint:SiteUrl" }.All(key =>
            string.IsNullOrEmpty(builder.Configuration[key])
        );

    /// <summary>Listens on <c>http://localhost:5555</c> where nothing else is said. In code, because an address in a settings file would beat the environment's.</summary>
    public static void AddListeningAddress(this WebApplicationBuilder builder)
    {
        var configuration = builder.Configuration;
        var said =
            new[] { "urls", "http_ports", "https_ports" }.Any(key => !string.IsNullOrEmpty(configuration[key]))
            || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
        if (!said)
            builder.WebHost.UseUrls("http://localhost:5555");

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestLineSize = 256 * 1024; // a callback that is far too long still gets a page that says so
        });
    }
}
