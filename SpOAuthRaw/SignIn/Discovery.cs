using System.Net.Http.Headers;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>
/// Keeps the provider's metadata and keys as long as its <c>Cache-Control</c> allows (RFC 9111 §5.2.2.1), so that a sign-in asks for
/// neither. Everyone who waits waits for the same request; a bad answer never takes the place of a good one.
/// </summary>
public sealed class Discovery(MetadataClient client, IOptions<AzureAdOptions> provider, TimeProvider clock)
{
    /// <summary>At most: keys change, and a provider that forgets to say when must not be believed for a year.</summary>
    public static readonly TimeSpan LongestKept = TimeSpan.FromDays(1);

    /// <summary>At least, also where the provider says <c>no-store</c>: a sign-in reads it twice.</summary>
    public static readonly TimeSpan ShortestKept = TimeSpan.FromSeconds(30);

    /// <summary>Whoever could go on with what is known waits no longer than this for what is newer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Entry today = new(provider.Value.AuthorityFor(Dialect.V2));
    private readonly Entry asIn2016 = new(provider.Value.AuthorityFor(Dialect.V1));

    /// <summary>The provider's description and keys, from memory where they are fresh.</summary>
    public Task<Checked<Discovered>> GetAsync(Dialect dialect, CancellationToken cancellationToken)
    {
        var entry = EntryOf(dialect);
        lock (entry)
            return entry.Good is { } good && clock.GetUtcNow() < entry.FreshUntil
                ? Task.FromResult<Checked<Discovered>>(good)
                : WaitAsync(Flight(entry), entry.Good, cancellationToken);
    }

    /// <summary>The same, asked for anew however fresh what is known may be, for whoever wants to see the question. A bad answer changes nothing here either.</summary>
    /// <remarks>Anybody may want to see it. So nobody else waits for this answer, and of a flood of such wishes sixty are granted, and then one a second.</remarks>
    public Task<Checked<Discovered>> AskAnewAsync(Dialect dialect, CancellationToken cancellationToken)
    {
        var entry = EntryOf(dialect);
        lock (entry)
            return entry.Good is { } good && entry.Flight is not { IsCompleted: false } && !entry.Wishes.TryTake(clock.GetUtcNow())
                ? Task.FromResult<Checked<Discovered>>(good)
                : Flight(entry).WaitAsync(cancellationToken);
    }

    /// <summary>One request for all who wait. It must not end because the first of them went away.</summary>
    private Task<Checked<Discovered>> Flight(Entry entry) =>
        entry.Flight is { IsCompleted: false } underWay ? underWay : entry.Flight = FetchAsync(entry);

    private async Task<Checked<Discovered>> WaitAsync(
        Task<Checked<Discovered>> flight,
        Discovered? known,
        CancellationToken cancellationToken
    )
    {
        if (known is null)
            return await flight.WaitAsync(cancellationToken);
        try
        {
            return await flight.WaitAsync(Patience, clock, cancellationToken);
        }
        catch (TimeoutException)
        {
            return known; // as if the answer had been a bad one; should it be good and late, the next sign-in has it
        }
    }

    /// <summary>What is known of the provider without asking it; <c>null</c> when that is nothing.</summary>
    public Discovered? Known(Dialect dialect) => EntryOf(dialect).Good;

    /// <summary>The keys for a token. A <c>kid</c> that is not among ours may be new: the keys are fetched once more, then it is final (OIDC Core §10.1.1).</summary>
    /// <remarks>A flood of made-up <c>kid</c>s is no flood of requests: there are five for a start, and one more every minute.</remarks>
    public async Task<JsonWebKeys> KeysForAsync(IdToken token, Discovered discovered, CancellationToken cancellationToken)
    {
        var entry = EntryOf(discovered.Authority.Dialect);
        Task<JsonWebKeys> flight;
        lock (entry)
        {
            var keys = entry.Good?.Keys ?? discovered.Keys;
            if (!NamesAKeyThatMayBeNew(token, discovered.Metadata, keys))
                return keys;
            if (entry.KeyFlight is not { IsCompleted: false })
            {
                if (!entry.Refetches.TryTake(clock.GetUtcNow()))
                    return keys;
                entry.KeyFlight = RefetchKeysAsync(entry, discovered, keys);
            }

            flight = entry.KeyFlight;
        }

        return await flight.WaitAsync(cancellationToken);
    }

