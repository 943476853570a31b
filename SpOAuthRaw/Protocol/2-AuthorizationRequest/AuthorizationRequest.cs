namespace SpOAuthRaw.Protocol;

/// <summary>The request that the browser carries to the provider (RFC 6749 §4.1.1, OIDC Core §3.1.2.1 and §3.3.2.1).</summary>
public sealed record AuthorizationRequest
{
    /// <summary>The provider's authorization endpoint, out of its metadata.</summary>
    public required Uri Endpoint { get; init; }

    /// <summary>The parameters in teaching order. The URL and the page are both made from this list.</summary>
    public required IReadOnlyList<Parameter> Parameters { get; init; }

    /// <summary>Where the browser is sent.</summary>
    public Uri Url => Endpoint.WithQuery(Parameters);

    /// <summary>The request for a pending sign-in, in its dialect.</summary>
    public static AuthorizationRequest For(PendingAuthorization pending, ProviderMetadata metadata, ClientRegistration client) =>
        new()
        {
            Endpoint = metadata.AuthorizationEndpoint,
            Parameters = pending.Dialect == Dialect.V2 ? Today(pending, client) : AsIn2016(pending, client),
        };

    /// <summary>Without the values: state and nonce are between this browser and the provider.</summary>
    public override string ToString() => $"{nameof(AuthorizationRequest)} {{ {Endpoint} }}";

    private static Parameter[] Today(PendingAuthorization pending, ClientRegistration client) =>
        [
            new("client_id", client.ClientId),
            new("response_type", "code"),
            new("redirect_uri", pending.RedirectUri.AbsoluteUri), // must return unchanged in step 4 (RFC 6749 §4.1.3)
            new("response_mode", "query"),
            new("scope", client.Scope), // whom we are, and what we want to read
            new("state", pending.State), // ties the response to this browser (RFC 6749 §10.12)
            new("nonce", pending.Nonce), // ties the ID token to this request (OIDC Core §3.1.2.1)
            new("code_challenge", pending.CodeVerifier.Challenge),
            new("code_challenge_method", "S256"), // RFC 7636 §4.3; Entra ID takes it without announcing it
        ];

    private static Parameter[] AsIn2016(PendingAuthorization pending, ClientRegistration client) =>
        [
            new("client_id", client.ClientId),
            new("response_type", "code id_token"), // hybrid: an ID token comes at once, beside the code (OIDC Core §3.3)
            new("redirect_uri", pending.RedirectUri.AbsoluteUri),
            new("response_mode", "form_post"), // an ID token has no place in a URL (Form Post Response Mode §1)
            new("resource", client.Resource), // v1 asks for a resource, not for scopes
            new("scope", "openid"),
            new("state", pending.State), // the 2016 sample had none
            new("nonce", pending.Nonce), // … and never compared this one
            new("code_challenge", pending.CodeVerifier.Challenge),
            new("code_challenge_method", "S256"),
        ];
}
