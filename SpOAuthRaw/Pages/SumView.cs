using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Pages;

/// <summary>A sum as a page shows it.</summary>
/// <param name="Sum">The sum.</param>
/// <param name="HidesSecrets">Whether figures are covered from which a secret could be read.</param>
/// <param name="Change">The character that was changed in it.</param>
public sealed record SumView(WorkedSum Sum, bool HidesSecrets, OneCharacter? Change = null)
{
    /// <summary>Whether a figure is covered.</summary>
    public bool Hides(Figure figure) => HidesSecrets && figure.IsSecret;

    /// <summary>One stage, by its place.</summary>
    /// <param name="words">What the stage's words are filed under.</param>
    /// <param name="index">Its place, from 0.</param>
    public StageRow Row(string words, int index) => new(this, Sum.Stages[index], $"{words}.{Sum.Stages[index].Name}", index + 1);
}

/// <summary>A stage as a page shows it.</summary>
/// <param name="View">The sum it belongs to.</param>
/// <param name="Stage">The stage.</param>
/// <param name="Words">What its words are filed under.</param>
/// <param name="Number">Its place, from 1.</param>
public sealed record StageRow(SumView View, Stage Stage, string Words, int Number);
