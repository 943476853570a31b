namespace SpOAuthRaw.Sandbox.EntraId.Authorize;

/// <summary>
/// The registered redirect URIs: every path on <c>http://localhost</c>, whatever the port, as Entra ID ignores it there.
/// <c>127.0.0.1</c> is another host and not registered, which is the mistake that this shows best.
/// </summary>
internal static class Redirection
{
    /// <summary>The URI, or <see langword="null"/> if it is not registered.</summary>
    public static Uri? Registered(string? uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
        && parsed is { Scheme: "http", Host: "localhost", UserInfo: "", Fragment: "" }
        && uri.Length <= 255
            ? parsed
            : null;
}
