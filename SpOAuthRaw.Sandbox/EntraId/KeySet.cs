using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using SpOAuthRaw.Sandbox.Keys;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>The public keys (RFC 7517 §5). Keys of the v2 dialect name the issuers they may vouch for; those of v1 don't.</summary>
internal static class KeySet
{
    public static JsonObject For(Tenant tenant, Dialect dialect) =>
        new() { ["keys"] = new JsonArray([.. tenant.Keys.All.Select(key => (JsonNode)Key(tenant, dialect, key))]) };

    private static JsonObject Key(Tenant tenant, Dialect dialect, SigningKey key)
    {
        var json = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = key.Id,
            ["x5t"] = key.Id,
            ["n"] = Base64UrlEncoder.Encode(key.Public.Modulus),
            ["e"] = Base64UrlEncoder.Encode(key.Public.Exponent),
            ["x5c"] = new JsonArray(key.Certificate),
        };
        if (dialect == Dialect.V2)
            json["issuer"] = $"{tenant.Login}/{{tenantid}}/v2.0";
        return json;
    }
}
