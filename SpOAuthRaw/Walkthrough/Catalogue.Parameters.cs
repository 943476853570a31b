namespace SpOAuthRaw.Walkthrough;

public static partial class Catalogue
{
    /// <summary>What stands in URLs and forms: the authorization request and its answer, the token request, the sign-out, and SharePoint's challenge.</summary>
    private static Entry[] Parameters =>
        [
            new("client_id", Term.Parameter, FrontChannel, "RFC 6749 §4.1.1", new("https://www.rfc-editor.org/rfc/rfc6749#section-4.1.1")),
            new(
                "response_type",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §3.1.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-3.1.1"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "redirect_uri",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §3.1.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2"),
                new("https://learn.microsoft.com/entra/identity-platform/reply-url")
            ),
            new(
                "response_mode",
                Term.Parameter,
                FrontChannel,
                "Multiple Response Types §2.1",
                new("https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html#ResponseModes"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "scope",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §3.3",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-3.3"),
                new("https://learn.microsoft.com/entra/identity-platform/scopes-oidc")
            ),
            new(
                "resource",
                Term.Parameter,
                FrontChannel,
                "Entra ID v1, authorization code flow",
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code"),
                new("https://learn.microsoft.com/entra/identity-platform/scopes-oidc")
            ),
            new(
                "state",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §10.12",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-10.12"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "nonce",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.1.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest")
            ),
            new(
                "code_challenge",
                Term.Parameter,
                FrontChannel,
                "RFC 7636 §4.3",
                new("https://www.rfc-editor.org/rfc/rfc7636#section-4.3"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "code_challenge_method",
                Term.Parameter,
                FrontChannel,
                "RFC 7636 §4.3",
                new("https://www.rfc-editor.org/rfc/rfc7636#section-4.3"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "prompt",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.1.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "login_hint",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.1.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "domain_hint",
                Term.Parameter,
                FrontChannel,
                "Entra ID, authorization code flow",
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "claims",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §5.5",
                new("https://openid.net/specs/openid-connect-core-1_0.html#ClaimsParameter"),
                new("https://learn.microsoft.com/entra/identity-platform/claims-challenge")
            ),
            new(
                "client_info",
                Term.Parameter,
                FrontChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new(
                "code",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §4.1.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "id_token",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.3.2.5",
                new("https://openid.net/specs/openid-connect-core-1_0.html#HybridAuthResponse"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "session_state",
                Term.Parameter,
                FrontChannel,
                "Session Management §3",
                new("https://openid.net/specs/openid-connect-session-1_0.html#ChangeNotification"),
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code")
            ),
            new("iss", Term.Parameter, FrontChannel, "RFC 9207 §2", new("https://www.rfc-editor.org/rfc/rfc9207#section-2")),
            new(
                "error",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §4.1.2.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "error_description",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §4.1.2.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1"),
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "error_uri",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §4.1.2.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.1.2.1"),
                new("https://learn.microsoft.com/entra/identity-platform/reference-error-codes")
            ),
            new(
                "error_subcode",
                Term.Parameter,
                FrontChannel,
                "MSAL.js",
                new("https://github.com/AzureAD/microsoft-authentication-library-for-js")
            ),
            new(
                "admin_consent",
                Term.Parameter,
                FrontChannel,
                "Entra ID v1, authorization code flow",
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code")
            ),
            new(
                "grant_type",
                Term.Parameter,
                BackChannel,
                "RFC 6749 §4.1.3",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.1.3"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "code_verifier",
                Term.Parameter,
                BackChannel,
                "RFC 7636 §4.5",
                new("https://www.rfc-editor.org/rfc/rfc7636#section-4.5"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "client_secret",
                Term.Parameter,
                BackChannel,
                "RFC 6749 §2.3.1",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "refresh_token",
                Term.Parameter,
                BackChannel,
                "RFC 6749 §6",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-6"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow")
            ),
            new(
                "post_logout_redirect_uri",
                Term.Parameter,
                FrontChannel,
                "RP-Initiated Logout §2",
                new("https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "logout_hint",
                Term.Parameter,
                FrontChannel,
                "RP-Initiated Logout §2",
                new("https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "id_token_hint",
                Term.Parameter,
                FrontChannel,
                "RP-Initiated Logout §2",
                new("https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout")
            ),
            new(
                "realm",
                Term.Parameter,
                WithSharePoint,
                "RFC 9110 §11.5",
                new("https://www.rfc-editor.org/rfc/rfc9110#section-11.5"),
                new("https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation")
            ),
            new(
                "trusted_issuers",
                Term.Parameter,
                WithSharePoint,
                "SharePoint, security tokens",
                new(
                    "https://learn.microsoft.com/sharepoint/dev/sp-add-ins/handle-security-tokens-in-provider-hosted-low-trust-sharepoint-add-ins"
                )
            ),
            new(
                "authorization_uri",
                Term.Parameter,
                WithSharePoint,
                "Entra ID, continuous access evaluation",
                new("https://learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation"),
                new("https://learn.microsoft.com/azure/active-directory/azuread-dev/v1-protocols-oauth-code")
            ),
        ];
}
