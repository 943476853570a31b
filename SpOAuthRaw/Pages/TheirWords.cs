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

    /// <summary>The words, cut after so many characters.</summary>
    public static IHtmlContent In(HttpContext context, string text, int longest) =>
        WireHtml.Of(
            text,
            context.Items[typeof(TheirWords)] as IReadOnlyList<TravellingValue> ?? [],
            SecretsEndpoint.HidesSecrets(context),
            longest
        );
}
