namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>An exercise with values in it: those of a sign-in or of a specification's example, but for what somebody typed or had changed.</summary>
public sealed class Experiment
{
    private readonly HashSet<string> typed = [];
    private readonly Dictionary<string, string> values;
    private readonly Dictionary<string, string> unchanged;

    /// <summary>Puts the values together and works the sum.</summary>
    /// <param name="exercise">The sum.</param>
    /// <param name="real">The sign-in's values; <c>null</c> to take the specification's example.</param>
    /// <param name="entered">What somebody typed, by field. Nothing typed stands for the real value.</param>
    /// <param name="flip">The part in which to change one character; <c>null</c> for none.</param>
    public Experiment(
        Exercise exercise,
        IReadOnlyDictionary<string, string>? real,
        IReadOnlyDictionary<string, string>? entered = null,
        string? flip = null
    )
    {
        Exercise = exercise;
        IsExample = real is null;
        values = new(real ?? Examples.Of(exercise.Name));
        foreach (var field in exercise.Fields)
            // A field that holds the real value again is not typed: it stays as covered as the value is.
            if (Entered(entered, field) is { Length: > 0 } text && text != values[field.Name] && typed.Add(field.Name))
                values[field.Name] = text;
        unchanged = new(values);
        if (exercise.Parts.FirstOrDefault(part => part.Name == flip) is { } changed)
            Flip(changed);
        Sum = exercise.Work(values);
    }

    /// <summary>The sum that is played with.</summary>
    public Exercise Exercise { get; }

    /// <summary>Whether the values are a specification's and nobody's.</summary>
    public bool IsExample { get; }

    /// <summary>The character that was changed.</summary>
    public OneCharacter? Change { get; private set; }

    /// <summary>The sum, worked.</summary>
    public WorkedSum Sum { get; }

    /// <summary>What the app's own code says of these values; <c>null</c> where the sum broke over what that code is never given.</summary>
    public bool? Opinion =>
        Exercise.Name == "signature" || Sum.Stages[^1].Result != StageResult.Unreached ? Exercise.Opinion(values) : null;

    /// <summary>Whether these are not the values that it began with.</summary>
    public bool IsChanged => HasTyped || Change is not null;

    /// <summary>Whether somebody typed a value.</summary>
    public bool HasTyped => typed.Count > 0;

    /// <summary>Whether the secret in it is a real one, or a real one but for a character: what somebody typed they have seen already.</summary>
    public bool HasSecret => !IsExample && Exercise.Fields.Any(IsCovered);

    /// <summary>Whether the character that was changed is one of a secret.</summary>
    public bool ChangesSecret { get; private set; }

    /// <summary>What a form's field is filled with: the value before a character was changed, so that the next change begins from there.</summary>
    public string Prefill(Field field, bool hideSecrets) =>
        (hideSecrets && IsCovered(field)) || unchanged[field.Name].Length > Excerpt.LongestInput ? "" : unchanged[field.Name];

    /// <summary>What was typed: forms write line breaks as CRLF, and whoever copies a value often copies a blank with it.</summary>
    private static string? Entered(IReadOnlyDictionary<string, string>? entered, Field field) =>
        entered?.GetValueOrDefault(field.Name)?.ReplaceLineEndings("\n").Trim();

    private bool IsCovered(Field field) => field.IsSecret && !IsExample && !typed.Contains(field.Name);

    private void Flip(Part part)
    {
        var (start, length) = part.Where(values[part.Field]);
        if (OneCharacter.In(values[part.Field], part.Name, start, length, part.IsTelling) is var (text, change))
            (values[part.Field], Change, ChangesSecret) = (
                text,
                change,
                Exercise.Fields.Any(each => each.Name == part.Field && IsCovered(each))
            );
    }
}
