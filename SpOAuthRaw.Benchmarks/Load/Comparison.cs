using System.Globalization;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>The two systems beside each other, as a Markdown table. Ratios are medians of the ratios of neighbouring turns.</summary>
public sealed class Comparison(string dialect, Turns app, Turns peer, TimeSpan[] appStarts, TimeSpan[] peerStarts)
{
    /// <summary>What went wrong, in both together.</summary>
    public int Faults => Errors(app) + Errors(peer);

    /// <summary>Writes the table.</summary>
    public void Write(TextWriter output)
    {
        output.WriteLine($"\n### {dialect}\n");
        output.WriteLine("| figure | app | peer | ratio | must | goal |\n|---|--:|--:|--:|--:|--:|");
        var (signIns, homes) = (dialect == "v2" ? ("≥ 1.2", "≥ 1.5") : ("≥ 1.0", "≥ 1.3"), ("≥ 1.3", "≥ 1.8"));
        Rates("sign-ins a CPU second", app.SignIns, peer.SignIns, signIns);
        Rates("signed-in home pages a CPU second", app.Homes, peer.Homes, homes);
        Rates("sign-outs a CPU second", app.SignOuts, peer.SignOuts, ("", ""));
        Latencies(50, ("", ""));
        Latencies(95, ("", ""));
        Latencies(99, ("≥ 1.0", "≥ 1.2"));
        var (appStart, peerStart) = (
            Median(appStarts.Select(start => start.TotalMilliseconds)),
            Median(peerStarts.Select(start => start.TotalMilliseconds))
        );
        Row("first 200 on /, ms", appStart, peerStart, peerStart / appStart, ("≥ 0.85", "≥ 1.0"));
        Row("cookie bytes once signed in", app.CookieBytes, peer.CookieBytes, null, ("≤ 1024", "≤ 200"));
        Row("errors", Errors(app), Errors(peer), null, ("0", "0"));

        void Rates(string name, IReadOnlyList<Spent> ours, IReadOnlyList<Spent> theirs, (string, string) wanted) =>
            Row(
                name,
                ours.Sum(turn => turn.Count) / ours.Sum(turn => turn.Cpu.TotalSeconds),
                theirs.Sum(turn => turn.Count) / theirs.Sum(turn => turn.Cpu.TotalSeconds),
                Median(ours.Zip(theirs, (our, their) => our.PerCpuSecond / their.PerCpuSecond)),
                wanted
            );

        void Latencies(int percent, (string, string) wanted)
        {
            double[] ours = [.. app.SignIns.Select(turn => Percentile(turn, percent))];
            double[] theirs = [.. peer.SignIns.Select(turn => Percentile(turn, percent))];
            Row($"callback p{percent}, ms", Median(ours), Median(theirs), Median(theirs.Zip(ours, (their, our) => their / our)), wanted);
        }

        void Row(string name, double ours, double theirs, double? ratio, (string Must, string Goal) wanted) =>
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {name} | {Number(ours)} | {Number(theirs)} | {ratio:0.00} | {wanted.Must} | {wanted.Goal} |"
                )
            );
    }

    /// <summary>The middle one.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    /// <summary>
    /// The latency that so many of a hundred stay below in one turn, in milliseconds. Of all turns together it would be that of the one turn in
    /// which the machine was busy with something else.
    /// </summary>
    public static double Percentile(Spent turn, int percent)
    {
        TimeSpan[] sorted = [.. turn.Latencies.Order()];
        return sorted[Math.Min(sorted.Length - 1, sorted.Length * percent / 100)].TotalMilliseconds;
    }

    private static int Errors(Turns turns) => turns.SignIns.Concat(turns.Homes).Concat(turns.SignOuts).Sum(turn => turn.Errors.Length);

    private static string Number(double value) => value.ToString(value >= 100 ? "0" : "0.##", CultureInfo.InvariantCulture);
}
