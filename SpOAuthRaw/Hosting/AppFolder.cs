namespace SpOAuthRaw.Hosting;

/// <summary>Where the app's own files are.</summary>
public static class AppFolder
{
    /// <summary>
    /// Options that make a published app find its files from any working directory. Settings are read once, at the start, so no settings
    /// file is watched: watchers are a scarce thing on a machine that runs many programs.
    /// </summary>
    public static WebApplicationOptions Options(string[] args)
    {
        string[] unwatched = [.. args, "--hostBuilder:reloadConfigOnChange=false"];
        return Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))
            ? new WebApplicationOptions { Args = unwatched, ContentRootPath = AppContext.BaseDirectory }
            : new WebApplicationOptions { Args = unwatched };
    }
}
