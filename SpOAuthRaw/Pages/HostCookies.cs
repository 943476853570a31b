namespace SpOAuthRaw.Pages;

/// <summary>The names of cookies that are for this host alone.</summary>
public static class HostCookies
{
    /// <summary>A cookie's name for the whole site: on https with the prefix that keeps other hosts from setting it (RFC 6265bis §4.1.3.2).</summary>
    /// <remarks>Browsers want <c>Secure</c> and the path / for it, so it is not for http, nor for cookies of a part of the site.</remarks>
    public static string BoundToHost(this HttpRequest request, string name) => request.IsHttps ? $"__Host-{name}" : name;
}
