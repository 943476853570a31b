using SpOAuthRaw.Protocol;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The form in which a message can be changed before it is sent: its names, and how it becomes a list of parameters again.</summary>
public static class SendForm
{
    /// <summary>Before a parameter's name.</summary>
    public const string Prefix = "p.";

    /// <summary>The field whose values name parameters to leave out, each as <see cref="Row"/> writes it.</summary>
    public const string Drop = "drop";

    /// <summary>The field whose values name parameters to send twice.</summary>
    public const string Twice = "twice";

    /// <summary>The field whose values name parameters that are covered on the page: one that comes back empty is as it was.</summary>
    public const string Kept = "kept";

    /// <summary>The fields for a parameter that is not there yet.</summary>
    public const string AddName = "add.name";

    /// <summary>Its value.</summary>
    public const string AddValue = "add.value";

    private const int Longest = 16 * 1024; // characters in all; servers and browsers take no longer addresses

    /// <summary>One row of the form.</summary>
    public static string Row(string name, int occurrence) => $"{occurrence}.{name}";

    /// <summary>The parameters of a posted form, in the order in which they stood on the page.</summary>
    /// <param name="form">The form.</param>
    /// <param name="before">What the page showed, for the values that it covered.</param>
    public static Checked<IReadOnlyList<Parameter>> Read(IFormCollection form, IReadOnlyList<Parameter> before)
    {
        string?[] dropped = [.. form[Drop]];
        string?[] doubled = [.. form[Twice]];
        string?[] kept = [.. form[Kept]];
        var parameters = new List<Parameter>();
        foreach (var (field, values) in form)
        {
            if (!field.StartsWith(Prefix, StringComparison.Ordinal))
                continue;
            var name = field[Prefix.Length..];
            string[] covered = [.. before.Where(each => each.Name == name).Select(each => each.Value)];
            for (var i = 0; i < values.Count; i++)
            {
                var row = Row(name, i);
                if (dropped.Contains(row))
                    continue;
                var value =
                    values[i] is { Length: > 0 } typed ? typed
                    : kept.Contains(row) ? covered.ElementAtOrDefault(i) ?? ""
                    : "";
                parameters.Add(new Parameter(name, value));
                if (doubled.Contains(row))
                    parameters.Add(new Parameter(name, value));
            }
        }

        var (names, added) = (form[AddName], form[AddValue]);
        for (var i = 0; i < names.Count; i++)
            if (names[i] is { Length: > 0 } name)
                parameters.Add(new Parameter(name, added.ElementAtOrDefault(i) ?? ""));

        var length = parameters.Sum(each => each.Name.Length + each.Value.Length);
        return length <= Longest
            ? parameters
            : new FailedCheck("parameters", "README.md", Expected: $"≤ {Longest}", Received: $"{length}", Reason: "too long");
    }
}
