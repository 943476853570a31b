using System.Text.Json.Nodes;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>
/// The provider's metadata (OIDC Discovery §3), with Entra ID's members in Entra ID's order. Two things are missing on
/// purpose, because Entra ID does not have them: <c>code_challenge_methods_supported</c>, though PKCE works, and
/// RFC 9207's promise of an <c>iss</c> in the authorization response.
/// </summary>
internal static class MetadataDocument
{
    public static JsonObject For(Tenant tenant, TenantAlias alias) => alias.Dialect == Dialect.V2 ? V2(tenant, alias) : V1(tenant, alias);

    private static JsonObject V2(Tenant tenant, TenantAlias alias)
    {
        var at = $"{tenant.Login}/{alias.InAddresses}";
        return new JsonObject
        {
            ["token_endpoint"] = $"{at}/oauth2/v2.0/token",
            ["token_endpoint_auth_methods_supported"] = List("client_secret_post", "private_key_jwt", "client_secret_basic"),
            ["jwks_uri"] = $"{at}/discovery/v2.0/keys",
            ["response_modes_supported"] = List("query", "fragment", "form_post"),
            ["subject_types_supported"] = List("pairwise"),
            ["id_token_signing_alg_values_supported"] = List("RS256"),
            ["response_types_supported"] = List("code", "id_token", "code id_token", "id_token token"),
            ["scopes_supported"] = List("openid", "profile", "email", "offline_access"),
            ["issuer"] = $"{tenant.Login}/{alias.InIssuer}/v2.0",
            ["request_uri_parameter_supported"] = false,
            ["userinfo_endpoint"] = $"{tenant.Login}/oidc/userinfo",
            ["authorization_endpoint"] = $"{at}/oauth2/v2.0/authorize",
            ["device_authorization_endpoint"] = $"{at}/oauth2/v2.0/devicecode",
            ["http_logout_supported"] = true,
            ["frontchannel_logout_supported"] = true,
            ["end_session_endpoint"] = $"{at}/oauth2/v2.0/logout",
            ["claims_supported"] = List([
                .. CommonClaims,
                "nonce",
                "preferred_username",
                "name",
                "tid",
                "ver",
                "at_hash",
                "c_hash",
                "email",
            ]),
            ["kerberos_endpoint"] = $"{at}/kerberos",
            ["tenant_region_scope"] = alias.Region,
            ["cloud_instance_name"] = tenant.LoginUrl.Host,
            ["cloud_graph_host_name"] = "graph.windows.net",
            ["msgraph_host"] = "graph.microsoft.com",
            ["rbac_url"] = "https://pas.windows.net",
        };
    }

    private static JsonObject V1(Tenant tenant, TenantAlias alias)
    {
        var at = $"{tenant.Login}/{alias.InAddresses}";
        return new JsonObject
        {
            ["token_endpoint"] = $"{at}/oauth2/token",
            ["token_endpoint_auth_methods_supported"] = List("client_secret_post", "private_key_jwt", "client_secret_basic"),
            ["jwks_uri"] = $"{tenant.Login}/common/discovery/keys", // always common, also in one tenant's document
            ["response_modes_supported"] = List("query", "fragment", "form_post"),
            ["subject_types_supported"] = List("pairwise"),
            ["id_token_signing_alg_values_supported"] = List("RS256"),
            ["response_types_supported"] = List("code", "id_token", "code id_token", "token id_token", "token"),
            ["scopes_supported"] = List("openid"),
            ["issuer"] = $"{tenant.Login}/{alias.InIssuer}/",
            ["microsoft_multi_refresh_token"] = true,
            ["authorization_endpoint"] = $"{at}/oauth2/authorize",
            ["device_authorization_endpoint"] = $"{at}/oauth2/devicecode",
            ["http_logout_supported"] = true,
            ["frontchannel_logout_supported"] = true,
            ["end_session_endpoint"] = $"{at}/oauth2/logout",
            ["claims_supported"] = List([.. CommonClaims, "amr", "nonce", "email", "given_name", "family_name", "nickname"]),
            ["check_session_iframe"] = $"{at}/oauth2/checksession",
            ["userinfo_endpoint"] = $"{at}/openid/userinfo",
            ["kerberos_endpoint"] = $"{at}/kerberos",
            ["tenant_region_scope"] = alias.Region,
            ["cloud_instance_name"] = tenant.LoginUrl.Host,
            ["cloud_graph_host_name"] = "graph.windows.net",
            ["msgraph_host"] = "graph.microsoft.com",
            ["rbac_url"] = "https://pas.windows.net",
        };
    }

    private static string[] CommonClaims =>
        [
            "sub",
            "iss",
            "cloud_instance_name",
            "cloud_instance_host_name",
            "cloud_graph_host_name",
            "msgraph_host",
            "aud",
            "exp",
            "iat",
            "auth_time",
            "acr",
        ];

    private static JsonArray List(params string[] values) => [.. values.Select(value => JsonValue.Create(value))];
}
