using System.Net.Http.Headers;

namespace SpOAuthRaw.Protocol;

/// <summary>Asks SharePoint for the signed-in person's profile, with the access token as the only key (RFC 6750 §2.1).</summary>
public sealed class UserProfileClient(HttpClient http)
{
    /// <summary>Where the profile is, below a site's address.</summary>
    public static Uri ProfileAddress(Uri site) =>
        new($"{site.AbsoluteUri.TrimEnd('/')}/_api/SP.UserProfiles.PeopleManager/GetMyProperties");

    /// <summary>Asks for the profile.</summary>
    /// <returns>The answer whatever its status, or <see cref="Unreachable"/>.</returns>
    public Task<Checked<HttpAnswer>> GetAsync(Uri site, string accessToken, CancellationToken cancellationToken) =>
        SendAsync(ProfileAddress(site), "application/json;odata=nometadata", accessToken, cancellationToken);

    /// <summary>Asks for the person's picture, at an address of the same SharePoint.</summary>
    /// <returns>The answer whatever its status, or <see cref="Unreachable"/>.</returns>
    public Task<Checked<HttpAnswer>> GetPictureAsync(Uri picture, string accessToken, CancellationToken cancellationToken) =>
        SendAsync(picture, "image/*", accessToken, cancellationToken);

    /// <summary>The token travels in the header, never in the URL, where logs would keep it (RFC 6750 §2.1, §2.3).</summary>
    private async Task<Checked<HttpAnswer>> SendAsync(Uri address, string accept, string accessToken, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        request.Headers.TryAddWithoutValidation("Accept-Language", "en-US"); // SharePoint's error texts follow it
        request.Headers.TryAddWithoutValidation("User-Agent", "NONISV|RawOAuth|SpOAuthRaw/1.0"); // undecorated traffic is throttled first
        return await HttpAnswer.ToAsync(http, request, Party.SharePoint, cancellationToken);
    }
}
