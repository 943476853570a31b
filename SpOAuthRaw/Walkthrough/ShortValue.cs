using System.Text.RegularExpressions;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// Tells a value that somebody typed short from the same characters in the middle of everything: it is meant behind its own name. A long one
/// is no accident wherever it stands.
/// </summary>
public static partial class ShortValue
{
    private const int LongSecret = 6;
    private const int LongValue = 16; // those of this app are longer; a shorter one is somebody's, and may be any word

    /// <summary>A secret of this length is taken for one wherever it stands as a word: better a word too many is covered.</summary>
    private const int Word = 4;

    private const int LongestName = 64; // characters before a value in which its name is looked for

    /// <summary>Whether the value is meant by the characters at this position that spell it.</summary>
    public static bool IsMeant(string text, int position, int length, TravellingValue value)
    {
        if (value.Value.Length >= (value.IsSecret ? LongSecret : LongValue))
            return true;
        var end = position + length;
        if (end < text.Length && char.IsLetterOrDigit(text[end]))
            return false;
        var before = Border().Replace(text[Math.Max(0, position - LongestName)..position], "");
        return (value is { IsSecret: true, Value.Length: >= Word } && WordMayBegin().IsMatch(before)) || StandsBehind(before, value.Name);
    }

    /// <summary>As a form, an address, JSON, a header or a page writes it, and one within another.</summary>
    private static bool StandsBehind(string before, string name) =>
        Assigned().Match(before) is { Success: true } assigned && IsName(assigned.Groups["name"].Value, name)
        || (name.Equals("access_token", StringComparison.OrdinalIgnoreCase) && Authorization().IsMatch(before));

    private static bool IsName(string found, string name) => found.Equals(name, StringComparison.OrdinalIgnoreCase);

    /// <summary>A name and what stands between it and its value.</summary>
    [GeneratedRegex("""(?:%[0-9A-Fa-f]{2})?(?<name>[A-Za-z_-]+)(?:[ ]?=[ ]?|%(?:25)?3D|(?:\\)*"\s*:\s*(?:\\)*"|:[ ])$""")]
    private static partial Regex Assigned();

    [GeneratedRegex("""authorization["']?\s*[:=]\s*(?:[!#-~]+\s)?$""", RegexOptions.IgnoreCase)]
    private static partial Regex Authorization();

    /// <summary>The beginning, or behind what is no letter: an escape such as <c>%3D</c> ends in letters and is none.</summary>
    [GeneratedRegex("""(?:^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\[nrt])$""")]
    private static partial Regex WordMayBegin();

    /// <summary>What stands between two chunks (RFC 9112 §7.1).</summary>
    [GeneratedRegex(@"\n[0-9A-Fa-f]+[ \t]*(;[^\n]*)?\n")]
    private static partial Regex Border();
}
