using Microsoft.AspNetCore.Html;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>
/// What a provider or SharePoint says of a failure, on a page. Such words may repeat what was sent to them, secrets too; while secrets are
/// hidden they are covered here as in the messages themselves.
/// </summary>
public static class TheirWords
{
    /// <summary>Says which values the words on this request's page may repeat.</summary>
    public static void MayRepeat(this HttpContext context, IReadOnlyList<TravellingValue> values) =>
        context.Items[typeof(TheirWords)] = values;

    /// <summary>Whether some of the words are covered.</summary>
    public static bool AreCovered(HttpContext context, string text) =>
        SecretsEndpoint.HidesSecrets(context) && Piece.Cut(text, Repeated(context)).Any(piece => piece.Value is { IsSecret: true });

    /// <summary>The words, cut after so many characters.</summary>
    public static IHtmlContent In(HttpContext context, string text, int longest) =>
        WireHtml.Of(text, Repeated(context), SecretsEndpoint.HidesSecrets(context), longest);

    private static IReadOnlyList<TravellingValue> Repeated(HttpContext context) =>
        context.Items[typeof(TheirWords)] as IReadOnlyList<TravellingValue> ?? [];
}
