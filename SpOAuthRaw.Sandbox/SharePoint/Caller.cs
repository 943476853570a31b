using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>Whose good token came: the person, and what the application may do for them.</summary>
internal sealed record Caller(Person Person, IReadOnlyList<string> Permissions, string? TokenId)
{
    public bool Has(string permission) => Permissions.Contains(permission, StringComparer.OrdinalIgnoreCase);
}
