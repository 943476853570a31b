namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>A sum with every value on the way, up to the stage that broke it. It holds when none did.</summary>
/// <param name="Stages">All stages in the order in which they are worked.</param>
public sealed record WorkedSum(IReadOnlyList<Stage> Stages)
{
    /// <summary>Whether every stage passed.</summary>
    public bool Holds => Broken is null;

    /// <summary>The stage that broke; <c>null</c> when none did.</summary>
    public Stage? Broken => Stages.FirstOrDefault(stage => stage.Result == StageResult.Failed);

    /// <summary>The value of a figure, whichever stage it stands in; <c>null</c> when the sum did not get that far.</summary>
    public string? this[string figure] => Stages.SelectMany(stage => stage.Figures).FirstOrDefault(each => each.Name == figure)?.Value;
}

/// <summary>One stage of a sum: one thing that is looked up, computed or compared.</summary>
/// <param name="Name">Its handle on the page; its words are filed under it.</param>
/// <param name="Specification">Who says that it is done so.</param>
/// <param name="Source">The very section.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Figures">The values it had or made.</param>
/// <param name="Reason">What broke it, as the key of a sentence; <c>null</c> when nothing did.</param>
public sealed record Stage(
    string Name,
    string Specification,
    Uri Source,
    StageResult Result,
    IReadOnlyList<Figure> Figures,
    string? Reason = null
);

/// <summary>How a stage ended.</summary>
public enum StageResult
{
    /// <summary>It could be done, or both sides were the same.</summary>
    Passed,

    /// <summary>It could not, or they were not: the sum ends here.</summary>
    Failed,

    /// <summary>The sum broke before.</summary>
    Unreached,
}

/// <summary>A value in a sum.</summary>
/// <param name="Name">What it is called; its label is filed under it.</param>
/// <param name="Value">The value: text, or octets as hexadecimal digits.</param>
/// <param name="IsHex">Whether it is octets.</param>
/// <param name="IsSecret">Whether the secret that went into the sum could be read from it.</param>
public sealed record Figure(string Name, string Value, bool IsHex = false, bool IsSecret = false)
{
    /// <summary>Octets, as lower-case hexadecimal digits.</summary>
    public static Figure Hex(string name, ReadOnlySpan<byte> octets) => new(name, Convert.ToHexStringLower(octets), IsHex: true);

    /// <summary>Where octets are set apart, in octets from the beginning, for figures that are made of pieces.</summary>
    public IReadOnlyList<int> Cuts { get; init; } = [];

    /// <summary>The same, as one that must not be seen while secrets are hidden.</summary>
    public Figure Secret() => this with { IsSecret = true };

    /// <summary>Without the value.</summary>
    public override string ToString() => Name;
}
