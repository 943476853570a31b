namespace SpOAuthRaw.Hosting;

/// <summary>
/// What has routes gets ready beside the first requests and not before them: at the start it takes longer than all else together, and the
/// home page, with which everybody begins, needs none of it (see <c>docs/decisions/0015</c>).
/// </summary>
public static class RoutesSetup
{
    /// <summary>Adds the endpoints, with what stands between their routes and them.</summary>
    public static void UseRoutes(this WebApplication app, Action<IApplicationBuilder> pipeline, Action<IEndpointRouteBuilder> endpoints)
    {
        var pages = new Lazy<RequestDelegate>(() => Build(app.Services, between => between.UseLimits(), routes => routes.MapRazorPages()));
        var all = new Lazy<RequestDelegate>(() =>
            Build(
                app.Services,
                between =>
                {
                    pipeline(between);

                    // MVC takes its time once more, so it waits until somebody asks for what none of our own endpoints answers.
                    between.Use((context, next) => context.GetEndpoint() is null ? pages.Value(context) : next(context));
                },
                endpoints
            )
        );
        app.Lifetime.ApplicationStarted.Register(() => _ = GetReadyAsync(all, app.Lifetime.ApplicationStopping));
        app.Run(context => all.Value(context));
    }

    /// <summary>A moment after the start, for the sake of the first sign-in. Who comes before makes it ready, and hears of what is wrong with it.</summary>
    private static async Task GetReadyAsync(Lazy<RequestDelegate> routes, CancellationToken stopping)
    {
        await Task.Delay(TimeSpan.FromSeconds(1), stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (!stopping.IsCancellationRequested)
                _ = routes.Value;
        }
        catch (ObjectDisposedException)
        {
            // Stopped meanwhile.
        }
    }

    /// <summary>A pipeline with routes of its own: the app's would be read before the first request.</summary>
    private static RequestDelegate Build(
        IServiceProvider services,
        Action<IApplicationBuilder> pipeline,
        Action<IEndpointRouteBuilder> endpoints
    )
    {
        var builder = new ApplicationBuilder(services);
        builder.UseRouting();
        pipeline(builder);
        builder.UseEndpoints(endpoints);
        return builder.Build();
    }
}