    /// <summary>A token that names no key, or that is refused for its algorithm whatever the keys are, is no reason to ask anybody.</summary>
    private static bool NamesAKeyThatMayBeNew(IdToken token, ProviderMetadata metadata, JsonWebKeys keys) =>
        token.HeaderText("kid") is { } kid
        && token.HeaderText("alg") is { } algorithm
        && !keys.TryFind(kid, algorithm, out _)
        && IdTokenValidation.AlgorithmsOf(metadata).Contains(algorithm);

    private async Task<JsonWebKeys> RefetchKeysAsync(Entry entry, Discovered discovered, JsonWebKeys known)
    {
        await Task.Yield(); // the lock is let go before the request goes out

        var fetched = await client.GetAsync(discovered.Metadata.JwksUri, CancellationToken.None);
        if (!fetched.Succeeded(out var answer, out _) || !JsonWebKeys.Accept(answer).Succeeded(out var fresh, out _))
            return known;
        lock (entry)
            entry.Good = (entry.Good ?? discovered) with { Keys = fresh };
        return fresh;
    }

    private async Task<Checked<Discovered>> FetchAsync(Entry entry)
    {
        await Task.Yield(); // the lock is let go before the first request goes out

        var fetch = await FetchBothAsync(entry.Authority);
        lock (entry)
        {
            if (fetch.Succeeded(out var fetched, out var failure))
            {
                (entry.Good, entry.FreshUntil) = (fetched.Discovered, clock.GetUtcNow() + fetched.Fresh);
                return fetched.Discovered;
            }

            if (entry.Good is not { } stale)
                return failure;
            var again = clock.GetUtcNow() + ShortestKept; // the old one is good; the new one may be better later
            entry.FreshUntil = again > entry.FreshUntil ? again : entry.FreshUntil;
            return stale;
        }
    }

    private async Task<Checked<(Discovered Discovered, TimeSpan Fresh)>> FetchBothAsync(Authority authority)
    {
        var document = await client.GetAsync(authority.ConfigurationEndpoint, CancellationToken.None);
        if (
            !document.Succeeded(out var answer, out var failure)
            || !ProviderMetadata.Accept(answer, authority).Succeeded(out var metadata, out failure)
        )
            return failure;

        var set = await client.GetAsync(metadata.JwksUri, CancellationToken.None);
        if (!set.Succeeded(out var keysAnswer, out failure) || !JsonWebKeys.Accept(keysAnswer).Succeeded(out var keys, out failure))
            return failure;

        var fresh = TimeSpan.FromTicks(
            Math.Min(Freshness(answer.Headers.CacheControl).Ticks, Freshness(keysAnswer.Headers.CacheControl).Ticks)
        );
        return (new Discovered(authority, metadata, keys), fresh);
    }

    private static TimeSpan Freshness(CacheControlHeaderValue? cacheControl)
    {
        if (cacheControl is { NoStore: true } or { NoCache: true })
            return ShortestKept;
        var allowed = cacheControl?.MaxAge ?? LongestKept;
        return allowed < ShortestKept ? ShortestKept
            : allowed > LongestKept ? LongestKept
            : allowed;
    }

    private Entry EntryOf(Dialect dialect) => dialect == Dialect.V2 ? today : asIn2016;

    /// <summary>What is known of one dialect's endpoints. It locks itself.</summary>
    private sealed class Entry(Authority authority)
    {
        public Authority Authority => authority;

        public Discovered? Good { get; set; }

        public DateTimeOffset FreshUntil { get; set; }

        public Task<Checked<Discovered>>? Flight { get; set; }

        public Task<JsonWebKeys>? KeyFlight { get; set; }

        public Allowance Refetches { get; } = new(5, TimeSpan.FromMinutes(1));

        public Allowance Wishes { get; } = new(60, TimeSpan.FromSeconds(1));
    }
}
