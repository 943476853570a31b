namespace SpOAuthRaw.Protocol;

/// <summary>Fetches the provider's description of itself and its keys. Judging them is <see cref="ProviderMetadata"/>'s and <see cref="JsonWebKeys"/>' work.</summary>
public sealed class MetadataClient(HttpClient http)
{
    /// <summary>Asks for one of the provider's public documents (Discovery §4.1, RFC 7517 §8.5).</summary>
    /// <returns>The answer whatever its status, or <see cref="Unreachable"/>.</returns>
    public async Task<Checked<HttpAnswer>> GetAsync(Uri document, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, document);
        request.Headers.Accept.ParseAdd("application/json");
        return await HttpAnswer.ToAsync(http, request, Party.Provider, cancellationToken);
    }
}
