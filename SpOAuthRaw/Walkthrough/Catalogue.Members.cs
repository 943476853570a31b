namespace SpOAuthRaw.Walkthrough;

public static partial class Catalogue
{
    /// <summary>Members of JSON documents: metadata, keys, token answers, errors, and SharePoint's profile.</summary>
    private static Entry[] Members =>
        [
            new(
                "issuer",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata"),
                new("https://learn.microsoft.com/entra/identity-platform/access-tokens")
            ),
            new(
                "authorization_endpoint",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "token_endpoint",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "jwks_uri",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "userinfo_endpoint",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "end_session_endpoint",
                Term.Member,
                BackChannel,
                "RP-Initiated Logout §2.1",
                new("https://openid.net/specs/openid-connect-rpinitiated-1_0.html#OPMetadata"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "device_authorization_endpoint",
                Term.Member,
                BackChannel,
                "RFC 8628 §4",
                new("https://www.rfc-editor.org/rfc/rfc8628#section-4")
            ),
            new(
                "kerberos_endpoint",
                Term.Member,
                BackChannel,
                "Entra ID, OpenID Connect",
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "check_session_iframe",
                Term.Member,
                BackChannel,
                "Session Management §3.2",
                new("https://openid.net/specs/openid-connect-session-1_0.html#OPiframe")
            ),
            new(
                "response_types_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "response_modes_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "scopes_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata"),
                new("https://learn.microsoft.com/entra/identity-platform/scopes-oidc")
            ),
            new(
                "claims_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "subject_types_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "id_token_signing_alg_values_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "token_endpoint_auth_methods_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "code_challenge_methods_supported",
                Term.Member,
                BackChannel,
                "RFC 8414 §2",
                new("https://www.rfc-editor.org/rfc/rfc8414#section-2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "authorization_response_iss_parameter_supported",
                Term.Member,
                BackChannel,
                "RFC 9207 §3",
                new("https://www.rfc-editor.org/rfc/rfc9207#section-3")
            ),
            new(
                "request_uri_parameter_supported",
                Term.Member,
                BackChannel,
                "Discovery §3",
                new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata")
            ),
            new(
                "http_logout_supported",
                Term.Member,
                BackChannel,
                "Front-Channel Logout §3",
                new("https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout")
            ),
            new(
                "frontchannel_logout_supported",
                Term.Member,
                BackChannel,
                "Front-Channel Logout §3",
                new("https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "microsoft_multi_refresh_token",
                Term.Member,
                BackChannel,
                "Entra ID v1, authorization code flow",
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code")
            ),
            new(
                "tenant_region_scope",
                Term.Member,
                BackChannel,
                "Entra ID, OpenID Connect",
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "cloud_instance_name",
                Term.Member,
                BackChannel,
                "Entra ID, national clouds",
                new("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud")
            ),
            new(
                "cloud_graph_host_name",
                Term.Member,
                BackChannel,
                "Entra ID, national clouds",
                new("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud")
            ),
            new(
                "msgraph_host",
                Term.Member,
                BackChannel,
                "Entra ID, national clouds",
                new("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud")
            ),
            new(
                "rbac_url",
                Term.Member,
                BackChannel,
                "Entra ID, OpenID Connect",
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new("keys", Term.Member, BackChannel, "RFC 7517 §5.1", new("https://www.rfc-editor.org/rfc/rfc7517#section-5.1")),
            new("kty", Term.Member, BackChannel, "RFC 7517 §4.1", new("https://www.rfc-editor.org/rfc/rfc7517#section-4.1")),
            new("use", Term.Member, BackChannel, "RFC 7517 §4.2", new("https://www.rfc-editor.org/rfc/rfc7517#section-4.2")),
            new("kid", Term.Member, BackChannel, "RFC 7517 §4.5", new("https://www.rfc-editor.org/rfc/rfc7517#section-4.5")),
            new("alg", Term.Member, BackChannel, "RFC 7517 §4.4", new("https://www.rfc-editor.org/rfc/rfc7517#section-4.4")),
            new("x5t", Term.Member, BackChannel, "RFC 7517 §4.8", new("https://www.rfc-editor.org/rfc/rfc7517#section-4.8")),
            new("x5c", Term.Member, BackChannel, "RFC 7517 §4.7", new("https://www.rfc-editor.org/rfc/rfc7517#section-4.7")),
            new("n", Term.Member, BackChannel, "RFC 7518 §6.3.1.1", new("https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1.1")),
            new("e", Term.Member, BackChannel, "RFC 7518 §6.3.1.2", new("https://www.rfc-editor.org/rfc/rfc7518#section-6.3.1.2")),
            new("token_type", Term.Member, BackChannel, "RFC 6749 §7.1", new("https://www.rfc-editor.org/rfc/rfc6749#section-7.1")),
            new(
                "scope",
                Term.Member,
                BackChannel,
                "RFC 6749 §5.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-5.1"),
                new("https://learn.microsoft.com/entra/identity-platform/scopes-oidc")
            ),
            new(
                "expires_in",
                Term.Member,
                BackChannel,
                "RFC 6749 §5.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-5.1"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "ext_expires_in",
                Term.Member,
                BackChannel,
                "Entra ID, authorization code flow",
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "expires_on",
                Term.Member,
                BackChannel,
                "Entra ID v1, authorization code flow",
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code")
            ),
            new(
                "not_before",
                Term.Member,
                BackChannel,
                "Entra ID v1, authorization code flow",
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code")
            ),
            new(
                "resource",
                Term.Member,
                BackChannel,
                "Entra ID v1, authorization code flow",
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code")
            ),
            new(
                "access_token",
                Term.Member,
                Token,
                "RFC 6749 §5.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-5.1"),
                new("https://learn.microsoft.com/entra/identity-platform/access-tokens")
            ),
            new(
                "refresh_token",
                Term.Member,
                BackChannel,
                "RFC 6749 §6",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-6"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "id_token",
                Term.Member,
                BackChannel,
                "OIDC Core §3.1.3.3",
                new("https://openid.net/specs/openid-connect-core-1_0.html#TokenResponse"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "client_info",
                Term.Member,
                BackChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new("foci", Term.Member, BackChannel, "MSAL.js", new("https://github.com/AzureAD/microsoft-authentication-library-for-js")),
            new(
                "refresh_in",
                Term.Member,
                BackChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new(
                "refresh_token_expires_in",
                Term.Member,
                BackChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new(
                "error",
                Term.Member,
                Token,
                "RFC 6749 §5.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-5.2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "error_description",
                Term.Member,
                Token,
                "RFC 6749 §5.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-5.2"),
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "error_codes",
                Term.Member,
                BackChannel,
                "Entra ID, error codes",
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "timestamp",
                Term.Member,
                BackChannel,
                "Entra ID, error codes",
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "trace_id",
                Term.Member,
                BackChannel,
                "Entra ID, error codes",
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "correlation_id",
                Term.Member,
                BackChannel,
                "Entra ID, error codes",
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "error_uri",
                Term.Member,
                BackChannel,
                "RFC 6749 §5.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-5.2"),
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "suberror",
                Term.Member,
                BackChannel,
                "Entra ID, error codes",
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "claims",
                Term.Member,
                BackChannel,
                "Entra ID, claims challenges",
                new("https://learn.microsoft.com/entra/identity-platform/claims-challenge")
            ),
            new(
                "AccountName",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "DisplayName",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "Title",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "Email",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "PictureUrl",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "PersonalUrl",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "PersonalSiteHostUrl",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "UserUrl",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "DirectReports",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "ExtendedManagers",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "ExtendedReports",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "Peers",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "IsFollowed",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "LatestPost",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "UserProfileProperties",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "Key",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "Value",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new(
                "ValueType",
                Term.Member,
                WithSharePoint,
                "SharePoint, PersonProperties",
                new("https://learn.microsoft.com/previous-versions/office/sharepoint-csom/jj163873(v=office.15)")
            ),
            new("odata.metadata", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("odata.type", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("odata.id", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("odata.editLink", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("odata.null", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("odata.error", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new(
                "d",
                Term.Member,
                WithSharePoint,
                "OData 3.0, verbose JSON",
                new("https://www.odata.org/documentation/odata-version-3-0/json-verbose-format/")
            ),
            new(
                "results",
                Term.Member,
                WithSharePoint,
                "OData 3.0, verbose JSON",
                new("https://www.odata.org/documentation/odata-version-3-0/json-verbose-format/")
            ),
            new(
                "__metadata",
                Term.Member,
                WithSharePoint,
                "OData 3.0, verbose JSON",
                new("https://www.odata.org/documentation/odata-version-3-0/json-verbose-format/")
            ),
            new(
                "id",
                Term.Member,
                WithSharePoint,
                "OData 3.0, verbose JSON",
                new("https://www.odata.org/documentation/odata-version-3-0/json-verbose-format/")
            ),
            new(
                "uri",
                Term.Member,
                WithSharePoint,
                "OData 3.0, verbose JSON",
                new("https://www.odata.org/documentation/odata-version-3-0/json-verbose-format/")
            ),
            new(
                "type",
                Term.Member,
                WithSharePoint,
                "OData 3.0, verbose JSON",
                new("https://www.odata.org/documentation/odata-version-3-0/json-verbose-format/")
            ),
            new("code", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("message", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("lang", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/")),
            new("value", Term.Member, WithSharePoint, "OData 3.0", new("https://www.odata.org/documentation/odata-version-3-0/"))
            {
                Key = "Member.message.value",
            },
        ];
}
