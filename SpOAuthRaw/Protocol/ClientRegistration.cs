namespace SpOAuthRaw.Protocol;

/// <summary>What the provider knows this app by (RFC 6749 §2): identifier, secret and the resource it may ask for.</summary>
/// <param name="ClientId">Entra ID's "Application (client) ID" (RFC 6749 §2.2).</param>
/// <param name="ClientSecret">The secret's value, not its id (RFC 6749 §2.3.1).</param>
/// <param name="Resource">SharePoint's origin without a trailing slash; with one, SharePoint refuses the token's audience.</param>
/// <param name="Permissions">The delegated permissions to ask for on v2, space separated, such as <c>User.Read.All</c>.</param>
public sealed record ClientRegistration(string ClientId, string ClientSecret, string Resource, string Permissions)
{
    /// <summary>v2's <c>scope</c>: OpenID Connect's own scopes, then each permission with the resource before it.</summary>
    public string Scope { get; } =
        string.Join(
            ' ',
            [
                "openid",
                "profile",
                "offline_access",
                .. Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => $"{Resource}/{name}"),
            ]
        );

    /// <summary>Without the secret: a record prints its members, and this one may be printed into a log.</summary>
    public override string ToString() => $"{nameof(ClientRegistration)} {{ ClientId = {ClientId}, Resource = {Resource} }}";
}
