using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Pages;

/// <summary>What browsers say about where a request comes from (Fetch Metadata §2.3).</summary>
public static class FetchMetadata
{
    /// <summary>Whether another site's page made the browser send this. A browser that says nothing is believed: other guards stand behind this one.</summary>
    public static bool ComesFromAnotherSite(this HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");

    /// <summary>The form of a request; <c>null</c> when there is none that can be read: cut off, or larger than any form of ours.</summary>
    public static async Task<IFormCollection?> TryReadFormAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// The form of a request that was read before, as it came; its antiforgery token, which is good for as long as the session, is not written
    /// down (see <see cref="FrontChannel"/>). The request must have been buffered.
    /// </summary>
    public static async Task<string> FormTextAsync(this HttpRequest request)
    {
        request.Body.Position = 0;
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var pairs = (await reader.ReadToEndAsync()).Split('&');
        return string.Join(
            '&',
            pairs.Select(pair =>
                pair.StartsWith(CurrentSession.FormField + '=', StringComparison.Ordinal)
                    ? $"{CurrentSession.FormField}={Exchange.KeptBack}"
                    : pair
            )
        );
    }
}
