namespace SpOAuthRaw.Protocol;

/// <summary>The request for a new access token without the person (RFC 6749 §6).</summary>
public sealed record RefreshRequest
{
    /// <summary>The provider's token endpoint.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The form's fields in teaching order.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The request for a session's refresh token. Entra ID answers with a new one; the old one is thrown away.</summary>
    public static RefreshRequest For(string refreshToken, Dialect dialect, ProviderMetadata metadata, ClientRegistration client) =>
        new()
        {
            Endpoint = metadata.TokenEndpoint,
            Parameters =
            [
                new("client_id", client.ClientId),
                new("grant_type", "refresh_token"),
                new("refresh_token", refreshToken),
                dialect == Dialect.V2
                    ? new("scope", client.Scope) // the same or less than was granted (RFC 6749 §6)
                    : new("resource", client.Resource), // v1's refresh token buys tokens for any consented resource
                new("client_secret", client.ClientSecret),
            ],
        };

    /// <summary>Without the values.</summary>
    public override string ToString() => $"{nameof(RefreshRequest)} {{ {Endpoint} }}";
}
