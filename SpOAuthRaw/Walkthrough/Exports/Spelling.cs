using System.Globalization;
using System.Text;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>Recognizes a value in every spelling in which it may stand in a message: raw, in a URL or form, in JSON, in HTML, in a URL within a URL.</summary>
public static class Spelling
{
    private enum Scheme
    {
        Raw,
        Percent,
        PercentTwice,
        Json,
        Html,
        HtmlInJson,
    }

    private static readonly Scheme[] Schemes = Enum.GetValues<Scheme>();

    /// <summary>How many characters of the text spell the value from this position on; 0 when they don't.</summary>
    public static int LengthAt(string text, int position, string value)
    {
        // Letters and digits are spelled in one way; of the others, every spelling but the character itself begins with one of these.
        if (text[position] != value[0] && (char.IsAsciiLetterOrDigit(value[0]) || text[position] is not ('%' or '+' or '\\' or '&')))
            return 0;
        foreach (var scheme in Schemes)
            if (Match(text, position, value, scheme) is var length and > 0)
                return length;
        return 0;
    }

    private static int Match(string text, int position, string value, Scheme scheme)
    {
        var at = position;
        foreach (var rune in value.EnumerateRunes())
        {
            var literal = rune.ToString();
            if (MayStandAlone(scheme, rune) && string.CompareOrdinal(text, at, literal, 0, literal.Length) == 0)
            {
                at += literal.Length;
                continue;
            }

            if (scheme == Scheme.Raw || char.IsAsciiLetterOrDigit(literal[0]))
                return 0;
            var spelled = Spellings(scheme, rune)
                .FirstOrDefault(each => string.Compare(text, at, each, 0, each.Length, StringComparison.OrdinalIgnoreCase) == 0);
            if (spelled is null)
                return 0;
            at += spelled.Length;
        }

        return at - position;
    }

    /// <summary>Whether a character can stand for itself; those that begin an escape can't, and so no text can be read in two ways.</summary>
    private static bool MayStandAlone(Scheme scheme, Rune rune) =>
        scheme switch
        {
            Scheme.Percent or Scheme.PercentTwice => rune.Value != '%',
            Scheme.Json or Scheme.HtmlInJson => rune.Value != '\\',
            Scheme.Html => rune.Value != '&',
            _ => true,
        };

    private static IEnumerable<string> Spellings(Scheme scheme, Rune rune)
    {
        var bytes = Encoding.UTF8.GetBytes(rune.ToString());
        return scheme switch
        {
            Scheme.Percent => [string.Concat(bytes.Select(each => $"%{each:X2}")), .. rune.Value == ' ' ? new[] { "+" } : []],
            Scheme.PercentTwice => [string.Concat(bytes.Select(each => $"%25{each:X2}")), .. rune.Value == ' ' ? new[] { "%2B", "+" } : []],
            Scheme.Json => [string.Concat(rune.ToString().Select(each => $"\\u{(int)each:X4}")), .. JsonShort(rune)],
            Scheme.HtmlInJson => Spellings(Scheme.Html, rune).Select(each => $"\\u0026{each[1..]}"),
            _ =>
            [
                string.Create(CultureInfo.InvariantCulture, $"&#{rune.Value};"),
                $"&#x{rune.Value:X};",
                $"&#x0{rune.Value:X};",
                .. HtmlName(rune),
            ],
        };
    }

    private static string[] JsonShort(Rune rune) =>
        rune.Value switch
        {
            '"' or '\\' or '/' => [$"\\{rune}"],
            '\n' => ["\\n"],
            '\r' => ["\\r"],
            '\t' => ["\\t"],
            _ => [],
        };

    private static string[] HtmlName(Rune rune) =>
        rune.Value switch
        {
            '&' => ["&amp;"],
            '<' => ["&lt;"],
            '>' => ["&gt;"],
            '"' => ["&quot;"],
            '\'' => ["&apos;"],
            _ => [],
        };
}
