using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;
using SpOAuthRaw.Hosting;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Writes down what a browser asked of this app and what it was answered, for the pages of the walkthrough (RFC 9112 §2.1). The back channel is
/// recorded on its connections; this is written by what the web server read, which keeps the headers but not their order, and adds its own
/// (<c>Date</c>, <c>Content-Length</c>) when all else is written.
/// </summary>
/// <remarks>
/// Whoever has the cookie of a session or of a run is that person, and scripts are kept from both. They would not be if a page showed them, so
/// their values are never written down; nor are those of other apps, whose cookies a browser sends to every port of a host (RFC 6265 §8.5).
/// </remarks>
public sealed class FrontChannel(SecurityHeaders security, PublicOrigin origin, TimeProvider clock)
{
    /// <summary>How many browsers that were sent off are remembered until they are back: the last ones. The rest lose nothing but this.</summary>
    private const int MostSentOff = 256;

    private readonly ConcurrentDictionary<string, Exchange> sentOff = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> inOrder = new();

    /// <summary>The request and its answer, which must be complete but for its body.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="form">The form in its body, encoded; <c>null</c> when there is none.</param>
    public Exchange Of(HttpContext context, DateTimeOffset receivedAt, string? form = null)
    {
        security.Add(context);
        var (request, response) = (context.Request, context.Response);
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : request.GetEncodedPathAndQuery();
        var phrase = ReasonPhrases.GetReasonPhrase(response.StatusCode);
        var asked = Message($"{request.Method} {target} HTTP/1.1", request.Headers, form);
        var answered = Message($"HTTP/1.1 {response.StatusCode} {phrase}", response.Headers, null);
        var address = new Uri(origin.For(request).GetLeftPart(UriPartial.Authority) + request.Path.ToUriComponent());
        return new Exchange(address, [new Attempt(asked, answered, receivedAt, clock.GetUtcNow() - receivedAt)]);
    }

    /// <summary>Remembers how a browser was sent off, for when it is back. Strangers who never come back push each other out.</summary>
    public void SendOff(string state, Exchange exchange)
    {
        if (sentOff.TryAdd(state, exchange))
            inOrder.Enqueue(state);
        while (inOrder.Count > MostSentOff && inOrder.TryDequeue(out var oldest))
            sentOff.TryRemove(oldest, out _);
    }

    /// <summary>How the browser with this state was sent off; <c>null</c> when that is forgotten, or another instance knows it.</summary>
    public Exchange? SentOff(string state) => sentOff.TryRemove(state, out var exchange) ? exchange : null;

    private static byte[] Message(string startLine, IHeaderDictionary headers, string? body)
    {
        var text = new StringBuilder(2048).Append(startLine).Append("\r\n");
        foreach (var (name, values) in headers)
        foreach (var value in values)
            text.Append(name).Append(": ").Append(Shown(name, value ?? "")).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("\r\n").Append(body).ToString());
    }

    private static string Shown(string name, string value) =>
        name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
            ? string.Join("; ", value.Split(';', StringSplitOptions.TrimEntries).Select(Pair))
        : name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase) && value.Split(';', 2) is [var pair, .. var attributes]
            ? string.Join(';', [Pair(pair), .. attributes])
        : name.Equals("Authorization", StringComparison.OrdinalIgnoreCase) ? Exchange.KeptBack // of a proxy in front of this app, not of ours
        : value;

    /// <summary>A sign-in's own cookie can be shown: it is encrypted, and spent when the browser is back.</summary>
    private static string Pair(string cookie) =>
        cookie.Split('=', 2) is [var name, { Length: > 0 }] && !PendingAuthorizationCookies.IsOne(name)
            ? $"{name}={Exchange.KeptBack}"
            : cookie;
}
