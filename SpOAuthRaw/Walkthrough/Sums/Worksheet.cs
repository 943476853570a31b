namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>
/// The paper a sum is worked on. The stages stand on it beforehand, each with its rule; they are filled in from the top, and what lies behind
/// a broken one stays empty. That way a page can show how far a sum would have had to go.
/// </summary>
internal sealed class Worksheet(IReadOnlyList<Rule> rules)
{
    private readonly List<Stage> worked = [];

    /// <summary>The sum as far as it was worked.</summary>
    public WorkedSum Sum => new([.. worked, .. rules.Skip(worked.Count).Select(rule => rule.As(StageResult.Unreached, []))]);

    /// <summary>Fills in the next stage.</summary>
    public void Passes(string stage, params IReadOnlyList<Figure> figures) => worked.Add(Next(stage).As(StageResult.Passed, figures));

    /// <summary>Fills in the next stage, at which the sum ends.</summary>
    /// <param name="stage">Its name.</param>
    /// <param name="reason">The key of the sentence that says why.</param>
    /// <param name="figures">The values that show it.</param>
    public void Breaks(string stage, string reason, params IReadOnlyList<Figure> figures) =>
        worked.Add(Next(stage).As(StageResult.Failed, figures) with { Reason = reason });

    /// <summary>Fills in a stage that sets two values side by side.</summary>
    /// <returns>Whether they are the same.</returns>
    public bool Compares(string stage, Figure computed, Figure given)
    {
        if (computed.Value == given.Value)
            Passes(stage, computed, given);
        else
            Breaks(stage, stage, computed, given);
        return computed.Value == given.Value;
    }

    private Rule Next(string stage) =>
        rules[worked.Count] is { } rule && rule.Stage == stage ? rule : throw new InvalidOperationException($"{stage} is not next.");
}

/// <summary>A stage before it is worked: its name, and whose rule it follows.</summary>
internal sealed record Rule(string Stage, string Specification, Uri Source)
{
    /// <summary>A section of an RFC.</summary>
    public static Rule Rfc(string stage, int number, string section) =>
        new(stage, $"RFC {number} §{section}", new Uri($"https://www.rfc-editor.org/rfc/rfc{number}#section-{section}"));

    /// <summary>The stage once it is worked.</summary>
    public Stage As(StageResult result, IReadOnlyList<Figure> figures) => new(Stage, Specification, Source, result, figures);
}
