namespace SpOAuthRaw.Pages;

/// <summary>What browsers say about where a request comes from (Fetch Metadata §2.3).</summary>
public static class FetchMetadata
{
    /// <summary>Whether another site's page made the browser send this. A browser that says nothing is believed: other guards stand behind this one.</summary>
    public static bool ComesFromAnotherSite(this HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is not ("" or "same-origin" or "none");
}
