using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// The runs of this process, bounded in number and size: when it is full the oldest go. They are objects, not text, and kept in the order in
/// which they came, because a sign-in should not pay for pages that nobody opens.
/// </summary>
public sealed class RunStore(TimeProvider clock)
{
    private const int LargestTotal = 64 * 1024 * 1024; // bytes, roughly

    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> runs = new(StringComparer.Ordinal);
    private readonly Queue<Entry> inOrder = new();
    private long total;

    /// <summary>Keeps a run.</summary>
    public void Put(string key, Run run)
    {
        var now = clock.GetUtcNow();
        var entry = new Entry(key, run, SizeOf(run), now + Run.Lifetime);
        lock (gate)
        {
            runs[key] = entry;
            inOrder.Enqueue(entry);
            total += entry.Size;
            while (inOrder.TryPeek(out var oldest) && (total > LargestTotal || oldest.Until <= now))
                ForgetOldest();
        }
    }

    /// <summary>Finds a run; <c>null</c> when there is none, or no longer.</summary>
    public Run? Find(string? key)
    {
        lock (gate)
            return key is not null && runs.TryGetValue(key, out var entry) && clock.GetUtcNow() < entry.Until ? entry.Run : null;
    }

    private void ForgetOldest()
    {
        var oldest = inOrder.Dequeue();
        total -= oldest.Size;
        if (runs.TryGetValue(oldest.Key, out var latest) && latest == oldest)
            runs.Remove(oldest.Key); // else a newer version has taken its place
    }

    private static long SizeOf(Run run) =>
        2048
        + (run.Response?.Encoded.Length ?? 0)
        + new[] { run.Token, run.Profile, run.Refresh }.Sum(exchange =>
            exchange?.Attempts.Sum(attempt => attempt.Request.Length + attempt.Response.Length) ?? 0
        );

    private sealed class Entry(string key, Run run, long size, DateTimeOffset until)
    {
        public string Key => key;

        public Run Run => run;

        public long Size => size;

        public DateTimeOffset Until => until;
    }
}

/// <summary>Which run a browser is looking at: a cookie with a random key, which can be neither guessed nor forged, and nothing else.</summary>
public sealed class CurrentRun(RunStore runs, TimeProvider clock)
{
    private const string CookieName = "SpOAuth.Run";

    /// <summary>The run; <c>null</c> when there is none.</summary>
    public Run? Find(HttpContext context) => runs.Find(context.Request.Cookies[CookieName]);

    /// <summary>Keeps a run as this browser's.</summary>
    public void Put(HttpContext context, Run run)
    {
        var key = RandomText.Of256Bits();
        runs.Put(key, run);
        context.Response.Cookies.Append(
            CookieName,
            key,
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
}
