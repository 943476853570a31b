namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>
/// What is asked for, the same in both dialects: one resource, its permissions, and OpenID Connect's own scopes
/// (OIDC Core §5.4, §11).
/// </summary>
/// <param name="Resource">The resource as it was named; it becomes the access token's audience letter by letter.</param>
/// <param name="Permissions">Permission names without the resource, such as <c>User.Read.All</c>.</param>
internal sealed record RequestedScope(string Resource, IReadOnlyList<string> Permissions, IReadOnlyList<string> OpenIdScopes)
{
    /// <summary>SharePoint's application id. Entra ID takes it for the resource; SharePoint then refuses the token for its audience.</summary>
    private const string SharePointAppId = "00000003-0000-0ff1-ce00-000000000000";

    /// <summary>Where permissions without a resource belong to. Its tokens are good, but not for SharePoint.</summary>
    private const string Graph = "https://graph.microsoft.com";

    private static readonly string[] OpenId = ["openid", "profile", "email", "offline_access"];

    /// <summary>What the registration lists for itself, which is what <c>.default</c> and the v1 dialect stand for.</summary>
    private static readonly string[] Registered = ["User.Read.All"];

    private static readonly string[] Known =
    [
        "AllSites.FullControl",
        "AllSites.Manage",
        "AllSites.Read",
        "AllSites.Write",
        "MyFiles.Read",
        "MyFiles.Write",
        "Sites.Search.All",
        "TermStore.Read.All",
        "TermStore.ReadWrite.All",
        "User.Read.All",
        "User.ReadWrite.All",
    ];

    /// <summary>OpenID Connect alone. The access token that comes along is then for Graph.</summary>
    public static RequestedScope None { get; } = new(Graph, [], []);

    public bool Has(string openIdScope) => OpenIdScopes.Contains(openIdScope);

    /// <summary>The v1 way: the permissions are those of the registration, <c>scope</c> is not looked at.</summary>
    public static (RequestedScope Scope, Aadsts? Error) FromResource(string? resource, Tenant tenant)
    {
        string[] always = ["openid", "profile", "offline_access"];
        if (string.IsNullOrEmpty(resource))
            return (new(Graph, Registered, always), null); // the token request may still name the resource
        return IsKnown(resource, tenant) ? (new(resource, Registered, always), null) : (None, Aadsts.UnknownResource(resource));
    }

    /// <summary>The v2 way: <c>{resource}/{permission}</c>, all of one resource, and OpenID Connect's scopes beside them.</summary>
    public static (RequestedScope Scope, Aadsts? Error) FromScope(string scope, Tenant tenant)
    {
        var names = scope.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().ToArray();
        var openId = names.Where(name => OpenId.Contains(name)).ToArray();
        var rest = names.Except(openId).Select(Split).ToArray();
        if (rest.Select(part => part.Resource).Distinct().Count() > 1)
            return (None, Aadsts.SeveralResources(scope));
        if (rest.Length == 0)
            return names.Length == 0 ? (None, Aadsts.Missing("scope")) : (None with { OpenIdScopes = openId }, null);

        var resource = rest[0].Resource;
        if (!IsKnown(resource, tenant))
            return (None, Aadsts.UnknownResource(resource));
        if (
            resource != Graph
            && rest.FirstOrDefault(part => !IsPermission(part.Permission, rest.Length)) is { Permission: not null } unknown
        )
            return (None, Aadsts.InvalidScope($"{unknown.Resource}/{unknown.Permission}"));

        string[] permissions = rest[0].Permission == ".default" ? Registered : [.. rest.Select(part => part.Permission)];
        return (new(resource, permissions, openId), null);
    }

    private static (string Resource, string Permission) Split(string name)
    {
        var slash = name.LastIndexOf('/');
        return slash < 0 ? (Graph, name) : (name[..slash], name[(slash + 1)..]);
    }

    // .default stands for all registered permissions and is not to be mixed with named ones.
    private static bool IsPermission(string permission, int count) =>
        permission == ".default" ? count == 1 : Known.Contains(permission, StringComparer.OrdinalIgnoreCase);

    // A trailing slash is no error here. It is at SharePoint, which compares audiences letter by letter.
    private static bool IsKnown(string resource, Tenant tenant) =>
        resource.TrimEnd('/') is var r && (r == tenant.Site || r == SharePointAppId || r == Graph);
}
