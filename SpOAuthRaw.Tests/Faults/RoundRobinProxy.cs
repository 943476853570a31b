using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>What stands before several instances: one origin for the browser, and every request goes to the next instance in turn.</summary>
public sealed class RoundRobinProxy : IAsyncDisposable
{
    // What belongs to one connection is not passed on (RFC 9110 §7.6.1). The client writes its own Host, as nginx does.
    private static readonly string[] NotPassedOn = ["Connection", "Host", "Keep-Alive", "Transfer-Encoding"];

    private readonly HttpMessageInvoker instances = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = false,
        }
    );
    private readonly ConcurrentQueue<(string Path, int Instance)> served = new();
    private readonly WebApplication server;
    private int turn = -1;

    private RoundRobinProxy(int port)
    {
        Origin = new Uri($"http://localhost:{port}");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(port));
        server = builder.Build();
        server.Run(ForwardAsync);
    }

    /// <summary>The origin that the browser sees.</summary>
    public Uri Origin { get; }

    /// <summary>The ports of the instances behind it.</summary>
    public IReadOnlyList<int> Ports { get; set; } = [];

    /// <summary>Which instance was given which request, in order.</summary>
    public IReadOnlyCollection<(string Path, int Instance)> Served => served;

    /// <summary>Starts it; the instances are named later, as they must know its origin first.</summary>
    public static async Task<RoundRobinProxy> StartAsync()
    {
        var proxy = new RoundRobinProxy(FreePort.Next());
        await proxy.server.StartAsync();
        return proxy;
    }

    /// <summary>The instance that was given the latest request for a path.</summary>
    public int InstanceOf(string path) => served.Last(each => each.Path == path).Instance;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await server.DisposeAsync();
        instances.Dispose();
    }

    private async Task ForwardAsync(HttpContext context)
    {
        var instance = (int)((uint)Interlocked.Increment(ref turn) % Ports.Count);
        served.Enqueue((context.Request.Path, instance));
        using var request = Copy(context.Request, new Uri($"http://127.0.0.1:{Ports[instance]}"));
        using var response = await instances.SendAsync(request, context.RequestAborted);

        context.Response.StatusCode = (int)response.StatusCode;
        foreach (var (name, values) in response.Headers.Concat(response.Content.Headers))
            if (!NotPassedOn.Contains(name))
                context.Response.Headers[name] = values.ToArray();
        await response.Content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private static HttpRequestMessage Copy(HttpRequest from, Uri instance)
    {
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(instance, $"{from.Path}{from.QueryString}"));
        if (from.ContentLength > 0)
            request.Content = new StreamContent(from.Body);
        foreach (var (name, values) in from.Headers)
            if (!NotPassedOn.Contains(name) && !request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        request.Headers.Add("X-Forwarded-For", from.HttpContext.Connection.RemoteIpAddress!.ToString());
        request.Headers.Add("X-Forwarded-Proto", from.Scheme);
        return request;
    }
}
