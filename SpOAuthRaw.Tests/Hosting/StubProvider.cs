using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>A server on 127.0.0.1 that answers whatever a test says.</summary>
public sealed class StubProvider : IAsyncDisposable
{
    private readonly WebApplication server;

    private StubProvider(WebApplication server, Uri address) => (this.server, Address) = (server, address);

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it on a port of its own.</summary>
    public static async Task<StubProvider> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(answer);
        await server.StartAsync();
        return new StubProvider(server, new Uri(server.Urls.Single()));
    }

    /// <summary>Starts it in front of another server, whose answers it passes on, but for what the test changes.</summary>
    /// <param name="target">The other server.</param>
    /// <param name="swap">Given the request's path: the path to ask for.</param>
    /// <param name="lie">Given the request's path and the answer's text: the text to pass on.</param>
    public static Task<StubProvider> InFrontOfAsync(Uri target, Func<string, string> swap, Func<string, string, string> lie)
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
        return StartAsync(async context =>
        {
            var path = context.Request.Path + context.Request.QueryString;
            using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(target, swap(path)));
            if (HttpMethods.IsPost(context.Request.Method))
            {
                request.Content = new StreamContent(context.Request.Body);
                request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
            }

            using var response = await http.SendAsync(request, context.RequestAborted);
            context.Response.StatusCode = (int)response.StatusCode;
            context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
            if (response.Headers.Location is { } location)
                context.Response.Headers.Location = location.OriginalString;
            await context.Response.WriteAsync(lie(path, await response.Content.ReadAsStringAsync()));
        });
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => server.DisposeAsync();
}
