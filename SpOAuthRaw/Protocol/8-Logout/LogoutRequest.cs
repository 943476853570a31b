namespace SpOAuthRaw.Protocol;

/// <summary>The request that the browser carries to the provider so that the person is signed out there too (RP-Initiated Logout §2).</summary>
public sealed record LogoutRequest
{
    /// <summary>The provider's end-session endpoint, out of its metadata.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The parameters in teaching order.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>Where the browser is sent.</summary>
    public Uri Url => Endpoint.WithQuery(Parameters);

    /// <summary>The request; <c>null</c> when the provider has no place to sign out at. No token stands in it: a URL is kept by too many.</summary>
    /// <param name="metadata">The provider.</param>
    /// <param name="client">This app, which the provider may want to know before it redirects.</param>
    /// <param name="postLogoutRedirectUri">Where to come back to. Entra ID returns only to an address of the registration.</param>
    public static LogoutRequest? For(ProviderMetadata metadata, ClientRegistration client, Uri postLogoutRedirectUri) =>
        metadata.EndSessionEndpoint is not { } endpoint
            ? null
            : new LogoutRequest
            {
                Endpoint = endpoint,
                Parameters = [new("client_id", client.ClientId), new("post_logout_redirect_uri", postLogoutRedirectUri.AbsoluteUri)],
            };
}
