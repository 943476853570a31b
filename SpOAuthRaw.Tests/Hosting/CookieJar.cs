using Microsoft.Net.Http.Headers;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A browser's cookies, by the rules that matter here (RFC 6265bis §5.8.3): host, not port; SameSite; Secure, also on localhost.</summary>
public sealed class CookieJar
{
    private readonly Dictionary<(string Host, string Name), SetCookieHeaderValue> cookies = [];

    /// <summary>The names of a host's cookies, oldest first.</summary>
    public IEnumerable<string> NamesFor(string host) => cookies.Keys.Where(key => key.Host == host).Select(key => key.Name);

    /// <summary>A cookie's value.</summary>
    public string Value(string host, string name) => cookies[(host, name)].Value.ToString();

    /// <summary>Puts a cookie in, as somebody with a copy of it can.</summary>
    public void Set(string host, string name, string value) => cookies[(host, name)] = new SetCookieHeaderValue(name, value);

    /// <summary>Loses a cookie, as a browser that never took it.</summary>
    public void Drop(string host, string name) => cookies.Remove((host, name));

    /// <summary>The header for a request; <c>null</c> when there is nothing to send.</summary>
    public string? HeaderFor(Uri address, bool crossSitePost)
    {
        string[] pairs =
        [
            .. cookies
                .Where(cookie => cookie.Key.Host == address.Host && (!crossSitePost || cookie.Value.SameSite == SameSiteMode.None))
                .Select(cookie => $"{cookie.Key.Name}={cookie.Value.Value}"),
        ];
        return pairs.Length > 0 ? string.Join("; ", pairs) : null;
    }

    /// <summary>Takes what an answer sets, and drops what it takes back.</summary>
    public void Keep(Uri address, IEnumerable<SetCookieHeaderValue> set)
    {
        foreach (var cookie in set)
        {
            var key = (address.Host, cookie.Name.ToString());
            cookies.Remove(key); // so that order is age
            if (cookie.Expires is not { } expires || expires > DateTimeOffset.UtcNow)
                cookies[key] = cookie;
        }
    }
}
