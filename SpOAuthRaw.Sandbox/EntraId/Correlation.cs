using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>The two ids by which one request is found again in the logs of both sides.</summary>
internal static class Correlation
{
    /// <summary>Made here for each request; also sent as <c>x-ms-request-id</c>.</summary>
    public static string TraceId(HttpContext context)
    {
        if (context.Items[nameof(TraceId)] is string known)
            return known;
        var id = Guid.NewGuid().ToString();
        context.Items[nameof(TraceId)] = id;
        return id;
    }

    /// <summary>The client's own <c>client-request-id</c> where it sent one that is a GUID, else made here.</summary>
    public static string Id(HttpContext context)
    {
        if (context.Items[nameof(Correlation)] is string known)
            return known;
        var sent = context.Request.Headers["client-request-id"].ToString() is { Length: > 0 } header
            ? header
            : context.Request.Query["client-request-id"].ToString();
        var id = (Guid.TryParse(sent, out var guid) ? guid : Guid.NewGuid()).ToString();
        context.Items[nameof(Correlation)] = id;
        return id;
    }
}
