using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Pages;

/// <summary>
/// The way back for browsers that keep the cookie of a form post to themselves: the provider's post came from another site, so the form is
/// posted once more from our own page, and a <c>SameSite=Lax</c> cookie comes along.
/// </summary>
/// <param name="Response">What is to be posted again.</param>
public sealed record RepostOffer(AuthorizationResponse Response)
{
    /// <summary>Stands in the address of the second post, so that there is no third.</summary>
    public const string Marker = "again";

    /// <summary>Whether a post without its cookie is worth a second try: once, and only for something that looks like an answer to us.</summary>
    public static bool IsDue(HttpContext context, AuthorizationResponse response) =>
        response.Mode == ResponseMode.FormPost
        && !context.Request.Query.ContainsKey(Marker)
        && response.State is { Length: 43 }
        && response.Repeated is null
        && context.Request.Headers["Sec-Fetch-Site"] != "same-origin";
}
