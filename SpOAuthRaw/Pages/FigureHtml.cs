using Microsoft.AspNetCore.Html;
using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Pages;

/// <summary>A figure of a sum as HTML. Octets are set in groups of four by spans alone, so that copied they are one row of digits.</summary>
public static class FigureHtml
{
    private const int GroupLength = 8; // digits

    /// <summary>The figure: covered if need be, and with the character marked that was changed in it.</summary>
    public static IHtmlContent Of(Figure figure, SumView view)
    {
        if (Travels(figure, view) is not var (kind, name))
            return Plain(figure, view);
        return new HtmlContentBuilder()
            .AppendHtml($"<span class=\"v v-{kind}\" data-v=\"{name}\">")
            .AppendHtml(Plain(figure, view))
            .AppendHtml("</span>");
    }

    /// <summary>The colour and the name of a figure that is a travelling value, or a part of one; <c>null</c> for one that is worked out here alone.</summary>
    private static (string Kind, string Name)? Travels(Figure figure, SumView view) =>
        figure.Name switch
        {
            "verifier" => ("pkce", "code_verifier"),
            "challenge" or "challenge.computed" => ("pkce", "code_challenge"),
            "computed" when view.Sum["challenge.computed"] is not null => ("pkce", "code_challenge"),
            "code" => ("code", "code"),
            "access_token" => ("token", "access_token"),
            "token" or "header" or "payload" or "signature" or "input" => ("token", "id_token"),
            _ => null,
        };

    private static IHtmlContentBuilder Plain(Figure figure, SumView view)
    {
        var html = new HtmlContentBuilder();
        if (view.Hides(figure))
            return html.AppendHtml("<span data-masked>••••••••</span>");
        if (figure.IsHex)
            return Grouped(html, figure);
        return view.Change is { } change && change.Part == figure.Name && change.Index < figure.Value.Length
            ? Marked(html, figure.Value, change.Index)
            : html.Append(figure.Value);
    }

    private static HtmlContentBuilder Grouped(HtmlContentBuilder html, Figure figure)
    {
        var (start, piece) = (0, 0);
        foreach (var end in figure.Cuts.Select(cut => cut * 2).Append(figure.Value.Length))
        {
            for (; start < end; start = Math.Min(start + GroupLength, end))
                html.AppendHtml($"<span class=\"octets piece-{piece}\">")
                    .Append(figure.Value[start..Math.Min(start + GroupLength, end)])
                    .AppendHtml("</span>");
            piece++;
        }

        return html;
    }

    private static IHtmlContentBuilder Marked(HtmlContentBuilder html, string text, int index) =>
        html.Append(text[..index]).AppendHtml("<mark>").Append(text[index].ToString()).AppendHtml("</mark>").Append(text[(index + 1)..]);
}
