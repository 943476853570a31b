using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>
/// Markup. <see cref="Of"/> encodes every value put into it, except what is markup already: so a value can't become markup by
/// being forgotten.
/// </summary>
internal readonly record struct Html(string Text)
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static Html Empty { get; } = new("");

    public static Html Of(FormattableString markup) =>
        new(string.Format(null, markup.Format, [.. markup.GetArguments().Select(argument => (object)Encode(argument))]));

    public static Html Join(IEnumerable<Html> parts) => new(string.Concat(parts.Select(part => part.Text)));

    public override string ToString() => Text;

    private static string Encode(object? value) =>
        value switch
        {
            Html html => html.Text,
            null => "",
            _ => Encoder.Encode(value.ToString() ?? ""),
        };
}
