namespace SpOAuthRaw.Walkthrough;

public static partial class Catalogue
{
    /// <summary>Standard parameters that this app does not send, but that somebody who changes a request may add, or a provider answer with.</summary>
    /// <remarks>IANA's registry "OAuth Parameters" lists them all, with those of extensions that no sign-in here could meet.</remarks>
    private static Entry[] OtherParameters =>
        [
            new(
                "display",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.1.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest")
            ),
            new(
                "max_age",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.1.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest")
            ),
            new(
                "ui_locales",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.1.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest")
            ),
            new(
                "claims_locales",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §5.2",
                new("https://openid.net/specs/openid-connect-core-1_0.html#ClaimsLanguagesAndScripts")
            ),
            new(
                "acr_values",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §3.1.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest")
            ),
            new(
                "registration",
                Term.Parameter,
                FrontChannel,
                "OIDC Core §7.2.1",
                new("https://openid.net/specs/openid-connect-core-1_0.html#RegistrationParameter")
            ),
            new("request", Term.Parameter, FrontChannel, "RFC 9101 §5.1", new("https://www.rfc-editor.org/rfc/rfc9101#section-5.1")),
            new("request_uri", Term.Parameter, FrontChannel, "RFC 9101 §5.2", new("https://www.rfc-editor.org/rfc/rfc9101#section-5.2")),
            new(
                "authorization_details",
                Term.Parameter,
                FrontChannel,
                "RFC 9396 §2",
                new("https://www.rfc-editor.org/rfc/rfc9396#section-2")
            ),
            new("dpop_jkt", Term.Parameter, FrontChannel, "RFC 9449 §10", new("https://www.rfc-editor.org/rfc/rfc9449#section-10")),
            new(
                "access_token",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §4.2.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-implicit-grant-flow")
            ),
            new(
                "token_type",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §4.2.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-implicit-grant-flow")
            ),
            new(
                "expires_in",
                Term.Parameter,
                FrontChannel,
                "RFC 6749 §4.2.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.2.2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-implicit-grant-flow")
            ),
            new(
                "client_assertion",
                Term.Parameter,
                BackChannel,
                "RFC 7521 §4.2",
                new("https://www.rfc-editor.org/rfc/rfc7521#section-4.2"),
                new("https://learn.microsoft.com/entra/identity-platform/certificate-credentials")
            ),
            new(
                "client_assertion_type",
                Term.Parameter,
                BackChannel,
                "RFC 7521 §4.2",
                new("https://www.rfc-editor.org/rfc/rfc7521#section-4.2"),
                new("https://learn.microsoft.com/entra/identity-platform/certificate-credentials")
            ),
            new(
                "assertion",
                Term.Parameter,
                BackChannel,
                "RFC 7521 §4.1",
                new("https://www.rfc-editor.org/rfc/rfc7521#section-4.1"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow")
            ),
            new(
                "requested_token_use",
                Term.Parameter,
                BackChannel,
                "Entra ID, on-behalf-of flow",
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-on-behalf-of-flow")
            ),
            new(
                "username",
                Term.Parameter,
                BackChannel,
                "RFC 6749 §4.3.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.3.2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc")
            ),
            new(
                "password",
                Term.Parameter,
                BackChannel,
                "RFC 6749 §4.3.2",
                new("https://www.rfc-editor.org/rfc/rfc6749#section-4.3.2"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth-ropc")
            ),
            new(
                "device_code",
                Term.Parameter,
                BackChannel,
                "RFC 8628 §3.4",
                new("https://www.rfc-editor.org/rfc/rfc8628#section-3.4"),
                new("https://learn.microsoft.com/entra/identity-platform/v2-oauth2-device-code")
            ),
            new("subject_token", Term.Parameter, BackChannel, "RFC 8693 §2.1", new("https://www.rfc-editor.org/rfc/rfc8693#section-2.1")),
            new(
                "subject_token_type",
                Term.Parameter,
                BackChannel,
                "RFC 8693 §2.1",
                new("https://www.rfc-editor.org/rfc/rfc8693#section-2.1")
            ),
            new("actor_token", Term.Parameter, BackChannel, "RFC 8693 §2.1", new("https://www.rfc-editor.org/rfc/rfc8693#section-2.1")),
            new(
                "actor_token_type",
                Term.Parameter,
                BackChannel,
                "RFC 8693 §2.1",
                new("https://www.rfc-editor.org/rfc/rfc8693#section-2.1")
            ),
            new(
                "requested_token_type",
                Term.Parameter,
                BackChannel,
                "RFC 8693 §2.1",
                new("https://www.rfc-editor.org/rfc/rfc8693#section-2.1")
            ),
            new("audience", Term.Parameter, BackChannel, "RFC 8693 §2.1", new("https://www.rfc-editor.org/rfc/rfc8693#section-2.1")),
        ];
}
