using Xunit;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Finds a browser of the Chromium family on this machine. None is downloaded.</summary>
public static class Chromium
{
    /// <summary>Why a test that needs one is skipped.</summary>
    public const string Missing = "No Chromium was found: install Chromium, Chrome or Edge, or set CHROMIUM_PATH.";

    private static readonly string[] UsualPlaces =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/usr/bin/microsoft-edge",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        .. new[]
        {
            Environment.SpecialFolder.ProgramFiles,
            Environment.SpecialFolder.ProgramFilesX86,
            Environment.SpecialFolder.LocalApplicationData,
        }
            .Select(Environment.GetFolderPath)
            .Where(folder => folder.Length > 0)
            .SelectMany(folder =>
                new[]
                {
                    System.IO.Path.Combine(folder, "Google", "Chrome", "Application", "chrome.exe"),
                    System.IO.Path.Combine(folder, "Microsoft", "Edge", "Application", "msedge.exe"),
                }
            ),
    ];

    /// <summary>Where it is; <c>null</c> when there is none.</summary>
    public static string? Path { get; } =
        Environment.GetEnvironmentVariable("CHROMIUM_PATH") is { Length: > 0 } said ? said : UsualPlaces.FirstOrDefault(File.Exists);

    /// <summary>Whether a missing browser is a failure and not an excuse.</summary>
    public static bool IsDemanded => "true".Equals(Environment.GetEnvironmentVariable("CI"), StringComparison.OrdinalIgnoreCase);
}

/// <summary>A test that needs a browser: skipped, in words, where there is none; on CI it fails instead.</summary>
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute() => Skip = Chromium.Path is null && !Chromium.IsDemanded ? Chromium.Missing : null;
}

/// <inheritdoc cref="BrowserFactAttribute" />
public sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = Chromium.Path is null && !Chromium.IsDemanded ? Chromium.Missing : null;
}
