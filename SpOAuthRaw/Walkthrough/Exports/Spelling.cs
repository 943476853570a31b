using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>
/// Reads a text in every way in which a value may be spelled in a message: raw, in a URL or form, in JSON, in HTML, in a URL within a URL, in UTF-16, and
/// each of them with the border of two chunks in its middle.
/// </summary>
public static partial class Spelling
{
    private static readonly (string Mark, Func<string, int, (int Length, Rune? Stands)> Escape)[] Schemes =
    [
        ("%", (text, at) => Percent(text, at, "%")),
        ("+", (text, at) => text[at] == '+' ? (1, new Rune(' ')) : Percent(text, at, "%")),
        ("%25", (text, at) => Percent(text, at, "%25")),
        ("+", (text, at) => text[at] == '+' ? (1, new Rune(' ')) : Percent(text, at, "%25")),
        ("%2B", (text, at) => StandsAt(text, at, "%2B") ? (3, new Rune(' ')) : Percent(text, at, "%25")),
        ("\\", Json),
        ("&", (text, at) => Html(text, at, "&")),
        ("\\u0026", (text, at) => Html(text, at, "\\u0026")),
        ("\0", (text, at) => (text[at] == '\0' ? 1 : 0, null)), // UTF-16 has one in each letter
    ];

    private static readonly Dictionary<string, char> HtmlNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["amp"] = '&',
        ["lt"] = '<',
        ["gt"] = '>',
        ["quot"] = '"',
        ["apos"] = '\'',
    };

    /// <summary>The readings of a text that differ from each other. The first is the text itself.</summary>
    public static IEnumerable<Reading> ReadingsOf(string text)
    {
        var raw = Reading.Of(text);
        Reading?[] joined = [raw, WithoutBorders(raw)];
        foreach (var whole in joined.OfType<Reading>())
        {
            yield return whole;
            foreach (var (mark, escape) in Schemes)
                if (whole.Text.Contains(mark, StringComparison.OrdinalIgnoreCase) && whole.Without(escape) is { } reading)
                    yield return reading;
        }
    }

    /// <summary>The border of two chunks may go through a value (RFC 9112 §7.1).</summary>
    private static Reading? WithoutBorders(Reading raw)
    {
        var borders = Border().Matches(raw.Text).ToDictionary(border => border.Index, border => border.Length);
        return borders.Count == 0 ? null : raw.Without((_, at) => (borders.GetValueOrDefault(at), null));
    }

    /// <summary>A character's bytes, each behind the mark (RFC 3986 §2.1).</summary>
    private static (int Length, Rune? Stands) Percent(string text, int at, string mark)
    {
        Span<byte> bytes = stackalloc byte[4];
        var end = at;
        for (var count = 0; count < bytes.Length && StandsAt(text, end, mark); )
        {
            if (Hex(text, end + mark.Length, 2) is not { } value)
                break;
            bytes[count++] = (byte)value;
            end += mark.Length + 2;
            switch (Rune.DecodeFromUtf8(bytes[..count], out var rune, out _))
            {
                case System.Buffers.OperationStatus.Done:
                    return (end - at, rune);
                case System.Buffers.OperationStatus.InvalidData:
                    return default;
            }
        }

        return default;
    }

    /// <summary>An escape of a JSON string (RFC 8259 §7).</summary>
    private static (int Length, Rune? Stands) Json(string text, int at)
    {
        if (text[at] != '\\' || at + 1 >= text.Length)
            return default;
        if (Unit(text, at) is not { } unit)
            return text[at + 1] switch
            {
                '"' or '\\' or '/' => (2, new Rune(text[at + 1])),
                'n' => (2, new Rune('\n')),
                'r' => (2, new Rune('\r')),
                't' => (2, new Rune('\t')),
                _ => default,
            };
        if (Rune.TryCreate(unit, out var rune))
            return (6, rune);
        return Unit(text, at + 6) is { } low && Rune.TryCreate(unit, low, out rune) ? (12, rune) : default;

        static char? Unit(string text, int at) => StandsAt(text, at, "\\u") && Hex(text, at + 2, 4) is { } value ? (char)value : null;
    }

    /// <summary>A character reference of HTML: by number or, where every encoder has one, by name.</summary>
    private static (int Length, Rune? Stands) Html(string text, int at, string mark)
    {
        if (!StandsAt(text, at, mark))
            return default;
        var start = at + mark.Length;
        var length = text.AsSpan(start, Math.Min(12, text.Length - start)).IndexOf(';');
        if (length < 1)
            return default;
        var name = text.Substring(start, length);
        var whole = mark.Length + length + 1;
        if (HtmlNames.TryGetValue(name, out var named))
            return (whole, new Rune(named));
        var isHex = name.StartsWith("#x", StringComparison.OrdinalIgnoreCase);
        return
            name[0] == '#'
            && int.TryParse(
                name.AsSpan(isHex ? 2 : 1),
                isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var value
            )
            && Rune.TryCreate(value, out var rune)
            ? (whole, rune)
            : default;
    }

    private static int? Hex(string text, int at, int digits) =>
        at + digits <= text.Length
        && int.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;

    private static bool StandsAt(string text, int at, string what) =>
        at < text.Length && string.Compare(text, at, what, 0, what.Length, StringComparison.OrdinalIgnoreCase) == 0;

    [GeneratedRegex(@"\n[0-9A-Fa-f]+[ \t]*(;[^\n]*)?\n")]
    private static partial Regex Border();
}
