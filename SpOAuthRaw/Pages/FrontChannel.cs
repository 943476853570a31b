using System.Buffers;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Writes down what a browser asked of this app and what it was answered, for the pages of the walkthrough (RFC 9112 §2.1). The back channel is
/// recorded on its connections; this is written by what the web server read, which keeps the headers but not their order. What it would add to
/// an answer at the very end is set here first, so that the record of a redirect has every header that leaves.
/// </summary>
/// <remarks>
/// Whoever has the cookie of a session or of a run is that person, and scripts are kept from both. They would not be if a page showed them, so
/// no cookie's value is ever written down; other apps' are among them, as a browser sends cookies to every port of a host (RFC 6265 §8.5).
/// </remarks>
public sealed class FrontChannel(SecurityHeaders security, PublicOrigin origin, TimeProvider clock)
{
    /// <summary>How many browsers that were sent off are remembered until they are back: the last ones. The rest lose nothing but this.</summary>
    private const int MostSentOff = 256;

    /// <summary>An honest browser's request has some two thousand bytes. What is longer is not remembered, or a flood of it would fill memory.</summary>
    private const int LongestSentOff = 16 * 1024; // bytes, request and answer together

    /// <summary>The same for what goes into a recording: room for the longest answer that is kept, or the longest form, and the headers.</summary>
    private const int Longest = 40 * 1024; // bytes, request and answer together

    private readonly Lock gate = new();
    private readonly Dictionary<string, Exchange> sentOff = new(StringComparer.Ordinal);
    private readonly Queue<string> inOrder = new();

    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spare;

    /// <summary>The request and its answer, which must be complete but for its body.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="receivedAt">When it came.</param>
    /// <param name="form">The form in its body, encoded; <c>null</c> when there is none.</param>
    /// <returns>What is to be kept; <c>null</c> when that would be too much.</returns>
    public Exchange? Of(HttpContext context, DateTimeOffset receivedAt, string? form = null)
    {
        security.Add(context);
        var (request, response) = (context.Request, context.Response);
        var now = clock.GetUtcNow();
        Complete(response, now);
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget is { Length: > 0 } raw ? raw : request.GetEncodedPathAndQuery();
        var phrase = ReasonPhrases.GetReasonPhrase(response.StatusCode);
        var asked = Message($"{request.Method} {target} HTTP/1.1", request.Headers, form);
        var answered = Message($"HTTP/1.1 {response.StatusCode} {phrase}", response.Headers, null);
        if (asked.Length + answered.Length > Longest)
            return null;
        return new Exchange(origin.For(request), [new Attempt(asked, answered, receivedAt, now - receivedAt)]);
    }

    /// <summary>The web server keeps these where they are set. A redirect has no body (RFC 9110 §8.6); any other answer has a page, still to be written.</summary>
    private static void Complete(HttpResponse response, DateTimeOffset now)
    {
        response.Headers.Date = now.ToString("R", CultureInfo.InvariantCulture); // RFC 9110 §5.6.7
        if (response.StatusCode == StatusCodes.Status302Found)
            response.ContentLength = 0;
    }

    /// <summary>Remembers how a browser was sent off, for when it is back. Strangers who never come back push each other out.</summary>
    public void SendOff(string state, Exchange? exchange)
    {
        if (exchange is null || exchange.Attempts.Sum(each => each.Request.Length + each.Response.Length) > LongestSentOff)
            return;
        lock (gate)
        {
            if (sentOff.TryAdd(state, exchange))
                inOrder.Enqueue(state);
            if (inOrder.Count > MostSentOff)
                sentOff.Remove(inOrder.Dequeue());
        }
    }

    /// <summary>How the browser with this state was sent off; <c>null</c> when that is forgotten, or another instance knows it.</summary>
    public Exchange? SentOff(string state)
    {
        lock (gate)
            return sentOff.Remove(state, out var exchange) ? exchange : null;
    }

    /// <summary>Straight into bytes: every sign-in pays for it, and few are looked at.</summary>
    private static byte[] Message(string startLine, IHeaderDictionary headers, string? body)
    {
        var output = spare ?? new ArrayBufferWriter<byte>(4096);
        spare = null;
        output.ResetWrittenCount();
        Write(output, startLine);
        foreach (var (name, values) in headers)
        foreach (var value in values)
        {
            Write(output, "\r\n");
            Write(output, name);
            Write(output, ": ");
            WriteValue(output, name, value);
        }

        Write(output, "\r\n\r\n");
        Write(output, body);
        var message = output.WrittenSpan.ToArray();
        if (output.Capacity <= LongestSentOff)
            spare = output; // a long one is not kept for the sake of the next
        return message;
    }

    private static void WriteValue(ArrayBufferWriter<byte> output, string name, ReadOnlySpan<char> value)
    {
        if (name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
        {
            foreach (var range in value.Split(';'))
            {
                if (range.Start.Value > 0)
                    Write(output, "; ");
                WriteCookie(output, value[range].Trim());
            }
        }
        else if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
        {
            var attributes = value.IndexOf(';') is var end and >= 0 ? end : value.Length;
            WriteCookie(output, value[..attributes]);
            Write(output, value[attributes..]);
        }
        else if (name.Equals("Authorization", StringComparison.OrdinalIgnoreCase))
            Write(output, Exchange.KeptBack); // of a proxy in front of this app, not of ours
        else
            Write(output, value);
    }

    /// <summary>A cookie that is taken back has no value.</summary>
    private static void WriteCookie(ArrayBufferWriter<byte> output, ReadOnlySpan<char> cookie)
    {
        var value = cookie.IndexOf('=') + 1;
        Write(output, cookie[..value]);
        if (value < cookie.Length)
            Write(output, Exchange.KeptBack);
    }

    private static void Write(ArrayBufferWriter<byte> output, ReadOnlySpan<char> text) => Encoding.UTF8.GetBytes(text, output);
}
