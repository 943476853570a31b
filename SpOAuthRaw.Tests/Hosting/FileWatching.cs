using System.Runtime.CompilerServices;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>
/// Servers that tests start look at their files now and then, where others have the system tell them of changes: Linux gives a user 128
/// such watchers for all processes together, and a busy machine has none left.
/// </summary>
internal static class FileWatching
{
    [ModuleInitializer]
    internal static void ByPolling() => Environment.SetEnvironmentVariable("DOTNET_USE_POLLING_FILE_WATCHER", "true");
}
