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
    public Task BeginAsync(HttpContext context, Run run) => runs.AddAsync(Begin(context), run);

    /// <summary>Keeps a new run under a key that a browser has already.</summary>
    public Task AddAsync(string key, Run run) => runs.AddAsync(key, run);

    /// <summary>Changes a run as it is now (see <see cref="IRunStore.ChangeAsync"/>).</summary>
    public Task<Run?> ChangeAsync(string key, Func<Run, Run> change) => runs.ChangeAsync(key, change);

    /// <summary>Changes a run as it is now; its hour begins anew, in the browser too. One that is gone does not come back to either.</summary>
    public async Task<Run?> ChangeAsync(HttpContext context, string key, Func<Run, Run> change)
    {
        var changed = await runs.ChangeAsync(key, change);
        if (changed is not null)
            GiveCookie(context, key);
        return changed;
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
