using System.Text;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A text without one layer of its encoding, and where each of its characters stands in the text as it came.</summary>
public sealed class Reading
{
    private readonly (int Start, int End)[]? places;

    private Reading(string text, (int Start, int End)[]? places) => (Text, this.places) = (text, places);

    /// <summary>The characters.</summary>
    public string Text { get; }

    /// <summary>A text as it came.</summary>
    public static Reading Of(string text) => new(text, null);

    /// <summary>Where a stretch of <see cref="Text"/> stands in the text as it came.</summary>
    public (int Start, int End) Place(int start, int end) =>
        start == end ? (start, end)
        : places is null ? (start, end)
        : (places[start].Start, places[end - 1].End);

    /// <summary>The text with every escape replaced by what it stands for.</summary>
    /// <param name="escape">How long the escape is that stands at this place, 0 for none, and its character; <c>null</c> where it stands for nothing.</param>
    /// <returns>The reading; <c>null</c> when there is no escape, so that it would be the same text once more.</returns>
    public Reading? Without(Func<string, int, (int Length, Rune? Stands)> escape)
    {
        var text = new StringBuilder(Text.Length);
        var read = new List<(int Start, int End)>(Text.Length);
        Span<char> units = stackalloc char[2];
        for (var at = 0; at < Text.Length; )
        {
            var (length, stands) = escape(Text, at);
            if (length == 0)
            {
                text.Append(Text[at]);
                read.Add(Place(at, at + 1));
                at++;
                continue;
            }

            if (stands is { } rune)
                foreach (var unit in units[..rune.EncodeToUtf16(units)])
                {
                    text.Append(unit);
                    read.Add(Place(at, at + length));
                }

            at += length;
        }

        return text.Length == Text.Length && text.Equals(Text.AsSpan()) ? null : new Reading(text.ToString(), [.. read]);
    }
}
