using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>What a person has granted in one sign-in: the root of the code and of all tokens that come of it.</summary>
/// <param name="Family">All codes and refresh tokens of this sign-in; when one is used twice they all end (RFC 9700 §4.14.2).</param>
internal sealed record Grant(Asked Asked, Person Person, Guid SessionId, Guid Family)
{
    /// <summary>Pairwise: another application would see another subject for the same person (OIDC Core §8.1).</summary>
    public string Subject { get; } = Base64UrlEncoder.Encode(StableId.Hash("sub", $"{SandboxRegistration.ClientId}:{Person.UserName}"));

    /// <summary>The id of the account for client libraries: object and tenant, as base64url of JSON.</summary>
    public string ClientInfo =>
        Base64UrlEncoder.Encode(JsonSerializer.Serialize(new { uid = Person.ObjectId, utid = SandboxRegistration.TenantId }));

    /// <summary>The application repeated the claims that a challenge gave it.</summary>
    public bool Answers(string claim) => Asked.Claims?.Contains($"\"{claim}\"", StringComparison.Ordinal) == true;

    public static Grant? In(HttpContext context) => context.Items[typeof(Grant)] as Grant;

    public void Into(HttpContext context) => context.Items[typeof(Grant)] = this;
}
