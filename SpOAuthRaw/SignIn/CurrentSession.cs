using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// The session of the browser that a request comes from. What changes it is done to its end, also when the browser does not wait for it: a
/// refresh token that is not kept is lost, and a session that is half ended is not ended.
/// </summary>
public sealed class CurrentSession(
    IHttpContextAccessor accessor,
    ISessionStore sessions,
    ProfilePictures pictures,
    AccessTokenRenewal renewal,
    ISessionLock locks
)
{
    /// <summary>The name of the form field that holds <see cref="FormToken"/>.</summary>
    public const string FormField = "__RequestVerificationToken";

    private string? formToken;

    private HttpContext Context => accessor.HttpContext!;

    private string? Key => Context.User.FindFirstValue(SessionKeyFormat.KeyClaim);

    /// <summary>
    /// Stands in the forms of a signed-in person's pages and proves that a post comes from one: a hash of the session's key, which no other site
    /// knows, and from which the key can't be found again (OWASP ASVS 3.5.1). <c>null</c> when nobody is signed in here.
    /// </summary>
    public string? FormToken =>
        formToken ??= Key is { } key ? Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"form:{key}"))) : null;

    /// <summary>Whether a posted token is this session's.</summary>
    public bool IsFormToken(string? token) =>
        FormToken is { } expected
        && token is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(token));

    /// <summary>The session, with an access token that is not about to expire; <c>null</c> when nobody is signed in here.</summary>
    public async Task<Session?> FindAsync() =>
        Key is { } key && await sessions.FindAsync(key, Context.RequestAborted) is { } session
            ? await renewal.RenewedAsync(key, session, Context.RequestAborted)
            : null;

    /// <summary>The session as it is, however near its access token's end may be; <c>null</c> when nobody is signed in here.</summary>
    public async Task<Session?> PeekAsync() => Key is { } key ? await sessions.FindAsync(key, Context.RequestAborted) : null;

    /// <summary>Waits for whoever is using the refresh token, also where a page has begun to renew the access token.</summary>
    /// <param name="otherwise">Whose turn it is where nobody is signed in: a run that has outlived its session.</param>
    /// <returns>What ends the turn when it is disposed of; <c>null</c> when it did not come.</returns>
    public Task<IAsyncDisposable?> TakeTurnAsync(string otherwise) => locks.TakeAsync(Key ?? otherwise);

    /// <summary>The picture of the signed-in person; <c>null</c> when there is none.</summary>
    public async Task<(byte[] Bytes, string MediaType)?> FindPictureAsync() =>
        Key is { } key && await FindAsync() is { Ended: null } session
            ? await pictures.FindAsync(key, session, Context.RequestAborted)
            : null;

    /// <summary>Begins a session. The one before it, if there was one, is over: nobody inherits another's cookie.</summary>
    /// <exception cref="NoRoomException">There is no room for another.</exception>
    public async Task BeginAsync(Session session)
    {
        var former = Key;
        var key = await sessions.AddAsync(session, CancellationToken.None);
        if (former is not null)
            await ForgetAsync(former);

        await Context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, SessionKeyFormat.PrincipalOf(key));
    }

    /// <summary>Changes the session as it is now: since it was found it may have got a new access token, or have ended, and neither must be undone.</summary>
    public async Task UpdateAsync(Func<Session, Session> change)
    {
        if (Key is { } key)
            await sessions.ChangeAsync(key, latest => latest.Ended is null ? change(latest) : latest, CancellationToken.None);
    }

    /// <summary>Ends the session, on the server and in the browser.</summary>
    /// <returns>The session that was; <c>null</c> when there was none.</returns>
    public async Task<Session?> EndAsync()
    {
        Session? ended = null;
        if (Key is { } key)
        {
            ended = await sessions.FindAsync(key, CancellationToken.None);
            await ForgetAsync(key);
        }

        await Context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return ended;
    }

    private async Task ForgetAsync(string key)
    {
        await sessions.RemoveAsync(key, CancellationToken.None);
        await pictures.RemoveAsync(key, CancellationToken.None);
    }
}
