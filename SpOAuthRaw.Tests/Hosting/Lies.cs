using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Where a <see cref="LyingProvider"/> departs from the truth. Without any it is honest; a test changes one thing.</summary>
public sealed record Lies
{
    /// <summary>Changes the metadata document.</summary>
    public Action<JsonObject> Metadata { get; init; } = _ => { };

    /// <summary>The key set, in the honest one's place.</summary>
    public Func<Dialect, JsonObject[]>? Keys { get; init; }

    /// <summary>Changes the ID token that comes through the browser.</summary>
    public Func<IdTokenBuilder, IdTokenBuilder> FrontChannelIdToken { get; init; } = token => token;

    /// <summary>Changes the ID token of the token endpoint, also that of a refresh.</summary>
    public Func<IdTokenBuilder, IdTokenBuilder> IdToken { get; init; } = token => token;

    /// <summary>Changes the token endpoint's answer.</summary>
    public Action<JsonObject> Tokens { get; init; } = _ => { };

    /// <summary>Answers for the metadata address.</summary>
    public RequestDelegate? AtMetadata { get; init; }

    /// <summary>Answers for the keys' address.</summary>
    public RequestDelegate? AtKeys { get; init; }

    /// <summary>Answers for the token endpoint.</summary>
    public RequestDelegate? AtTokenEndpoint { get; init; }

    /// <summary>Answers for SharePoint.</summary>
    public RequestDelegate? AtSharePoint { get; init; }
}

/// <summary>Answers that a server should not give.</summary>
public static class Answering
{
    /// <summary>A status and a body.</summary>
    public static RequestDelegate With(
        int status,
        string body,
        string type = "application/json",
        params (string Name, string Value)[] headers
    ) =>
        async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            foreach (var (name, value) in headers)
                context.Response.Headers.Append(name, value);
            await context.Response.WriteAsync(body, context.RequestAborted);
        };

    /// <summary>Nothing, until the client gives up.</summary>
    public static Task Never(HttpContext context) => UntilGoneAsync(context);

    /// <summary>A connection that is reset before a byte has come.</summary>
    public static Task WithAReset(HttpContext context)
    {
        context.Abort();
        return Task.CompletedTask;
    }

    /// <summary>An answer that breaks off in the middle.</summary>
    public static async Task Truncated(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = 1000;
        await context.Response.WriteAsync("""{"access_token":"abc","token_type":""", context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
        context.Abort();
    }

    /// <summary>A byte, and then another, as long as anybody listens.</summary>
    public static async Task Dripping(HttpContext context)
    {
        using var drops = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            context.Response.ContentType = "application/json";
            while (await drops.WaitForNextTickAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException)
        {
            // The client has had enough.
        }
    }

    /// <summary>Fifty megabytes, without saying so beforehand.</summary>
    public static async Task Endlessly(HttpContext context)
    {
        var megabyte = new byte[1024 * 1024];
        Array.Fill(megabyte, (byte)' ');
        try
        {
            context.Response.ContentType = "application/json";
            for (var sent = 0; sent < 50; sent++)
                await context.Response.Body.WriteAsync(megabyte, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has had enough.
        }
    }

    private static async Task UntilGoneAsync(HttpContext context)
    {
        try
        {
            await Task.Delay(TimeSpan.FromMinutes(1), context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // The client has given up.
        }
    }
}
