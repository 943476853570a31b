using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Walkthrough;

/// <summary>A piece of a message: a value that travels, or the text between two.</summary>
public readonly record struct Piece(string Text, TravellingValue? Value)
{
    /// <summary>Cuts a text into pieces. Put together again they are the text, to the letter. Of values that overlap each keeps what is left for it.</summary>
    public static IReadOnlyList<Piece> Cut(string text, IReadOnlyList<TravellingValue> values)
    {
        var pieces = new List<Piece>();
        var position = 0;
        foreach (var (start, end, value) in Needles.For(values).In(text, IsMeant))
        {
            if (end <= position)
                continue;
            if (start > position)
                pieces.Add(new Piece(text[position..start], null));
            pieces.Add(new Piece(text[Math.Max(start, position)..end], values[value]));
            position = end;
        }

        if (position < text.Length)
            pieces.Add(new Piece(text[position..], null));
        return pieces;

        bool IsMeant(int start, int end, int value) => ShortValue.IsMeant(text, start, end - start, values[value]);
    }
}
