using System.Runtime.CompilerServices;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>
/// Finds values in a text in one pass, however many they are and whatever they have in common (A. Aho and M. Corasick, 1975): strangers choose
/// both, and a search for each from each character would be theirs to make as long as they like.
/// </summary>
public sealed class Needles
{
    private static readonly ConditionalWeakTable<IReadOnlyList<TravellingValue>, Needles> Made = [];

    private readonly IReadOnlyList<string> values;
    private readonly Dictionary<(int Node, char Next), int> steps = [];
    private readonly List<Node> nodes = [new(0, '\0', 0)];
    private readonly int[] following; // the next longest value that ends where this one does, or the same under another name; -1 for none

    /// <summary>The needles for these values. An empty one is found nowhere.</summary>
    public Needles(IReadOnlyList<string> values)
    {
        this.values = values;
        following = [.. Enumerable.Repeat(-1, values.Count)];
        for (var value = 0; value < values.Count; value++)
            Insert(value);

        // Shallow ones first: where to go on after a mismatch is known of the parent by then.
        foreach (var node in nodes.Skip(1).OrderBy(node => node.Depth))
        {
            node.Otherwise = node.Depth == 1 ? 0 : Step(nodes[node.Parent].Otherwise, node.Last);
            var contained = nodes[node.Otherwise].Longest;
            if (node.Longest < 0)
                node.Longest = contained;
            else
                following[LastOf(node.Longest)] = contained;
        }
    }

    /// <summary>The needles for a run's values: a page searches many texts for the same.</summary>
    public static Needles For(IReadOnlyList<TravellingValue> values) =>
        Made.GetValue(values, each => new Needles([.. each.Select(value => value.Value)]));

    /// <summary>
    /// Where values stand in a text, in any spelling, in order of their beginnings; of several that end together the longest that is accepted.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="accepts">Says of a stretch and the index of its value whether it counts; <c>null</c>: each does.</param>
    public IReadOnlyList<(int Start, int End, int Value)> In(string text, Func<int, int, int, bool>? accepts = null)
    {
        var found = new List<(int Start, int End, int Value)>();
        if (values.Count == 0)
            return found;
        foreach (var reading in Spelling.ReadingsOf(text))
            Search(reading, accepts, found);
        found.Sort((one, other) => one.Start != other.Start ? one.Start.CompareTo(other.Start) : other.End.CompareTo(one.End));
        return found;
    }

    private void Search(Reading reading, Func<int, int, int, bool>? accepts, List<(int Start, int End, int Value)> found)
    {
        var (node, before) = (0, found.Count);
        for (var at = 0; at < reading.Text.Length; at++)
        {
            node = Step(node, reading.Text[at]);
            for (var value = nodes[node].Longest; value >= 0; value = following[value])
            {
                var (start, end) = reading.Place(at + 1 - values[value].Length, at + 1);
                if (accepts?.Invoke(start, end, value) == false)
                    continue;

                // One that overlaps itself, as in a row of equal letters, is one stretch.
                if (found.Count > before && found[^1] is var last && last.Value == value && start < last.End)
                    found[^1] = last with { End = end };
                else
                    found.Add((start, end, value));
                break;
            }
        }
    }

    private int Step(int node, char next)
    {
        int to;
        while (!steps.TryGetValue((node, next), out to) && node != 0)
            node = nodes[node].Otherwise;
        return to;
    }

    private void Insert(int value)
    {
        var node = 0;
        foreach (var next in values[value])
        {
            if (!steps.TryGetValue((node, next), out var to))
            {
                to = nodes.Count;
                steps.Add((node, next), to);
                nodes.Add(new Node(node, next, nodes[node].Depth + 1));
            }

            node = to;
        }

        if (node == 0)
            return;
        if (nodes[node].Longest < 0)
            nodes[node].Longest = value;
        else
            following[LastOf(nodes[node].Longest)] = value;
    }

    private int LastOf(int value)
    {
        while (following[value] >= 0)
            value = following[value];
        return value;
    }

    /// <summary>What was read so far: the beginning of one value or of several.</summary>
    private sealed class Node(int parent, char last, int depth)
    {
        public int Parent => parent;

        public char Last => last;

        public int Depth => depth;

        /// <summary>The longest end of it that is the beginning of a value too.</summary>
        public int Otherwise { get; set; }

        /// <summary>The longest value that ends here; -1 for none.</summary>
        public int Longest { get; set; } = -1;
    }
}
