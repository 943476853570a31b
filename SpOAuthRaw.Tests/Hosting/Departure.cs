using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Tells when the app has noticed that a browser went away, and when it is done with that browser's request all the same.</summary>
public sealed class Departure : IStartupFilter
{
    private readonly TaskCompletionSource noticed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The app knows.</summary>
    public Task Noticed => noticed.Task.WaitAsync(Gate.Patience);

    /// <summary>The app has done what it was asked for, or given up.</summary>
    public Task Done => done.Task.WaitAsync(Gate.Patience);

    /// <inheritdoc />
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(WatchAsync);
            next(app);
        };

    private async Task WatchAsync(HttpContext context, RequestDelegate next)
    {
        await using var registration = context.RequestAborted.Register(() => noticed.TrySetResult());
        try
        {
            await next(context);
        }
        finally
        {
            if (context.RequestAborted.IsCancellationRequested)
                done.TrySetResult();
        }
    }
}
