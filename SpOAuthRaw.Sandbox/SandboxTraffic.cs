using System.Collections.Concurrent;

namespace SpOAuthRaw.Sandbox;

/// <summary>
/// How many requests each endpoint has seen, so that a test can say "and nothing more was sent". The names are the
/// paths without the tenant: <c>oauth2/v2.0/token</c>, <c>discovery/v2.0/keys</c>, <c>_api/sp.userprofiles.peoplemanager/getmyproperties</c>.
/// </summary>
public sealed class SandboxTraffic
{
    // Anyone may ask for any path; only so many names are worth remembering.
    private const int Names = 200;

    private readonly ConcurrentDictionary<string, int> _counts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Requests seen at this endpoint so far.</summary>
    public int this[string endpoint] => _counts.GetValueOrDefault(endpoint);

    /// <summary>Requests seen at all endpoints so far.</summary>
    public int Total => _counts.Values.Sum();

    internal void Count(string endpoint)
    {
        if (_counts.Count < Names || _counts.ContainsKey(endpoint))
            _counts.AddOrUpdate(endpoint, 1, static (_, count) => count + 1);
    }
}
