using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>JSON with the headers that Entra ID puts around it.</summary>
internal static class EntraIdJson
{
    // Apostrophes as themselves, as Entra ID writes them: the answer is JSON, never part of a page.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>An answer that must be kept nowhere (RFC 6749 §5.1).</summary>
    public static Task WriteAsync(HttpContext context, JsonObject json)
    {
        context.Response.Headers.CacheControl = "no-store, no-cache";
        context.Response.Headers.Pragma = "no-cache";
        context.Response.Headers.Expires = "-1";
        context.Response.Headers["x-ms-clitelem"] = "1,0,0,,";
        return WriteBodyAsync(context, json);
    }

    /// <summary>An answer that anybody may read, from any page, and keep for a day: metadata and keys.</summary>
    public static Task WritePublicAsync(HttpContext context, JsonObject json)
    {
        context.Response.Headers.CacheControl = "max-age=86400, private";
        context.Response.Headers.AccessControlAllowOrigin = "*";
        context.Response.Headers.AccessControlAllowMethods = "GET, OPTIONS";
        return WriteBodyAsync(context, json);
    }

    private static async Task WriteBodyAsync(HttpContext context, JsonObject json)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        var body = JsonSerializer.SerializeToUtf8Bytes(json, Plain);
        context.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(body, context.RequestAborted).ConfigureAwait(false);
    }
}
