using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Hosting;

/// <summary>The back channel: three clients, each with a time-out, a size limit and connections that are reused.</summary>
public static class ProtocolSetup
{
    /// <summary>No answer is waited for longer, retries included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Larger than any metadata, token answer or profile, smaller than anything that hurts.</summary>
    private const int LargestAnswer = 1024 * 1024; // bytes

    /// <summary>Adds the options and the clients that speak the protocol.</summary>
    public static void AddProtocol(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AzureAdOptions>().BindConfiguration(AzureAdOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AzureAdOptions>, AzureAdValidation>();
        services.AddOptions<SharePointOptions>().BindConfiguration(SharePointOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<SharePointOptions>, SharePointValidation>();

        services.AddSingleton(provider =>
        {
            var azureAd = provider.GetRequiredService<IOptions<AzureAdOptions>>().Value;
            var sharePoint = provider.GetRequiredService<IOptions<SharePointOptions>>().Value;
            return new ClientRegistration(azureAd.ClientId, azureAd.ClientSecret, sharePoint.Resource, sharePoint.Scopes);
        });

        services.AddSingleton<Recorder>();
        Record(AddClient<MetadataClient>(services), retries: true, shared: true);
        Record(AddClient<TokenEndpointClient>(services), retries: false, shared: false); // a code is good for one try
        Record(AddClient<UserProfileClient>(services), retries: true, shared: false);
    }

    /// <summary>Handlers from the outside in: the question, the retries between, each attempt.</summary>
    private static void Record(IHttpClientBuilder client, bool retries, bool shared)
    {
        client.AddHttpMessageHandler(services => services.GetRequiredService<Recorder>().Question(shared));
        if (retries)
            client.AddPatientRetries();
        client.AddHttpMessageHandler(services => services.GetRequiredService<Recorder>().Attempt());
        client.ConfigureHttpClient(http => http.Timeout = Patience); // behind the retries, which take a client's time-out away
    }

    private static IHttpClientBuilder AddClient<TClient>(IServiceCollection services)
        where TClient : class =>
        services
            .AddHttpClient<TClient>(http => http.MaxResponseContentBufferSize = LargestAnswer)
            .UseSocketsHttpHandler(
                (handler, _) =>
                {
                    handler.AllowAutoRedirect = false; // a 307 would carry code and secret to another place (RFC 9700 §4.12)
                    handler.PlaintextStreamFilter = Recorder.TapAsync;
                    handler.ActivityHeadersPropagator = null; // what goes out is what the steps wrote
                    handler.UseCookies = false; // one client serves all people
                    handler.ConnectTimeout = TimeSpan.FromSeconds(5);
                    handler.MaxResponseHeadersLength = 64; // kilobytes
                    handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5); // so that a changed address is noticed
                }
            )
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan) // the line above does that work
            .RemoveAllLoggers(); // addresses and headers belong on the pages, not in a log
}
