using System.Text.Json;
using System.Text.RegularExpressions;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Walkthrough;

/// <summary>A piece of a message: a value that travels, or the text between two.</summary>
public readonly partial record struct Piece(string Text, TravellingValue? Value)
{
    /// <summary>Cuts a text into pieces. Put together again they are the text, to the letter.</summary>
    public static IReadOnlyList<Piece> Cut(string text, IReadOnlyList<TravellingValue> values)
    {
        var needles = values
            .SelectMany(value =>
                new[] { value.Value, Uri.EscapeDataString(value.Value), JsonEncodedText.Encode(value.Value).ToString() }
                    .Distinct()
                    .Select(form => (Form: form, Value: value))
            )
            .OrderByDescending(needle => needle.Form.Length)
            .ToArray();

        var pieces = new List<Piece>();
        var (position, start) = (0, 0);
        while (position < text.Length)
        {
            var length = 0;
            var found = Array.Find(
                needles,
                needle =>
                    (length = Math.Max(LengthAt(text, position, needle.Form), Spelling.LengthAt(text, position, needle.Value.Value))) > 0
                    && ShortValue.IsMeant(text, position, length, needle.Value)
            );
            if (found.Value is null)
            {
                position++;
                continue;
            }

            if (position > start)
                pieces.Add(new Piece(text[start..position], null));
            pieces.Add(new Piece(text.Substring(position, length), found.Value));
            start = position += length;
        }

        if (start < text.Length)
            pieces.Add(new Piece(text[start..], null));
        return pieces;
    }

    /// <summary>How long a value is where it stands; 0 when it doesn't. The border of two chunks may go through it (RFC 9112 §7.1).</summary>
    private static int LengthAt(string text, int position, string value)
    {
        var at = position;
        for (var i = 0; i < value.Length; i++, at++)
        {
            if (i > 0 && at < text.Length && text[at] == '\n' && Border().Match(text, at) is { Success: true, Length: var border })
                at += border;
            if (at >= text.Length || text[at] != value[i])
                return 0;
        }

        return at - position;
    }

    [GeneratedRegex(@"\G\n[0-9A-Fa-f]{1,8}(;[^\n]*)?\n")]
    private static partial Regex Border();
}
