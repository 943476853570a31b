using System.Text.Json.Nodes;

namespace SpOAuthRaw.Tests;

public static partial class Given
{
    /// <summary>The provider's document for many tenants or, with a GUID, for one.</summary>
    public static JsonObject MetadataDocument(Dialect dialect = Dialect.V2, string tenant = "organizations")
    {
        var issuerTenant = tenant == "organizations" ? "{tenantid}" : tenant;
        var (path, keys) = dialect == Dialect.V2 ? ("oauth2/v2.0", "discovery/v2.0/keys") : ("oauth2", "discovery/keys");
        return new JsonObject
        {
            ["issuer"] = dialect == Dialect.V2 ? $"{Instance}{issuerTenant}/v2.0" : $"https://sts.windows.net/{issuerTenant}/",
            ["authorization_endpoint"] = $"{Instance}{tenant}/{path}/authorize",
            ["token_endpoint"] = $"{Instance}{tenant}/{path}/token",
            ["jwks_uri"] = $"{Instance}{tenant}/{keys}",
            ["end_session_endpoint"] = $"{Instance}{tenant}/{path}/logout",
            ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
        };
    }

    public static ProviderMetadata Metadata(Dialect dialect = Dialect.V2, string tenant = "organizations") =>
        ProviderMetadata.Accept(Answer(200, MetadataDocument(dialect, tenant).ToJsonString()), Authority(dialect, tenant)).ShouldPass();
}
