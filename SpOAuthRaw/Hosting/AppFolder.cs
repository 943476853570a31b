namespace SpOAuthRaw.Hosting;

/// <summary>Where the app's own files are.</summary>
public static class AppFolder
{
    /// <summary>Options that make a published app find its files from any working directory.</summary>
    public static WebApplicationOptions Options(string[] args) =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot"))
            ? new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory }
            : new WebApplicationOptions { Args = args };
}
