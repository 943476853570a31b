namespace SpOAuthRaw.Hosting;

/// <summary>Asks a running app whether it is alive, for containers without curl: <c>dotnet SpOAuthRaw.dll --healthcheck</c>.</summary>
public static class HealthCheck
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Asks the app that listens where <c>ASPNETCORE_URLS</c> says, or on port 5555.</summary>
    /// <returns>0 when it is alive, else 1.</returns>
    public static async Task<int> AskAsync()
    {
        var address = Environment.GetEnvironmentVariable("ASPNETCORE_URLS")?.Split(';')[0] ?? "http://localhost:5555";
        var parsed = BindingAddress.Parse(address);
        var host = parsed.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "localhost" : parsed.Host;
        try
        {
            using var http = new HttpClient { Timeout = Patience };
            using var response = await http.GetAsync(new Uri($"{parsed.Scheme}://{host}:{parsed.Port}/healthz"));
            return response.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return 1;
        }
    }
}
