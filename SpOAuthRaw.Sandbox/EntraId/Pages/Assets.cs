using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>The pages' own files, carried inside the assembly: the program around the sandbox needs no folder for them.</summary>
internal sealed record Asset(byte[] Content, string ContentType)
{
    public async Task WriteAsync(HttpContext http)
    {
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = Content.Length;
        http.Response.Headers.CacheControl = "max-age=3600";
        if (!HttpMethods.IsHead(http.Request.Method))
            await http.Response.Body.WriteAsync(Content, http.RequestAborted).ConfigureAwait(false);
    }
}

internal static class Assets
{
    private static readonly Dictionary<string, Asset> All = new()
    {
        ["/sandbox.css"] = Load("sandbox.css", "text/css; charset=utf-8"),
        ["/form-post.js"] = Load("form-post.js", "text/javascript; charset=utf-8"),
        ["/favicon.svg"] = Load("favicon.svg", "image/svg+xml"),
    };

    public static Asset? Find(string? path) => All.GetValueOrDefault(path ?? "");

    private static Asset Load(string name, string contentType)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(content, contentType);
    }
}
