using System.Text.Json.Nodes;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>
/// <c>SP.UserProfiles.PeopleManager/GetMyProperties</c>: the profile of whoever asks. <c>DisplayName</c> is the person, <c>Title</c> the job.
/// </summary>
internal static class PersonProperties
{
    private const string Url = "sp.userprofiles.peoplemanager/getmyproperties";

    public static EntityAnswer For(Tenant tenant, Person person) =>
        new(
            tenant.Site,
            "SP.UserProfiles.PersonProperties",
            "SP.ApiData.PersonPropertiess/@Element", // with the double s that the real one has
            Url,
            person.SharePoint == SharePointTwist.NoProfile ? null : Members(tenant, person)
        );

    /// <summary>A name as SharePoint encodes it: an identity claim by the membership provider.</summary>
    public static string ClaimsName(string userName) => $"i:0#.f|membership|{userName}";

    private static JsonObject Members(Tenant tenant, Person person) =>
        new()
        {
            ["AccountName"] = ClaimsName(person.UserName),
            ["DirectReports"] = new JsonArray(),
            ["DisplayName"] = person.Name,
            ["Email"] = person.UserName,
            ["ExtendedManagers"] = new JsonArray(ClaimsName($"patti@{SandboxRegistration.Domain}"), ClaimsName(Population.ManagerUserName)),
            ["ExtendedReports"] = new JsonArray(ClaimsName(person.UserName)),
            ["IsFollowed"] = false,
            ["LatestPost"] = null,
            ["Peers"] = new JsonArray(
                ClaimsName($"alexw@{SandboxRegistration.Domain}"),
                ClaimsName($"diegos@{SandboxRegistration.Domain}")
            ),
            ["PersonalSiteHostUrl"] = $"{tenant.Site}/",
            ["PersonalUrl"] = $"{tenant.Site}{PersonalSpace(person)}",
            ["PictureUrl"] = UserPhoto.Url(tenant, person),
            ["Title"] = person.JobTitle,
            ["UserProfileProperties"] = ProfileProperties.For(tenant, person),
            ["UserUrl"] = $"{tenant.Site}/Person.aspx?accountname={Uri.EscapeDataString(ClaimsName(person.UserName))}",
        };

    public static string PersonalSpace(Person person) => $"/personal/{person.UserName.Replace('@', '_').Replace('.', '_')}/";
}
