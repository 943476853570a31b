using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>An answer before it is written.</summary>
internal abstract class SharePointAnswer(int status)
{
    public int Status { get; } = status;
    public Dictionary<string, string> Headers { get; } = [];

    public async Task WriteAsync(HttpContext http)
    {
        http.Response.StatusCode = Status;
        http.Response.Headers.CacheControl = "private, max-age=0";
        foreach (var (name, value) in Headers)
            http.Response.Headers[name] = value;
        var (contentType, body) = Body(http);
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(body, http.RequestAborted).ConfigureAwait(false);
    }

    protected abstract (string ContentType, byte[] Body) Body(HttpContext http);
}

/// <summary>Plain text, mostly none.</summary>
internal sealed class TextAnswer(int status, string text) : SharePointAnswer(status)
{
    protected override (string ContentType, byte[] Body) Body(HttpContext http) =>
        ("text/plain; charset=utf-8", Encoding.UTF8.GetBytes(text));
}

/// <summary>JSON that is the same whatever was accepted.</summary>
internal sealed class JsonAnswer(int status, JsonObject json) : SharePointAnswer(status)
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    protected override (string ContentType, byte[] Body) Body(HttpContext http) => ("application/json; charset=utf-8", Bytes(json));

    public static byte[] Bytes(JsonObject json) => JsonSerializer.SerializeToUtf8Bytes(json, Plain);
}

/// <summary>A picture.</summary>
internal sealed class PictureAnswer(byte[] png) : SharePointAnswer(StatusCodes.Status200OK)
{
    protected override (string ContentType, byte[] Body) Body(HttpContext http) => ("image/png", png);
}
