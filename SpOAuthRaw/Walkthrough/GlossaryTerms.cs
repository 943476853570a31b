using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>One of OAuth's words. What it means stands in the resource <c>Glossary</c>.</summary>
/// <param name="Anchor">Its place on the page.</param>
/// <param name="Specification">Who says so.</param>
/// <param name="Source">The very section.</param>
/// <param name="Steps">Where the walkthrough shows it.</param>
public sealed record GlossaryTerm(string Anchor, string Specification, Uri Source, params IReadOnlyList<StepLink> Steps);

/// <summary>A name within a step of the walkthrough.</summary>
/// <param name="Step">1 to 8.</param>
/// <param name="Name">The name, which is the anchor there, in either dialect.</param>
public sealed record StepLink(int Step, string Name)
{
    /// <summary>The address, such as <c>/walkthrough/2#state</c>.</summary>
    public string Address => $"/walkthrough/{Step}#{Name}";
}

/// <summary>The words one has to know to follow a sign-in.</summary>
public static class GlossaryTerms
{
    /// <summary>All of them: the parties first, then what passes between them, then what can go wrong.</summary>
    public static IReadOnlyList<GlossaryTerm> All { get; } =
    [
        new GlossaryTerm(
            "resource-owner",
            "RFC 6749 §1.1",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-1.1"),
            new StepLink(2, "scope")
        ),
        new GlossaryTerm(
            "client",
            "RFC 6749 §1.1",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-1.1"),
            new StepLink(2, "client_id")
        ),
        new GlossaryTerm(
            "authorization-server",
            "RFC 6749 §1.1",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-1.1"),
            new StepLink(1, "issuer")
        ),
        new GlossaryTerm(
            "resource-server",
            "RFC 6749 §1.1",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-1.1"),
            new StepLink(6, "Authorization")
        ),
        new GlossaryTerm(
            "tenant",
            "Entra ID, OpenID Connect",
            new("https://learn.microsoft.com/entra/identity-platform/v2-protocols-oidc"),
            new StepLink(5, "tid")
        ),
        new GlossaryTerm(
            "metadata",
            "Discovery §3",
            new("https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata"),
            new StepLink(1, "jwks_uri")
        ),
        new GlossaryTerm(
            "front-channel",
            "RFC 6749 §3.1",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-3.1"),
            new StepLink(2, "response_type"),
            new StepLink(3, "code")
        ),
        new GlossaryTerm(
            "back-channel",
            "RFC 6749 §3.2",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-3.2"),
            new StepLink(4, "code_verifier")
        ),
        new GlossaryTerm(
            "authorization-code",
            "RFC 6749 §1.3.1",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-1.3.1"),
            new StepLink(3, "code"),
            new StepLink(4, "code")
        ),
        new GlossaryTerm(
            "access-token",
            "RFC 6749 §1.4",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-1.4"),
            new StepLink(4, "access_token"),
            new StepLink(6, "Authorization")
        ),
        new GlossaryTerm(
            "id-token",
            "OIDC Core §2",
            new("https://openid.net/specs/openid-connect-core-1_0.html#IDToken"),
            new StepLink(4, "id_token"),
            new StepLink(5, "aud")
        ),
        new GlossaryTerm(
            "refresh-token",
            "RFC 6749 §1.5",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-1.5"),
            new StepLink(7, "refresh_token")
        ),
        new GlossaryTerm(
            "bearer",
            "RFC 6750 §1.2",
            new("https://www.rfc-editor.org/rfc/rfc6750#section-1.2"),
            new StepLink(6, "Authorization")
        ),
        new GlossaryTerm("jwt", "RFC 7519 §1", new("https://www.rfc-editor.org/rfc/rfc7519#section-1"), new StepLink(5, "alg")),
        new GlossaryTerm("claim", "RFC 7519 §2", new("https://www.rfc-editor.org/rfc/rfc7519#section-2"), new StepLink(5, "iss")),
        new GlossaryTerm("scope", "RFC 6749 §3.3", new("https://www.rfc-editor.org/rfc/rfc6749#section-3.3"), new StepLink(2, "scope")),
        new GlossaryTerm(
            "consent",
            "Entra ID, scopes",
            new("https://learn.microsoft.com/entra/identity-platform/scopes-oidc"),
            new StepLink(2, "scope")
        ),
        new GlossaryTerm(
            "redirect-uri",
            "RFC 6749 §3.1.2",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-3.1.2"),
            new StepLink(2, "redirect_uri"),
            new StepLink(4, "redirect_uri")
        ),
        new GlossaryTerm(
            "state",
            "RFC 6749 §10.12",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-10.12"),
            new StepLink(2, "state"),
            new StepLink(3, "state")
        ),
        new GlossaryTerm(
            "nonce",
            "OIDC Core §3.1.2.1",
            new("https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest"),
            new StepLink(2, "nonce"),
            new StepLink(5, "nonce")
        ),
        new GlossaryTerm(
            "pkce",
            "RFC 7636 §1",
            new("https://www.rfc-editor.org/rfc/rfc7636#section-1"),
            new StepLink(2, "code_challenge"),
            new StepLink(4, "code_verifier")
        ),
        new GlossaryTerm(
            "client-secret",
            "RFC 6749 §2.3.1",
            new("https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1"),
            new StepLink(4, "client_secret")
        ),
        new GlossaryTerm(
            "issuer",
            "RFC 7519 §4.1.1",
            new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.1"),
            new StepLink(1, "issuer"),
            new StepLink(5, "iss")
        ),
        new GlossaryTerm(
            "audience",
            "RFC 7519 §4.1.3",
            new("https://www.rfc-editor.org/rfc/rfc7519#section-4.1.3"),
            new StepLink(5, "aud")
        ),
        new GlossaryTerm(
            "signature",
            "RFC 7515 §1",
            new("https://www.rfc-editor.org/rfc/rfc7515#section-1"),
            new StepLink(1, "keys"),
            new StepLink(5, "kid")
        ),
        new GlossaryTerm(
            "hybrid-flow",
            "OIDC Core §3.3",
            new("https://openid.net/specs/openid-connect-core-1_0.html#HybridFlowAuth"),
            new StepLink(2, "response_type"),
            new StepLink(3, "code")
        ),
        new GlossaryTerm(
            "form-post",
            "Form Post Response Mode §2",
            new("https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html#FormPostResponseMode"),
            new StepLink(2, "response_mode")
        ),
        new GlossaryTerm("csrf", "RFC 6749 §10.12", new("https://www.rfc-editor.org/rfc/rfc6749#section-10.12"), new StepLink(3, "state")),
        new GlossaryTerm("mix-up", "RFC 9700 §4.4", new("https://www.rfc-editor.org/rfc/rfc9700#section-4.4"), new StepLink(1, "issuer")),
        new GlossaryTerm(
            "delegated-permission",
            "Entra ID, scopes",
            new("https://learn.microsoft.com/entra/identity-platform/scopes-oidc"),
            new StepLink(4, "scope")
        ),
    ];
}
