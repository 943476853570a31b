using System.Globalization;

/// <summary>
/// Looks into a measured process from within: .NET runs this before the process's own <c>Main</c> when <c>DOTNET_STARTUP_HOOKS</c> names this
/// assembly. It answers the line <c>heap</c> on standard input with how much is still in use after a full collection. Else it sleeps. When
/// standard input ends the caller is gone, and so is this process.
/// </summary>
internal static class StartupHook
{
    /// <summary>What begins the answer, among the lines of a log.</summary>
    public const string Mark = "#heap ";

    /// <summary>Called by the runtime, by this name.</summary>
    public static void Initialize() => new Thread(Answer) { IsBackground = true }.Start();

    private static void Answer()
    {
        while (Console.In.ReadLine() is { } line)
            if (line == "heap")
                Console.Out.WriteLine(Mark + Measure());
        Environment.Exit(0);
    }

    /// <summary>Bytes in use, and bytes of the process that lie in memory.</summary>
    private static string Measure()
    {
        for (var i = 0; i < 2; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        return string.Create(CultureInfo.InvariantCulture, $"{GC.GetTotalMemory(forceFullCollection: true)} {Environment.WorkingSet}");
    }
}
