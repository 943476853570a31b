namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>Reads headings and fenced code as CommonMark 0.31 §4.2 and §4.5 define them: line by line, a fence ends at one at least as long.</summary>
public static class MarkdownFile
{
    /// <summary>The sections of the second level, each with its blocks of code in order.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<string> Code)> Read(string file)
    {
        var sections = new List<(string Title, IReadOnlyList<string> Code)>();
        var code = new List<string>();
        List<string>? open = null;
        var fence = 0;
        foreach (var line in file.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r'))
        {
            var ticks = line.TakeWhile(each => each == '`').Count();
            if (open is not null)
            {
                if (ticks >= fence && line.Trim().Length == ticks)
                {
                    code.Add(string.Join('\n', open));
                    open = null;
                }
                else
                    open.Add(line);
            }
            else if (ticks >= 3)
                (open, fence) = ([], ticks);
            else if (line.StartsWith("## ", StringComparison.Ordinal))
                sections.Add((line[3..], code = []));
        }

        Assert.Null(open);
        return sections;
    }
}
