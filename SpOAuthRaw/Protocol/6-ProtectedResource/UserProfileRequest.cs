namespace SpOAuthRaw.Protocol;

/// <summary>The question to SharePoint, with the access token as the only key (RFC 6750 §2.1).</summary>
public sealed record UserProfileRequest
{
    /// <summary>What is asked for.</summary>
    public required Uri Address { get; init; }

    /// <summary>The header fields in teaching order. The message and the page are both made from this list.</summary>
    public required IReadOnlyList<Parameter> Headers { get; init; }

    /// <summary>The question for the profile of the person behind an access token.</summary>
    public static UserProfileRequest For(Uri site, string accessToken) =>
        To(AddressBelow(site), "application/json;odata=nometadata", accessToken);

    /// <summary>Where the profile is, below a site's address.</summary>
    public static Uri AddressBelow(Uri site) => new($"{site.AbsoluteUri.TrimEnd('/')}/_api/SP.UserProfiles.PeopleManager/GetMyProperties");

    /// <summary>The question for the person's picture, at an address of the same SharePoint.</summary>
    public static UserProfileRequest ForPicture(Uri picture, string accessToken) => To(picture, "image/*", accessToken);

    /// <summary>The token travels in the header, never in the URL, where logs would keep it (RFC 6750 §2.1, §2.3).</summary>
    private static UserProfileRequest To(Uri address, string accept, string accessToken) =>
        new()
        {
            Address = address,
            Headers =
            [
                new("Authorization", $"Bearer {accessToken}"),
                new("Accept", accept),
                new("Accept-Language", "en-US"), // SharePoint's error texts follow it
                new("User-Agent", "NONISV|RawOAuth|SpOAuthRaw/1.0"), // undecorated traffic is throttled first
            ],
        };

    /// <summary>Without the values: the token is among them.</summary>
    public override string ToString() => $"{nameof(UserProfileRequest)} {{ {Address} }}";
}
