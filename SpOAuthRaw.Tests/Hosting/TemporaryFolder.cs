namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("SpOAuthRaw-");

    /// <summary>Where it is.</summary>
    public string Path => folder.FullName;

    /// <inheritdoc />
    public void Dispose() => folder.Delete(recursive: true);
}
