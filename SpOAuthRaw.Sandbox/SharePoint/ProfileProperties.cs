using System.Text.Json.Nodes;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>
/// A profile's long list. Every value is a string, whatever it means, and most are empty: a client has to look up by key and to
/// put up with both.
/// </summary>
internal static class ProfileProperties
{
    private const string Keys = """
        UserProfile_GUID SID ADGuid AccountName FirstName SPS-PhoneticFirstName LastName SPS-PhoneticLastName PreferredName
        SPS-PhoneticDisplayName WorkPhone Department Title SPS-Department Manager AboutMe PersonalSpace PictureURL UserName QuickLinks
        WebSite PublicSiteRedirect SPS-JobTitle SPS-DataSource SPS-MemberOf SPS-Dotted-line SPS-Peers SPS-Responsibility SPS-SipAddress
        SPS-MySiteUpgrade SPS-DontSuggestList SPS-ProxyAddresses SPS-HireDate SPS-DisplayOrder SPS-ClaimID SPS-ClaimProviderID
        SPS-LastColleagueAdded SPS-OWAUrl SPS-ResourceSID SPS-ResourceAccountName SPS-MasterAccountName SPS-UserPrincipalName
        SPS-O15FirstRunExperience SPS-PersonalSiteInstantiationState SPS-DistinguishedName SPS-SourceObjectDN SPS-LastKeywordAdded
        SPS-ClaimProviderType SPS-SavedAccountName SPS-SavedSID SPS-ObjectExists SPS-PersonalSiteCapabilities
        SPS-PersonalSiteFirstCreationTime SPS-PersonalSiteLastCreationTime SPS-PersonalSiteNumberOfRetries
        SPS-PersonalSiteFirstCreationError SPS-FeedIdentifier WorkEmail CellPhone Fax HomePhone Office SPS-Location Assistant
        SPS-PastProjects SPS-Skills SPS-School SPS-Birthday SPS-StatusNotes SPS-Interests SPS-HashTags SPS-EmailOptin SPS-PrivacyPeople
        SPS-PrivacyActivity SPS-PictureTimestamp SPS-PicturePlaceholderState SPS-PictureExchangeSyncState SPS-MUILanguages
        SPS-ContentLanguages SPS-TimeZone SPS-RegionalSettings-FollowWeb SPS-Locale SPS-CalendarType SPS-AltCalendarType
        SPS-AdjustHijriDays SPS-ShowWeeks SPS-WorkDays SPS-WorkDayStartHour SPS-WorkDayEndHour SPS-Time24 SPS-FirstDayOfWeek
        SPS-FirstWeekOfYear SPS-RegionalSettings-Initialized OfficeGraphEnabled SPS-UserType SPS-HideFromAddressLists
        SPS-RecipientTypeDetails DelveFlags PulseMRUPeople msOnline-ObjectId SPS-PointPublishingUrl SPS-TenantInstanceId
        SPS-SharePointHomeExperienceState SPS-RefreshToken SPS-MultiGeoFlags PreferredDataLocation
        """;

    public static JsonArray For(Tenant tenant, Person person)
    {
        var values = Values(tenant, person);
        var entries = Keys.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
            .Select(key => new JsonObject
            {
                ["Key"] = key,
                ["Value"] = values.GetValueOrDefault(key, ""),
                ["ValueType"] = "Edm.String",
            });
        return [.. entries];
    }

    private static Dictionary<string, string> Values(Tenant tenant, Person person)
    {
        var account = PersonProperties.ClaimsName(person.UserName);
        return new Dictionary<string, string>
        {
            ["UserProfile_GUID"] = StableId.Guid("profile", person.UserName).ToString(),
            ["SID"] = $"i:0h.f|membership|{person.Puid.ToLowerInvariant()}@live.com",
            ["ADGuid"] = "System.Byte[]", // what the real one makes of binary values
            ["AccountName"] = account,
            ["FirstName"] = person.GivenName,
            ["LastName"] = person.FamilyName,
            ["PreferredName"] = person.Name,
            ["WorkPhone"] = "+1 555 0100",
            ["Department"] = person.Department,
            ["SPS-Department"] = person.Department,
            ["Title"] = person.JobTitle,
            ["SPS-JobTitle"] = person.JobTitle,
            ["Manager"] = PersonProperties.ClaimsName(Population.ManagerUserName),
            ["AboutMe"] = "I live in a sandbox, and like it.",
            ["PersonalSpace"] = PersonProperties.PersonalSpace(person),
            ["PictureURL"] = UserPhoto.Url(tenant, person),
            ["UserName"] = person.UserName,
            ["SPS-SipAddress"] = person.UserName,
            ["SPS-ClaimID"] = person.UserName,
            ["SPS-ClaimProviderID"] = "membership",
            ["SPS-ClaimProviderType"] = "Forms",
            ["SPS-SavedAccountName"] = account,
            ["SPS-SavedSID"] = "System.Byte[]",
            ["SPS-UserPrincipalName"] = person.UserName,
            ["SPS-PersonalSiteInstantiationState"] = "2",
            ["SPS-PersonalSiteCapabilities"] = "36",
            ["SPS-PersonalSiteFirstCreationTime"] = "5/5/2021 1:33:02 PM", // dates in US order, whatever the language
            ["SPS-PersonalSiteLastCreationTime"] = "5/5/2021 1:33:02 PM",
            ["SPS-PersonalSiteNumberOfRetries"] = "1",
            ["SPS-DistinguishedName"] =
                $"CN={person.ObjectId},OU={SandboxRegistration.TenantId},OU=Tenants,OU=MSOnline,DC=SPODS000000,DC=msft,DC=net",
            ["WorkEmail"] = person.UserName,
            ["Office"] = "18/2111",
            ["SPS-Skills"] = "Sandcastles|Patience",
            ["SPS-PrivacyPeople"] = "True",
            ["SPS-PrivacyActivity"] = "4095",
            ["SPS-PictureTimestamp"] = "63783110969",
            ["SPS-PicturePlaceholderState"] = "0",
            ["SPS-PictureExchangeSyncState"] = "1",
            ["SPS-MUILanguages"] = "en-US",
            ["SPS-RegionalSettings-Initialized"] = "True",
            ["SPS-UserType"] = "0",
            ["SPS-HideFromAddressLists"] = "False",
            ["msOnline-ObjectId"] = person.ObjectId.ToString(),
            ["SPS-SharePointHomeExperienceState"] = "17301505",
        };
    }
}
