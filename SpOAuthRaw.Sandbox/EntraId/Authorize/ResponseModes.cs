namespace SpOAuthRaw.Sandbox.EntraId.Authorize;

/// <summary>How the answer travels through the browser (OAuth 2.0 Multiple Response Type Encoding §2.1, Form Post Response Mode §2).</summary>
internal enum ResponseMode
{
    Query,
    Fragment,
    FormPost,
}

internal static class ResponseModes
{
    public static bool IsKnown(string? mode) => mode is null or "query" or "fragment" or "form_post";

    /// <summary>The mode asked for, or the response type's own: query for a code, fragment once a token comes along.</summary>
    public static ResponseMode For(string? mode, string? responseType) =>
        mode switch
        {
            "query" => ResponseMode.Query,
            "fragment" => ResponseMode.Fragment,
            "form_post" => ResponseMode.FormPost,
            _ => responseType?.Contains("token", StringComparison.Ordinal) == true ? ResponseMode.Fragment : ResponseMode.Query,
        };
}
