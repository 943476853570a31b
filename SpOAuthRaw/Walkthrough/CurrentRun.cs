using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Which run a browser is looking at: a cookie with a random key, which can be neither guessed nor forged, and nothing else.</summary>
public sealed class CurrentRun(IRunStore runs, TimeProvider clock)
{
    private const string CookieName = "SpOAuth.Run";

    /// <summary>The run; <c>null</c> when there is none.</summary>
    public async Task<Run?> FindAsync(HttpContext context) => KeyOf(context) is { } key ? await runs.FindAsync(key) : null;

    /// <summary>The run with a key as it is now; <c>null</c> when there is none.</summary>
    public Task<Run?> FindAsync(string key) => runs.FindAsync(key);

    /// <summary>Gives this browser a new run, which is still to be kept.</summary>
    /// <returns>Its key.</returns>
    public string Begin(HttpContext context)
    {
        var key = RandomText.Of256Bits();
        GiveCookie(context, key);
        return key;
    }

    /// <summary>Keeps a new run as this browser's.</summary>
    public Task BeginAsync(HttpContext context, Run run) => runs.PutAsync(Begin(context), run);

    /// <summary>Keeps what has become of a run.</summary>
    public Task KeepAsync(string key, Run run) => runs.PutAsync(key, run);

    /// <summary>Keeps what has become of a run; its hour begins anew, in the browser too.</summary>
    public Task PutAsync(HttpContext context, string key, Run run)
    {
        GiveCookie(context, key);
        return runs.PutAsync(key, run);
    }

    /// <summary>Lets the browser's hour begin anew.</summary>
    public void GiveCookie(HttpContext context, string key) =>
        context.Response.Cookies.Append(CookieName, key, Options(context, clock.GetUtcNow() + Run.Lifetime));

    /// <summary>Forgets a run.</summary>
    public Task RemoveAsync(string key) => runs.RemoveAsync(key);

    /// <summary>Forgets this browser's run.</summary>
    public async Task ForgetAsync(HttpContext context)
    {
        if (KeyOf(context) is { } key)
            await runs.RemoveAsync(key);
        context.Response.Cookies.Delete(CookieName, Options(context, null));
    }

    /// <summary>The key of this browser's run; <c>null</c> when it has none.</summary>
    public string? KeyOf(HttpContext context) => context.Request.Cookies[CookieName];

    /// <summary>Stands in the forms of the walkthrough, and proves that a post comes from one of this run's pages (OWASP ASVS 3.5.1).</summary>
    public static string FormTokenOf(string key) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"walk:{key}")));

    private static CookieOptions Options(HttpContext context, DateTimeOffset? expires) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            Path = "/walkthrough",
            Expires = expires,
        };
}
