using System.Collections.Concurrent;
using ColorCode;
using Microsoft.AspNetCore.Html;

namespace SpOAuthRaw.Pages;

/// <summary>C# as HTML: the text as it is, with a span around each word that has a colour. The source is embedded, so each piece is made once.</summary>
public static class SourceHtml
{
    private const string Before = "<div class=\"csharp\"><pre>\n";
    private const string After = "\n</pre></div>";

    private static readonly ConcurrentDictionary<string, IHtmlContent> Made = new(StringComparer.Ordinal);

    /// <summary>The source, coloured.</summary>
    public static IHtmlContent Of(string source) =>
        Made.GetOrAdd(
            source,
            static text => new HtmlString(new HtmlClassFormatter().GetHtmlString(text, Languages.CSharp)[Before.Length..^After.Length])
        );
}
