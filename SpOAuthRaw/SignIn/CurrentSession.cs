using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;

namespace SpOAuthRaw.SignIn;

/// <summary>The session of the browser that a request comes from.</summary>
public sealed class CurrentSession(
    IHttpContextAccessor accessor,
    SessionStore sessions,
    ProfilePictures pictures,
    AccessTokenRenewal renewal,
    TimeProvider clock
)
{
    private const string KeyClaim = "sid";

    private HttpContext Context => accessor.HttpContext!;

    private string? Key => Context.User.FindFirstValue(KeyClaim);

    /// <summary>The session, with an access token that is not about to expire; <c>null</c> when nobody is signed in here.</summary>
    public async Task<Session?> FindAsync() =>
        Key is { } key && await sessions.FindAsync(key, Context.RequestAborted) is { } session
            ? await renewal.RenewedAsync(key, session, Context.RequestAborted)
            : null;

    /// <summary>The picture of the signed-in person; <c>null</c> when there is none.</summary>
    public async Task<(byte[] Bytes, string MediaType)?> FindPictureAsync() =>
        Key is { } key && await FindAsync() is { Ended: null } session
            ? await pictures.FindAsync(key, session, Context.RequestAborted)
            : null;

    /// <summary>Begins a session. The one before it, if there was one, is over: nobody inherits another's cookie.</summary>
    public async Task BeginAsync(Session session)
    {
        var former = Key;
        var key = await sessions.AddAsync(session, Context.RequestAborted);
        if (former is not null)
            await ForgetAsync(former);

        var identity = new ClaimsIdentity([new Claim(KeyClaim, key)], CookieAuthenticationDefaults.AuthenticationScheme);
        var properties = new AuthenticationProperties
        {
            IssuedUtc = clock.GetUtcNow(),
            ExpiresUtc = session.ExpiresAt,
            IsPersistent = false,
        };
        await Context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(identity), properties);
    }

    /// <summary>Changes the session as it is now: since it was found it may have got a new access token, or have ended, and neither must be undone.</summary>
    public async Task UpdateAsync(Func<Session, Session> change)
    {
        if (Key is { } key && await sessions.FindAsync(key, Context.RequestAborted) is { Ended: null } session)
            await sessions.PutAsync(key, change(session), Context.RequestAborted);
    }

    /// <summary>Ends the session, on the server and in the browser.</summary>
    /// <returns>The session that was; <c>null</c> when there was none.</returns>
    public async Task<Session?> EndAsync()
    {
        Session? ended = null;
        if (Key is { } key)
        {
            ended = await sessions.FindAsync(key, Context.RequestAborted);
            await ForgetAsync(key);
        }

        await Context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return ended;
    }

    private async Task ForgetAsync(string key)
    {
        await sessions.RemoveAsync(key, Context.RequestAborted);
        await pictures.RemoveAsync(key, Context.RequestAborted);
    }
}
