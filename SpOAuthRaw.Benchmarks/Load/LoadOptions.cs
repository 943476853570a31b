using System.Globalization;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>What the command line of <c>load</c> says.</summary>
/// <param name="SignIns">How many people the crowd has.</param>
/// <param name="Browsers">How many browsers are at work at a time while the two systems are compared.</param>
/// <param name="Crowd">How many are while the crowd comes.</param>
/// <param name="Rounds">How often each of the two has its turn.</param>
/// <param name="Dialects">The dialects to compare in.</param>
/// <param name="HomeLoads">How often each person loads the home page once signed in.</param>
/// <param name="App">The published app; <c>null</c> to publish this one.</param>
/// <param name="Against">An earlier published app to compare with, in the peer's place and without the rest; usually <c>null</c>.</param>
public sealed record LoadOptions(
    int SignIns,
    int Browsers,
    int Crowd,
    int Rounds,
    IReadOnlyList<string> Dialects,
    int HomeLoads,
    string? App,
    string? Against
)
{
    /// <summary>Sign-ins of one turn.</summary>
    public const int Turn = 600;

    /// <summary>How many requests a stranger sends to <c>/signin</c>.</summary>
    public const int Flood = 20_000;

    /// <summary>Reads the arguments.</summary>
    public static LoadOptions Parse(string[] args)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
        var dialect = configuration["dialect"] ?? "both";
        return new LoadOptions(
            Number("sign-ins", 10_000),
            Number("browsers", 8),
            Number("crowd", 64),
            Number("rounds", 8),
            dialect is "both" ? ["v2", "v1"] : [dialect],
            Number("home-loads", 8),
            configuration["app"],
            configuration["against"]
        );

        int Number(string name, int usual) =>
            configuration[name] is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : usual;
    }
}
