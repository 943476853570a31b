using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>
/// Checks the access token of a request (RFC 6750 §2.1) as SharePoint does: signature, issuer, audience letter by letter, time.
/// Each failure has its own tell-tale.
/// </summary>
internal sealed class BearerCheck(Tenant tenant)
{
    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false, MaximumTokenSizeInBytes = 64 * 1024 };

    public async Task<(Caller? Caller, SharePointAnswer? Refusal)> CheckAsync(HttpContext http)
    {
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer", StringComparison.OrdinalIgnoreCase))
            return (null, Refusals.Anonymous());
        var token = header["Bearer".Length..].Trim();
        if (token.Length == 0)
            return (null, Refusals.Challenge()); // asking for the realm: the tenant's id is in the challenge

        // The clock is ours, so the times are looked at below.
        var result = await _handler.ValidateTokenAsync(token, Parameters()).ConfigureAwait(false);
        if (!result.IsValid)
            return (null, Refusals.InvalidSignature());
        var jwt = (JsonWebToken)result.SecurityToken;
        if (jwt.Audiences.ToArray() is not [var audience])
            return (null, Refusals.InvalidAudience(""));
        if (audience.StartsWith("https://graph.microsoft.com", StringComparison.Ordinal))
            return (null, Refusals.InvalidSignature()); // Graph's tokens are sealed in a way that only Graph can check
        if (audience != tenant.Site)
            return (null, Refusals.InvalidAudience(audience));
        var now = tenant.Clock.GetUtcNow().UtcDateTime;
        if (jwt.ValidTo <= now || jwt.ValidFrom > now)
            return (null, Refusals.Expired());

        return CallerOf(jwt) is { } caller ? (caller, null) : (null, Refusals.InvalidSignature());
    }

    private TokenValidationParameters Parameters() =>
        new()
        {
            ValidTypes = ["JWT"],
            ValidAlgorithms = [SecurityAlgorithms.RsaSha256], // RFC 8725 §3.1
            ValidIssuer = tenant.IssuerV1, // SharePoint's tokens are v1 in both dialects
            IssuerSigningKeys = tenant.Keys.All.Select(key => key.Key),
            ValidateAudience = false,
            ValidateLifetime = false,
        };

    private Caller? CallerOf(JsonWebToken jwt)
    {
        // An ID token is signed by the same keys, but it has no scp: it is not for asking anything.
        if (!jwt.TryGetPayloadValue("scp", out string permissions) || !jwt.TryGetPayloadValue("oid", out string id))
            return null;
        var person = Guid.TryParse(id, out var objectId) ? tenant.People.Find(objectId) : null;
        jwt.TryGetPayloadValue("uti", out string? tokenId);
        return person is null ? null : new Caller(person, permissions.Split(' '), tokenId);
    }
}
