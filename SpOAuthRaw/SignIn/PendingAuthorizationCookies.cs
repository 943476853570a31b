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

    private const string Plain = "SpOAuth.Pending.";

    /// <summary>Browsers take this one on https alone, and bind it to this very host (RFC 6265bis §4.1.3.2).</summary>
    private const string Bound = $"__Host-{Plain}";

    /// <summary>Marks the second copy, for browsers that take no <c>Secure</c> cookie from <c>http://localhost</c> (Safari).</summary>
    private const string LaxSuffix = ".lax";

    private readonly IDataProtector protector = protection.CreateProtector("SpOAuthRaw.PendingAuthorization.v1");

    /// <summary>Remembers a sign-in in the browser.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="pending">The sign-in.</param>
    /// <param name="walk">Where its recording is kept, when somebody walks through it step by step.</param>
    public void Add(HttpContext context, PendingAuthorization pending, WalkInProgress? walk = null)
    {
        RemoveOldest(context);

        var https = IsHttps(context);
        var name = (https ? Bound : Plain) + HashOf(pending.State);
        var text = Base64UrlEncoder.Encode(
            protector.Protect(JsonSerializer.SerializeToUtf8Bytes(Stored.From(pending, walk), StoredJson.Default.Stored))
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

    /// <summary>
    /// Finds the sign-in that a response can be the answer to: the one with its state or, where the person changed the request of a walk so
    /// that it comes back without, the last such. Whether it is the right answer is judged later, like any other.
    /// </summary>
    /// <returns>The sign-in, with its walk if it is one; <c>null</c> when this browser has begun none.</returns>
    public (PendingAuthorization Pending, WalkInProgress? Walk)? Find(HttpContext context, string? state) =>
        (ByState(context, state) ?? LastThatMayLackState(context)) is { } found
            ? (found.ToPending(origin.RedirectUri(context.Request)), found.Walk)
            : null;

    private Stored? ByState(HttpContext context, string? state)
    {
        if (string.IsNullOrEmpty(state))
            return null;
        foreach (var name in NamesFor(context, state))
            if (Read(context.Request.Cookies[name] ?? context.Request.Cookies[name + LaxSuffix]) is { } stored && stored.State == state)
                return stored;
        return null;
    }

    private Stored? LastThatMayLackState(HttpContext context) =>
        context
            .Request.Cookies.Where(cookie => IsOne(context, cookie.Key))
            .Select(cookie => Read(cookie.Value))
            .OfType<Stored>()
            .Where(stored => stored.Walk is { AnswerMayLackState: true })
            .MaxBy(stored => stored.StartedAt);

    /// <summary>Whether this browser is walking through a sign-in and was sent off to the provider.</summary>
    public bool IsWalking(HttpContext context) =>
        context.Request.Cookies.Any(cookie => IsOne(context, cookie.Key) && Read(cookie.Value) is { Walk: not null });

    /// <summary>
    /// Whether a cookie of this name is one of these. On https one without the prefix may have been planted by another host (RFC 6265bis
    /// §4.1.3.2); on http one with it was begun by https, and comes to localhost alone.
    /// </summary>
    private bool IsOne(HttpContext context, string name) =>
        name.StartsWith(Bound, StringComparison.Ordinal) || (name.StartsWith(Plain, StringComparison.Ordinal) && !IsHttps(context));

    /// <summary>Forgets a sign-in: its state is good once.</summary>
    public void Remove(HttpContext context, PendingAuthorization pending)
    {
        foreach (var name in NamesFor(context, pending.State))
            if (context.Request.Cookies.ContainsKey(name) || context.Request.Cookies.ContainsKey(name + LaxSuffix))
                Delete(context, name, pending.Dialect);
    }

    private void RemoveOldest(HttpContext context)
    {
        var surplus = context
            .Request.Cookies.Where(cookie => IsOne(context, cookie.Key) && !cookie.Key.EndsWith(LaxSuffix, StringComparison.Ordinal))
            .Select(cookie => (Name: cookie.Key, Stored: Read(cookie.Value)))
            .OrderByDescending(cookie => cookie.Stored?.StartedAt ?? DateTimeOffset.MinValue)
            .Skip(MostAtOnce - 1)
            .ToArray();
        foreach (var (name, stored) in surplus)
            Delete(context, name, stored?.Dialect ?? Dialect.V2);
    }

    /// <summary>A cookie is taken back with the attributes with which it was given, or a browser may refuse.</summary>
    private void Delete(HttpContext context, string name, Dialect dialect)
    {
        var bound = name.StartsWith(Bound, StringComparison.Ordinal);
        context.Response.Cookies.Delete(
            name,
            dialect == Dialect.V1 ? Options(SameSiteMode.None, secure: true) : Options(SameSiteMode.Lax, secure: bound)
        );
        if (context.Request.Cookies.ContainsKey(name + LaxSuffix))
            context.Response.Cookies.Delete(name + LaxSuffix, Options(SameSiteMode.Lax, secure: false));
    }

    private Stored? Read(string? text)
    {
        try
        {
            return text is null
                ? null
                : JsonSerializer.Deserialize(protector.Unprotect(Base64UrlEncoder.DecodeBytes(text)), StoredJson.Default.Stored);
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

    /// <summary>Whether the browser is on https (see <c>HostCookies</c>), or comes back by it: either way, nothing on http may take the cookie's place.</summary>
    private bool IsHttps(HttpContext context) => context.Request.IsHttps || origin.For(context.Request).Scheme == Uri.UriSchemeHttps;

    /// <summary>The names by which a sign-in's cookie may come: on http also the one that it got on https.</summary>
    private string[] NamesFor(HttpContext context, string state)
    {
        var hash = HashOf(state);
        return IsHttps(context) ? [Bound + hash] : [Plain + hash, Bound + hash];
    }

    /// <summary>The state's hash, not the state: cookie names end up in more places than values do.</summary>
    private static string HashOf(string state) => Base64UrlEncoder.Encode(SHA256.HashData(Encoding.UTF8.GetBytes(state)), 0, 12);

    /// <summary>What is in the cookie. Plain properties: JSON is read into them without a detour over a constructor.</summary>
    internal sealed class Stored
    {
        public Dialect Dialect { get; set; }
        public string RedirectUri { get; set; } = "";
        public string State { get; set; } = "";
        public string Nonce { get; set; } = "";
        public string CodeVerifier { get; set; } = "";
        public DateTimeOffset StartedAt { get; set; }
        public WalkInProgress? Walk { get; set; }

        public static Stored From(PendingAuthorization it, WalkInProgress? walk) =>
            new()
            {
                Dialect = it.Dialect,
                RedirectUri = it.RedirectUri.OriginalString,
                State = it.State,
                Nonce = it.Nonce,
                CodeVerifier = it.CodeVerifier.Value,
                StartedAt = it.StartedAt,
                Walk = walk,
            };

        /// <param name="ours">The redirect URI of today, which is nearly always the one that is meant: one object for all.</param>
        public PendingAuthorization ToPending(Uri ours) =>
            new(
                Dialect,
                ours.OriginalString == RedirectUri ? ours : new Uri(RedirectUri),
                State,
                Nonce,
                new CodeVerifier(CodeVerifier),
                StartedAt
            );
    }
}

/// <summary>A sign-in that stops at every step, and whose recording waits for the browser to come back.</summary>
/// <param name="RunKey">Where the recording is kept.</param>
/// <param name="AnswerMayLackState">
/// Whether the person changed the request so that the response can't be told by its <c>state</c>: another one was sent, or the answer was asked
/// for where no server sees it, behind the <c>#</c>.
/// </param>
public sealed record WalkInProgress(string RunKey, bool AnswerMayLackState);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PendingAuthorizationCookies.Stored))]
internal sealed partial class StoredJson : JsonSerializerContext;
