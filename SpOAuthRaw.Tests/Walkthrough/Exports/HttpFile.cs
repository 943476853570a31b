using System.Text.RegularExpressions;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>
/// Reads a <c>.http</c> file as VS Code's REST Client and Visual Studio do, by their documentation: <c>###</c> at a line's beginning parts
/// requests, <c>@name = value</c> is a variable wherever it stands, <c>#</c> and <c>//</c> are comments, <c>&lt; path</c> reads a file.
/// </summary>
public sealed partial class HttpFile
{
    private HttpFile(IReadOnlyDictionary<string, string> variables, IReadOnlyList<HttpFileRequest> requests) =>
        (Variables, Requests) = (variables, requests);

    /// <summary>The file's own variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>The requests in order.</summary>
    public IReadOnlyList<HttpFileRequest> Requests { get; }

    /// <summary>Reads a file, with other values for its variables where they are given.</summary>
    public static HttpFile Read(string file, IReadOnlyDictionary<string, string>? values = null)
    {
        var lines = file.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n', '\r', '\u2028', '\u2029', '\u0085');
        var variables = lines
            .Select(line => Definition().Match(line))
            .Where(match => match.Success)
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        string Filled(string text) =>
            Use().Replace(text, match => (values ?? variables).TryGetValue(match.Groups[1].Value, out var value) ? value : Unknown(match));

        var requests = new List<HttpFileRequest>();
        foreach (var block in Blocks(lines.Where(line => !Definition().IsMatch(line))))
            if (Request(block, Filled) is { } request)
                requests.Add(request);
        return new HttpFile(variables, requests);
    }

    private static IEnumerable<List<string>> Blocks(IEnumerable<string> lines)
    {
        var block = new List<string>();
        foreach (var line in lines)
        {
            if (!line.StartsWith("###", StringComparison.Ordinal))
            {
                block.Add(line);
                continue;
            }

            yield return block;
            block = [];
        }

        yield return block;
    }

    private static HttpFileRequest? Request(List<string> block, Func<string, string> filled)
    {
        var name = block.Select(line => Name().Match(line)).FirstOrDefault(match => match.Success)?.Groups[1].Value;
        var lines = block.SkipWhile(line => IsComment(line) || line.Trim().Length == 0).ToArray();
        if (lines.Length == 0)
            return null;
        var head = lines.TakeWhile(line => line.Trim().Length > 0).Where(line => !IsComment(line)).Select(filled).ToArray();
        var body = lines.SkipWhile(line => line.Trim().Length > 0).Skip(1).ToArray();
        Assert.DoesNotContain(body, line => line.TrimStart().StartsWith('<') || line.TrimStart().StartsWith('>'));
        Assert.DoesNotContain(body, IsComment);
        var start = head[0].Split(' ');
        Assert.Equal(3, start.Length);
        return new HttpFileRequest(
            name ?? "",
            start[0],
            start[1],
            [.. head.Skip(1).Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0], pair[1]))],
            filled(string.Join('\n', body).Trim('\n'))
        );
    }

    private static bool IsComment(string line) =>
        line.TrimStart().StartsWith('#') || line.TrimStart().StartsWith("//", StringComparison.Ordinal);

    private static string Unknown(Match match) => throw new InvalidOperationException($"{match.Value} would be evaluated.");

    [GeneratedRegex(@"^\s*@([^\s=]+)\s*=\s*(.*?)\s*$")]
    private static partial Regex Definition();

    [GeneratedRegex(@"\{\{(.+?)\}\}")]
    private static partial Regex Use();

    [GeneratedRegex(@"^\s*(?:#|//)\s*@name\s+(\S+)")]
    private static partial Regex Name();
}

/// <summary>A request of a <c>.http</c> file.</summary>
public sealed record HttpFileRequest(
    string Name,
    string Method,
    string Url,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string Body
);
