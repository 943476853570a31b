namespace SpOAuthRaw.Protocol;

/// <summary>The request that trades the code for tokens, out of the browser's sight (RFC 6749 §4.1.3).</summary>
public sealed record AccessTokenRequest
{
    /// <summary>The provider's token endpoint, out of its metadata: never put together from anything a token says.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The form's fields in teaching order. The body and the page are both made from this list.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>The request for an accepted response, and for nothing less.</summary>
    public static AccessTokenRequest For(AuthorizationGrant grant, ProviderMetadata metadata, ClientRegistration client) =>
        new()
        {
            Endpoint = metadata.TokenEndpoint,
            Parameters =
            [
                new("client_id", client.ClientId),
                new("grant_type", "authorization_code"),
                new("code", grant.Code),
                new("redirect_uri", grant.Pending.RedirectUri.AbsoluteUri), // the one of step 2, to the letter
                new("code_verifier", grant.Pending.CodeVerifier.Value), // RFC 7636 §4.5
                new("client_secret", client.ClientSecret), // RFC 6749 §2.3.1, in the body as Entra ID documents it
            ],
        };

    /// <summary>Without the values: code, verifier and secret are among them.</summary>
    public override string ToString() => $"{nameof(AccessTokenRequest)} {{ {Endpoint} }}";
}
