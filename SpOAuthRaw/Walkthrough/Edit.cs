using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>What somebody did to a parameter before it was sent.</summary>
public enum EditKind
{
    /// <summary>It has another value.</summary>
    Changed,

    /// <summary>It would not have been there.</summary>
    Added,

    /// <summary>It stands there more often than once.</summary>
    Doubled,

    /// <summary>It is missing.</summary>
    Dropped,
}

/// <summary>One change to a message, told apart from the message that this app would have sent.</summary>
/// <param name="Step">The step whose message it is.</param>
/// <param name="Name">The parameter.</param>
/// <param name="Kind">What was done to it.</param>
public sealed record Edit(int Step, string Name, EditKind Kind)
{
    /// <summary>The changes between two versions of a step's message. Another order is no change: parameters have none (RFC 6749 §3.1).</summary>
    public static IReadOnlyList<Edit> Between(int step, IReadOnlyList<Parameter> original, IReadOnlyList<Parameter> sent)
    {
        var (before, after) = (
            original.ToLookup(each => each.Name, each => each.Value),
            sent.ToLookup(each => each.Name, each => each.Value)
        );
        return [.. before.Select(each => each.Key).Union(after.Select(each => each.Key)).Select(Kind).OfType<Edit>()];

        Edit? Kind(string name)
        {
            var (was, @is) = (before[name].ToArray(), after[name].ToArray());
            if (was.SequenceEqual(@is))
                return null;
            var kind =
                was.Length == 0 ? EditKind.Added
                : @is.Length < was.Length ? EditKind.Dropped
                : @is.Length > was.Length ? EditKind.Doubled
                : EditKind.Changed;
            return new Edit(step, name, kind);
        }
    }
}
