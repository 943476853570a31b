using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>The person's picture: fetched from SharePoint once, kept as long as the session, and only where the access token is good for it.</summary>
public sealed class ProfilePictures(SealedCache cache, Lazy<UserProfileClient> sharePoint, IOptions<SharePointOptions> site)
{
    private const int LargestKept = 64 * 1024; // bytes

    /// <summary>Whether SharePoint keeps the picture at the very origin that the token was made for. Another host must not see the token.</summary>
    public Uri? AddressOf(Session session) =>
        Uri.TryCreate(session.Profile?.PictureUrl, UriKind.Absolute, out var address)
        && address.GetLeftPart(UriPartial.Authority).Equals(site.Value.Resource, StringComparison.OrdinalIgnoreCase)
            ? address
            : null;

    /// <summary>The picture of a session's person.</summary>
    /// <returns>The bytes and their media type, read off the bytes; <c>null</c> when there is no picture.</returns>
    public async Task<(byte[] Bytes, string MediaType)?> FindAsync(string key, Session session, CancellationToken cancellationToken)
    {
        if (AddressOf(session) is not { } address)
            return null;

        var bytes = await cache.GetAsync(Name(key), cancellationToken);
        if (bytes is null)
        {
            bytes = await FetchAsync(address, session.AccessToken, cancellationToken);
            await cache.SetAsync(Name(key), bytes, session.ExpiresAt, cancellationToken); // empty: asked, and there is none
        }

        return MediaTypeOf(bytes) is { } mediaType ? (bytes, mediaType) : null;
    }

    /// <summary>Forgets a picture when its session ends.</summary>
    public Task RemoveAsync(string key, CancellationToken cancellationToken) => cache.RemoveAsync(Name(key), cancellationToken);

    private async Task<byte[]> FetchAsync(Uri address, string accessToken, CancellationToken cancellationToken)
    {
        var sent = await sharePoint.Value.SendAsync(UserProfileRequest.ForPicture(address, accessToken), cancellationToken);
        return
            sent.Succeeded(out var answer, out _)
            && (int)answer.Status == 200
            && answer.Body.Length <= LargestKept
            && MediaTypeOf(answer.Body) is not null
            ? answer.Body
            : [];
    }

    /// <summary>The kinds of picture that can hold no script, by their first bytes: what a server calls them is only what it calls them.</summary>
    private static string? MediaTypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF8"u8) ? "image/gif"
        : null;

    private static string Name(string key) => $"picture:{key}";
}
