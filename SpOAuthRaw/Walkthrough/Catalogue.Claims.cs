namespace SpOAuthRaw.Walkthrough;

public static partial class Catalogue
{
    /// <summary>What stands in a token, its header included (RFC 7515 §4, RFC 7519 §4).</summary>
    private static Entry[] Claims =>
        [
            new(
                "typ",
                Term.Claim,
                Token,
                "RFC 7515 §4.1.9",
                new("https://www.rfc-editor.org/rfc/rfc7515#section-4.1.9"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "alg",
                Term.Claim,
                Token,
                "RFC 7515 §4.1.1",
                new("https://www.rfc-editor.org/rfc/rfc7515#section-4.1.1"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "kid",
                Term.Claim,
                Token,
                "RFC 7515 §4.1.4",
                new("https://www.rfc-editor.org/rfc/rfc7515#section-4.1.4"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "x5t",
                Term.Claim,
                Token,
                "RFC 7515 §4.1.7",
                new("https://www.rfc-editor.org/rfc/rfc7515#section-4.1.7"),
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "rh",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "iss",
                Term.Claim,
                Token,
                "RFC 7519 §4.1.1",
                new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.1"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "sub",
                Term.Claim,
                Token,
                "RFC 7519 §4.1.2",
                new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.2"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "aud",
                Term.Claim,
                Token,
                "RFC 7519 §4.1.3",
                new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3"),
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new("exp", Term.Claim, Token, "RFC 7519 §4.1.4", new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4")),
            new("nbf", Term.Claim, Token, "RFC 7519 §4.1.5", new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.5")),
            new("iat", Term.Claim, Token, "RFC 7519 §4.1.6", new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.6")),
            new(
                "nonce",
                Term.Claim,
                BackChannel,
                "OIDC Core §2",
                new("https://openid.net/specs/openid-connect-core-1_0.html#IDToken"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "c_hash",
                Term.Claim,
                FrontChannel,
                "OIDC Core §3.3.2.11",
                new("https://openid.net/specs/openid-connect-core-1_0.html#HybridIDToken"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "at_hash",
                Term.Claim,
                FrontChannel,
                "OIDC Core §3.3.2.11",
                new("https://openid.net/specs/openid-connect-core-1_0.html#HybridIDToken"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "acr",
                Term.Claim,
                Token,
                "OIDC Core §2",
                new("https://openid.net/specs/openid-connect-core-1_0.html#IDToken"),
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "amr",
                Term.Claim,
                Token,
                "RFC 8176 §2",
                new("https://www.rfc-editor.org/rfc/rfc8176#section-2"),
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "auth_time",
                Term.Claim,
                Token,
                "OIDC Core §2",
                new("https://openid.net/specs/openid-connect-core-1_0.html#IDToken"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "azp",
                Term.Claim,
                Token,
                "OIDC Core §2",
                new("https://openid.net/specs/openid-connect-core-1_0.html#IDToken"),
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "azpacr",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "appid",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "appidacr",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "app_displayname",
                Term.Claim,
                Token,
                "Entra ID, access tokens",
                new("https://learn.microsoft.com/entra/identity-platform/access-tokens")
            ),
            new(
                "idtyp",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "scp",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "roles",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "wids",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "groups",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "oid",
                Term.Claim,
                Token,
                "Entra ID, ID token claims",
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "tid",
                Term.Claim,
                Token,
                "Entra ID, ID token claims",
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "name",
                Term.Claim,
                Token,
                "OIDC Core §5.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "given_name",
                Term.Claim,
                Token,
                "OIDC Core §5.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "family_name",
                Term.Claim,
                Token,
                "OIDC Core §5.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "nickname",
                Term.Claim,
                BackChannel,
                "OIDC Core §5.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "email",
                Term.Claim,
                Token,
                "OIDC Core §5.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "preferred_username",
                Term.Claim,
                Token,
                "OIDC Core §5.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "unique_name",
                Term.Claim,
                Token,
                "Entra ID, ID token claims",
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "upn",
                Term.Claim,
                Token,
                "Entra ID, ID token claims",
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "login_hint",
                Term.Claim,
                BackChannel,
                "Entra ID, ID token claims",
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc")
            ),
            new(
                "ipaddr",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "idp",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "sid",
                Term.Claim,
                Token,
                "Front-Channel Logout §3",
                new("https://openid.net/specs/openid-connect-frontchannel-1_0.html#OPLogout"),
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "ver",
                Term.Claim,
                Token,
                "Entra ID, ID token claims",
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "aio",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "uti",
                Term.Claim,
                Token,
                "Entra ID, access token claims",
                new("https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference")
            ),
            new(
                "puid",
                Term.Claim,
                Token,
                "Entra ID, ID token claims",
                new("https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference")
            ),
            new(
                "xms_cc",
                Term.Claim,
                Token,
                "Entra ID, claims challenges",
                new("https://learn.microsoft.com/entra/identity-platform/claims-challenge")
            ),
            new(
                "cloud_instance_name",
                Term.Claim,
                Token,
                "Entra ID, national clouds",
                new("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud")
            ),
            new(
                "cloud_instance_host_name",
                Term.Claim,
                Token,
                "Entra ID, national clouds",
                new("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud")
            ),
            new(
                "cloud_graph_host_name",
                Term.Claim,
                Token,
                "Entra ID, national clouds",
                new("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud")
            ),
            new(
                "msgraph_host",
                Term.Claim,
                Token,
                "Entra ID, national clouds",
                new("https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud")
            ),
        ];
}
