using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// Keeps a sign-in that is under way in the browser that began it: one encrypted cookie each, found by its state, so that two tabs don't
/// disturb each other, a restart loses nothing, and strangers who begin sign-ins fill no store of ours.
/// </summary>
public sealed class PendingAuthorizationCookies(IDataProtectionProvider protection, PublicOrigin origin, TimeProvider clock)
{
    /// <summary>A browser that leaves more sign-ins unfinished loses the oldest; all of them travel with every request.</summary>
    private const int MostAtOnce = 8;

    private const string Prefix = "SpOAuth.Pending.";

    /// <summary>Marks the second copy, for browsers that take no <c>Secure</c> cookie from <c>http://localhost</c> (Safari).</summary>
    private const string LaxSuffix = ".lax";

    private readonly IDataProtector protector = protection.CreateProtector("SpOAuthRaw.PendingAuthorization.v1");

    /// <summary>Remembers a sign-in in the browser.</summary>
    public void Add(HttpContext context, PendingAuthorization pending)
    {
        RemoveOldest(context);

        var https = origin.For(context.Request).Scheme == Uri.UriSchemeHttps;
        var name = NameFor(pending.State, https);
        var text = Base64UrlEncoder.Encode(
            protector.Protect(JsonSerializer.SerializeToUtf8Bytes(Stored.From(pending), StoredJson.Default.Stored))
        );

        if (pending.Dialect == Dialect.V2)
        {
            context.Response.Cookies.Append(name, text, Options(SameSiteMode.Lax, https));
            return;
        }

        // A form post from another site brings SameSite=None cookies alone, and browsers take those only with Secure.
        context.Response.Cookies.Append(name, text, Options(SameSiteMode.None, secure: true));
        if (!https)
            context.Response.Cookies.Append(name + LaxSuffix, text, Options(SameSiteMode.Lax, secure: false));
    }

    /// <summary>Finds the sign-in with this state; <c>null</c> when this browser has begun none.</summary>
    public PendingAuthorization? Find(HttpContext context, string? state)
    {
        if (string.IsNullOrEmpty(state))
            return null;
        var name = NameFor(state, origin.For(context.Request).Scheme == Uri.UriSchemeHttps);
        var text = context.Request.Cookies[name] ?? context.Request.Cookies[name + LaxSuffix];
        return Read(text) is { } pending && pending.State == state ? pending : null;
    }

    /// <summary>Forgets a sign-in: its state is good once.</summary>
    public void Remove(HttpContext context, PendingAuthorization pending) =>
        Delete(context, NameFor(pending.State, origin.For(context.Request).Scheme == Uri.UriSchemeHttps), pending.Dialect);

    private void RemoveOldest(HttpContext context)
    {
        var surplus = context
            .Request.Cookies.Where(cookie =>
                cookie.Key.Contains(Prefix, StringComparison.Ordinal) && !cookie.Key.EndsWith(LaxSuffix, StringComparison.Ordinal)
            )
            .Select(cookie => (Name: cookie.Key, Pending: Read(cookie.Value)))
            .OrderByDescending(cookie => cookie.Pending?.StartedAt ?? DateTimeOffset.MinValue)
            .Skip(MostAtOnce - 1)
            .ToArray();
        foreach (var (name, pending) in surplus)
            Delete(context, name, pending?.Dialect ?? Dialect.V2);
    }

    /// <summary>A cookie is taken back with the attributes with which it was given, or a browser may refuse.</summary>
    private void Delete(HttpContext context, string name, Dialect dialect)
    {
        var https = origin.For(context.Request).Scheme == Uri.UriSchemeHttps;
        context.Response.Cookies.Delete(
            name,
            dialect == Dialect.V1 ? Options(SameSiteMode.None, secure: true) : Options(SameSiteMode.Lax, https)
        );
        if (context.Request.Cookies.ContainsKey(name + LaxSuffix))
            context.Response.Cookies.Delete(name + LaxSuffix, Options(SameSiteMode.Lax, secure: false));
    }

    private PendingAuthorization? Read(string? text)
    {
        try
        {
            return text is null
                ? null
                : JsonSerializer
                    .Deserialize(protector.Unprotect(Base64UrlEncoder.DecodeBytes(text)), StoredJson.Default.Stored)
                    ?.ToPending();
        }
        catch (Exception exception) when (exception is CryptographicException or FormatException or JsonException)
        {
            return null; // not ours, or from a key ring that is gone
        }
    }

    private CookieOptions Options(SameSiteMode sameSite, bool secure) =>
        new()
        {
            HttpOnly = true,
            IsEssential = true,
            SameSite = sameSite,
            Secure = secure,
            Path = "/",
            Expires = clock.GetUtcNow() + PendingAuthorization.Lifetime,
        };

    /// <summary>The state's hash, not the state: cookie names end up in more places than values do.</summary>
    private static string NameFor(string state, bool https) =>
        $"{(https ? "__Host-" : "")}{Prefix}{Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(state)), 0, 12)}";

    internal sealed record Stored(
        Dialect Dialect,
        Uri RedirectUri,
        string State,
        string Nonce,
        string CodeVerifier,
        DateTimeOffset StartedAt
    )
    {
        public static Stored From(PendingAuthorization it) =>
            new(it.Dialect, it.RedirectUri, it.State, it.Nonce, it.CodeVerifier.Value, it.StartedAt);

        public PendingAuthorization ToPending() => new(Dialect, RedirectUri, State, Nonce, new CodeVerifier(CodeVerifier), StartedAt);
    }
}

[JsonSerializable(typeof(PendingAuthorizationCookies.Stored))]
internal sealed partial class StoredJson : JsonSerializerContext;
