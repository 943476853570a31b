using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.EntraId.Authorize;

/// <summary>
/// The browser's session with the sandbox: a cookie that says who is signed in. Its name is the sandbox's own, because cookies don't
/// look at ports and the app's cookies are on the same <c>localhost</c>. Its key ends with the process.
/// </summary>
internal sealed class SignInSession(Tenant tenant)
{
    private const string CookieName = "Sandbox.SignedIn";

    private readonly IDataProtector _protector = new EphemeralDataProtectionProvider().CreateProtector(CookieName);

    /// <summary>Who is signed in, and the session's id; <see langword="null"/> if nobody is.</summary>
    public (Person Person, Guid Id)? Read(HttpContext http)
    {
        try
        {
            if (http.Request.Cookies[CookieName] is not { } cookie)
                return null;
            var parts = _protector.Unprotect(cookie).Split('|');
            return tenant.People.Find(parts[0]) is { } person ? (person, Guid.Parse(parts[1])) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null; // from before a restart, or made up
        }
    }

    public Guid Start(HttpContext http, Person person)
    {
        var id = Guid.NewGuid();
        http.Response.Cookies.Append(CookieName, _protector.Protect($"{person.UserName}|{id}"), Cookie());
        return id;
    }

    public void End(HttpContext http) => http.Response.Cookies.Delete(CookieName, Cookie());

    private CookieOptions Cookie() =>
        new()
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Lax, // the browser comes here from another origin, by a link
            Secure = tenant.LoginUrl.Scheme == Uri.UriSchemeHttps,
            Path = "/",
        };
}
