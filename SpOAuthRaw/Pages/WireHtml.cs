using Microsoft.AspNetCore.Html;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>A message as HTML: the text as it is, with a span around each value that travels. Colours are around the text, never changes to it.</summary>
public static class WireHtml
{
    private const string Mask = "••••••••";

    /// <summary>The message; secret values are covered where that is asked for.</summary>
    /// <param name="text">The message.</param>
    /// <param name="values">The values that travel.</param>
    /// <param name="hideSecrets">Whether to cover those that are secret.</param>
    /// <param name="longest">How many characters to show. Values are found before anything is cut off, else a part of one could be left.</param>
    public static IHtmlContent Of(string text, IReadOnlyList<TravellingValue> values, bool hideSecrets, int longest = int.MaxValue)
    {
        var html = new HtmlContentBuilder();
        foreach (var piece in Piece.Cut(text, values))
        {
            if (longest <= 0)
                return html.Append("…");
            var isMasked = hideSecrets && piece.Value is { IsSecret: true };
            var shown = isMasked ? Mask : Shortened.To(piece.Text, longest);
            longest -= shown.Length;
            if (piece.Value is not { } value)
            {
                html.Append(shown);
                continue;
            }

            html.AppendHtml($"<span class=\"v v-{value.Kind}\" data-v=\"{value.Name}\"{(isMasked ? " data-masked" : "")}>");
            html.Append(shown);
            html.AppendHtml("</span>");
        }

        return html;
    }
}
