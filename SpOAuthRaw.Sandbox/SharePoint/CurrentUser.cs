using System.Text.Json.Nodes;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary><c>_api/web/CurrentUser</c>. Here <c>Title</c> is the person's name; in a profile it is the job title.</summary>
internal static class CurrentUser
{
    private const int Id = 10;

    public static EntityAnswer For(Tenant tenant, Person person) =>
        new(
            tenant.Site,
            "SP.User",
            "SP.ApiData.Users1/@Element",
            $"Web/GetUserById({Id})",
            new JsonObject
            {
                ["Id"] = Id,
                ["IsHiddenInUI"] = false,
                ["LoginName"] = PersonProperties.ClaimsName(person.UserName),
                ["Title"] = person.Name,
                ["PrincipalType"] = 1,
                ["Email"] = person.UserName,
                ["Expiration"] = "",
                ["IsEmailAuthenticationGuestUser"] = false,
                ["IsShareByEmailGuestUser"] = false,
                ["IsSiteAdmin"] = false,
                ["UserId"] = new JsonObject
                {
                    ["NameId"] = person.Puid.ToLowerInvariant(),
                    ["NameIdIssuer"] = "urn:federation:microsoftonline",
                },
                ["UserPrincipalName"] = person.UserName,
            }
        );
}
