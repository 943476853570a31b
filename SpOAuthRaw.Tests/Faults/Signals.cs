using System.Diagnostics;
using System.Globalization;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>.NET can kill a process, and nothing milder.</summary>
public static class Signals
{
    /// <summary>Sends a signal to one process, by its id.</summary>
    public static void Signal(this Process process, string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }
}
