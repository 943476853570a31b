using System.Net;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A browser without a window: it keeps cookies as a browser does, and follows nothing by itself.</summary>
public sealed class Visitor : IDisposable
{
    private readonly HttpClient http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }
    )
    {
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>The cookies.</summary>
    public CookieJar Cookies { get; } = new();

    /// <summary>Follows a link, or types an address.</summary>
    public Task<Hop> GetAsync(Uri address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Sends a form.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="fields">What.</param>
    /// <param name="crossSite">Whether the form stood on another site's page.</param>
    public Task<Hop> PostAsync(Uri address, IEnumerable<KeyValuePair<string, string>> fields, bool crossSite = false) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = new FormUrlEncodedContent(fields) }, crossSite);

    /// <summary>Presses a button of a form.</summary>
    public Task<Hop> PressAsync(Hop page, Form form, params (string Name, string Value)[] button) =>
        PostAsync(new Uri(page.Address, form.Action), [.. form.Fields, .. button.Select(b => KeyValuePair.Create(b.Name, b.Value))]);

    /// <summary>Sends any request, with this browser's cookies.</summary>
    public async Task<Hop> SendAsync(HttpRequestMessage request, bool crossSitePost = false)
    {
        using (request)
        {
            var address = request.RequestUri!;
            if (Cookies.HeaderFor(address, crossSitePost) is { } cookies)
                request.Headers.TryAddWithoutValidation("Cookie", cookies);

            using var response = await http.SendAsync(request);
            var headers = response
                .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                .SelectMany(header => header.Value.Select(value => (header.Key, Value: value)))
                .ToLookup(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase);
            var hop = new Hop(address, response.StatusCode, headers, new Html(await response.Content.ReadAsStringAsync()));
            Cookies.Keep(address, hop.SetCookies);
            return hop;
        }
    }

    /// <inheritdoc />
    public void Dispose() => http.Dispose();
}
