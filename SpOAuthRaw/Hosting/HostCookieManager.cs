using Microsoft.AspNetCore.Authentication.Cookies;
using SpOAuthRaw.Pages;

namespace SpOAuthRaw.Hosting;

/// <summary>
/// Gives the framework's cookies their name request by request: on https with the prefix that binds them to this very host (see
/// <see cref="HostCookies"/>), whether the app itself speaks https or a proxy does so for it.
/// </summary>
public sealed class HostCookieManager : ICookieManager
{
    private readonly ChunkingCookieManager inner = new();

    /// <inheritdoc />
    public string? GetRequestCookie(HttpContext context, string key) => inner.GetRequestCookie(context, context.Request.BoundToHost(key));

    /// <inheritdoc />
    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        inner.AppendResponseCookie(context, context.Request.BoundToHost(key), value, options);

    /// <inheritdoc />
    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        inner.DeleteCookie(context, context.Request.BoundToHost(key), options);
}
