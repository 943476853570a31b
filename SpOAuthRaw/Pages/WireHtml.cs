using Microsoft.AspNetCore.Html;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>A message as HTML: the text as it is, with a span around each value that travels. Colours are around the text, never changes to it.</summary>
public static class WireHtml
{
    /// <summary>The message; secret values are covered where that is asked for.</summary>
    public static IHtmlContent Of(string text, IReadOnlyList<TravellingValue> values, bool hideSecrets)
    {
        var html = new HtmlContentBuilder();
        foreach (var piece in Piece.Cut(text, values))
        {
            if (piece.Value is not { } value)
            {
                html.Append(piece.Text);
                continue;
            }

            var isMasked = hideSecrets && value.IsSecret;
            html.AppendHtml($"<span class=\"v v-{value.Kind}\" data-v=\"{value.Name}\"{(isMasked ? " data-masked" : "")}>");
            html.Append(isMasked ? "••••••••" : piece.Text);
            html.AppendHtml("</span>");
        }

        return html;
    }
}
