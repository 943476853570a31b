using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>
/// Codes and refresh tokens as the client sees them: short random handles, each good once. Behind a handle stand the
/// grant and OpenIddict's own (much longer) token.
/// </summary>
internal sealed class GrantLedger(TimeProvider clock)
{
    private const int Kept = 5000;
    private static readonly TimeSpan CodeLife = TimeSpan.FromMinutes(10); // RFC 6749 §4.1.2 recommends that as the most
    private static readonly TimeSpan RefreshTokenLife = TimeSpan.FromDays(90);

    private readonly ConcurrentDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> _oldestFirst = new();
    private readonly ConcurrentDictionary<Guid, byte> _deadFamilies = new();

    public enum Kind
    {
        Code,
        RefreshToken,
    }

    public string Issue(Kind kind, string token, Grant grant)
    {
        // The beginnings are Entra ID's; 48 random bytes can't be guessed (RFC 6749 §10.10).
        var handle = (kind == Kind.Code ? "1.AC" : "1.AR") + Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(48));
        _entries[handle] = new Entry(kind, token, grant, clock.GetUtcNow() + (kind == Kind.Code ? CodeLife : RefreshTokenLife));
        _oldestFirst.Enqueue(handle);
        while (_oldestFirst.Count > Kept && _oldestFirst.TryDequeue(out var oldest))
            _entries.TryRemove(oldest, out _);
        return handle;
    }

    public Entry? Find(Kind kind, string handle) => _entries.TryGetValue(handle, out var entry) && entry.Kind == kind ? entry : null;

    /// <summary>OpenIddict's token for a handle of either kind.</summary>
    public string? TokenFor(string handle) => _entries.GetValueOrDefault(handle)?.Token;

    public bool IsDead(Entry entry) => entry.Expires <= clock.GetUtcNow() || _deadFamilies.ContainsKey(entry.Grant.Family);

    /// <summary>Uses it up. Of several at once exactly one gets <see langword="true"/>; a second use ends the whole family.</summary>
    public bool TryUse(Entry entry)
    {
        if (entry.TryUse())
            return true;
        EndFamily(entry);
        return false;
    }

    public void EndFamily(Entry entry) => _deadFamilies[entry.Grant.Family] = 0;

    internal sealed class Entry(Kind kind, string token, Grant grant, DateTimeOffset expires)
    {
        private int _uses;

        public Kind Kind { get; } = kind;
        public string Token { get; } = token;
        public Grant Grant { get; } = grant;
        public DateTimeOffset Expires { get; } = expires;
        public bool IsUsed => Volatile.Read(ref _uses) > 0;

        public bool TryUse() => Interlocked.Increment(ref _uses) == 1;
    }
}
