namespace SpOAuthRaw.Protocol;

/// <summary>What an ID token is held against: all that this sign-in knows, and nothing that the token says of itself.</summary>
public sealed record IdTokenExpectations
{
    /// <summary>How far two clocks may be apart. Microsoft's own libraries allow as much.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>The provider that was asked.</summary>
    public required ProviderMetadata Metadata { get; init; }

    /// <summary>The provider's keys.</summary>
    public required JsonWebKeys Keys { get; init; }

    /// <summary>This app's name at the provider.</summary>
    public required string ClientId { get; init; }

    /// <summary>The value sent in the authorization request; <c>null</c> after a refresh, which had no such request (OIDC Core §12.2).</summary>
    public required string? Nonce { get; init; }

    /// <summary>The time.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The code that came with the token or bought it; <c>null</c> after a refresh.</summary>
    public required string? Code { get; init; }

    /// <summary>The access token that came beside it; <c>null</c> on the front channel, where none comes.</summary>
    public string? AccessToken { get; init; }

    /// <summary>Without the values.</summary>
    public override string ToString() => nameof(IdTokenExpectations);
}
