using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Caching.Memory;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// The runs of this process, bounded in number and size: when it is full the oldest go. They are objects, not text, because a sign-in should
/// not pay for pages that nobody opens.
/// </summary>
public sealed class RunStore : IDisposable
{
    private const int LargestTotal = 64 * 1024 * 1024; // bytes, roughly

    private readonly MemoryCache runs = new(new MemoryCacheOptions { SizeLimit = LargestTotal });

    /// <summary>Keeps a run.</summary>
    public void Put(string key, Run run) =>
        runs.Set(key, run, new MemoryCacheEntryOptions { Size = SizeOf(run), AbsoluteExpirationRelativeToNow = Run.Lifetime });

    /// <summary>Finds a run; <c>null</c> when there is none, or no longer.</summary>
    public Run? Find(string? key) => key is null ? null : runs.Get<Run>(key);

    /// <inheritdoc />
    public void Dispose() => runs.Dispose();

    private static long SizeOf(Run run) =>
        2048
        + (run.Response?.Encoded.Length ?? 0)
        + new[] { run.Token, run.Profile, run.Refresh }.Sum(exchange =>
            exchange?.Attempts.Sum(attempt => attempt.Request.Length + attempt.Response.Length) ?? 0
        );
}

/// <summary>Which run a browser is looking at: a cookie with a random key, encrypted like the others.</summary>
public sealed class CurrentRun(RunStore runs, IDataProtectionProvider protection, TimeProvider clock)
{
    private const string CookieName = "SpOAuth.Run";

    private readonly IDataProtector protector = protection.CreateProtector("SpOAuthRaw.Run.v1");

    /// <summary>The run; <c>null</c> when there is none.</summary>
    public Run? Find(HttpContext context) => runs.Find(KeyOf(context));

    /// <summary>Keeps a run as this browser's.</summary>
    public void Put(HttpContext context, Run run)
    {
        var key = RandomText.Of256Bits();
        runs.Put(key, run);
        context.Response.Cookies.Append(
            CookieName,
            protector.Protect(key),
            new CookieOptions
            {
                HttpOnly = true,
                IsEssential = true,
                SameSite = SameSiteMode.Lax,
                Secure = context.Request.IsHttps,
                Path = "/walkthrough",
                Expires = clock.GetUtcNow() + Run.Lifetime,
            }
        );
    }

    private string? KeyOf(HttpContext context)
    {
        try
        {
            return context.Request.Cookies[CookieName] is { } text ? protector.Unprotect(text) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }
}
