using System.Reflection;
using System.Text.RegularExpressions;

namespace SpOAuthRaw.Walkthrough;

/// <summary>The project's own source, embedded when it is built, so that lesson and code can't drift apart.</summary>
public static class SourceExcerpt
{
    private static readonly Assembly Here = typeof(SourceExcerpt).Assembly;

    /// <summary>A whole file, by its path from the repository's root; <c>null</c> when there is none of that name.</summary>
    public static string? File(string path)
    {
        using var stream = Here.GetManifestResourceStream($"source/{path}");
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("\r\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>Every embedded file's path.</summary>
    public static IReadOnlyList<string> Files { get; } =
    [
        .. Here.GetManifestResourceNames()
            .Where(name => name.StartsWith("source/", StringComparison.Ordinal))
            .Select(name => name["source/".Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>A member with its documentation, from the first line of the one to the last of the other; <c>null</c> when it is gone.</summary>
    public static string? Of(SourcePlace place)
    {
        if (File(place.Path)?.Split('\n') is not { } lines)
            return null;

        // Formatted code declares a member at one level of indentation, and ends it on that level too.
        var declaration = new Regex($@"^    (public|private|internal|protected)\b[^=(;]*\b{Regex.Escape(place.Member)}\b\s*(\(|=|$|\{{)");
        var at = Array.FindIndex(lines, line => declaration.IsMatch(line));
        if (at < 0)
            return null;

        var first = at;
        while (first > 0 && lines[first - 1].StartsWith("    //", StringComparison.Ordinal))
            first--;
        var last = at;
        while (last + 1 < lines.Length && !BeginsNext(lines, last + 1))
            last++;
        while (lines[last].Length == 0)
            last--;
        return string.Join(
            '\n',
            lines[first..(last + 1)].Select(line => line.StartsWith("    ", StringComparison.Ordinal) ? line[4..] : line)
        );
    }

    /// <summary>Members stand apart by a blank line, and the type ends at the margin; inside a member everything is indented further.</summary>
    private static bool BeginsNext(string[] lines, int index) =>
        lines[index] == "}" || (lines[index - 1].Length == 0 && lines[index] is [' ', ' ', ' ', ' ', not ' ', ..]);
}
