using static SpOAuthRaw.Walkthrough.Citation;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Where what a step's words say is written: for its opening, and for what was done then and is done now.</summary>
/// <param name="Lede">Who says what the step's opening says.</param>
/// <param name="ThenAndNow">What the sample of 2016 did, what an attacker makes of it, and the rule that is followed now.</param>
public sealed record LessonSources(IReadOnlyList<Citation> Lede, IReadOnlyList<Citation> ThenAndNow)
{
    /// <summary>The sources of a step's words.</summary>
    public static LessonSources Of(Step step) => All[step.Number - 1];

    private static readonly Citation Sample = new(
        "Python.Office365.AppAuthentication",
        new("https://github.com/pnp/PnP/tree/master/Samples/Python.Office365.AppAuthentication")
    );

    private static readonly Citation AccessTokens = new(
        "Entra ID, access tokens",
        new("https://learn.microsoft.com/entra/identity-platform/access-tokens#token-lifetime")
    );

    private static readonly Citation RefreshTokens = new(
        "Entra ID, refresh tokens",
        new("https://learn.microsoft.com/entra/identity-platform/refresh-tokens")
    );

    private static readonly Citation TokenLifetimes = new(
        "Entra ID, token lifetimes",
        new("https://learn.microsoft.com/entra/identity-platform/configurable-token-lifetimes#access-tokens")
    );

    private static readonly Citation OpaqueTokens = new(
        "Entra ID, access tokens",
        new("https://learn.microsoft.com/entra/identity-platform/access-tokens#token-formats")
    );

    private static readonly Citation FlaskSessions = new(
        "Flask, sessions", // signed, to be read by anybody, and kept until the browser is closed
        new("https://flask.palletsprojects.com/en/stable/api/#sessions")
    );

    private static readonly Citation CrossSite = new("Fetch Metadata §1", new("https://www.w3.org/TR/fetch-metadata/#intro"));

    private static readonly LessonSources[] All =
    [
        new(
            [Rule("Discovery §3"), Rule("Discovery §4"), Rule("Discovery §4.3")],
            [
                Sample,
                Rule("OIDC Core §3.2.2.11"), // the signature must be checked; §3.3.2.12 says so for the hybrid flow
                Rule("RFC 8725 §2.1"), // tokens that an attacker wrote
                Rule("Discovery §4.3"),
                Rule("OIDC Core §10.1.1"), // how long the keys are kept
            ]
        ),
        new(
            [
                Rule("RFC 6749 §4.1.1"),
                Rule("RFC 6749 §2.1"), // what a browser holds, its person can read
                Rule("RFC 9700 §4.5.3"), // nonce and code_challenge
                Rule("RFC 9700 §4.7.1"), // state
            ],
            [
                Sample,
                Rule("RFC 6749 §10.12"), // login CSRF
                Rule("RFC 9700 §4.5"), // code injection
                Rule("OIDC Core §3.1.2.1"),
                Rule("OIDC Core §3.1.3.7"),
                Rule("RFC 7636 §1"),
                Rule("RFC 7636 §4.3"),
            ]
        ),
        new(
            [Rule("RFC 6749 §4.1.2"), Rule("RFC 6749 §10.12")],
            [
                Sample,
                Rule("RFC 6749 §10.12"), // state
                Rule("RFC 9700 §4.7"), // the hidden form
                Rule("RFC 6749 §3.1"), // each parameter once
                Rule("RFC 9207 §2.4"), // the issuer
                Rule("RFC 6749 §4.1.2.1"), // the error
                Rule("RFC 6749 §4.1.2"), // the code
            ]
        ),
        new(
            [Rule("RFC 6749 §4.1.3"), Rule("RFC 6749 §3.2.1"), Rule("RFC 7636 §4.6")],
            [
                Sample,
                Rule("OIDC Core §3.2.2.11"),
                Rule("RFC 8725 §3.10"), // what a token says must not steer a request
                Rule("Discovery §3"),
                Rule("RFC 6749 §4.1.2"), // a code is used once
                Rule("RFC 9700 §4.12"), // a redirect carries credentials on
            ]
        ),
        new(
            [Rule("RFC 7519 §7.2"), Rule("OIDC Core §3.1.3.7")],
            [
                Sample,
                Rule("RFC 8725 §2.1"), // tokens that an attacker wrote
                Rule("RFC 8725 §3.9"), // tokens that were meant for another app
                Rule("OIDC Core §3.1.3.7"),
                Rule("OIDC Core §3.3.3.6"), // two ID tokens, one person
            ]
        ),
        new(
            [Rule("RFC 6750 §1.2"), Rule("RFC 6750 §2.1"), Rule("RFC 6750 §5.2"), Rule("RFC 6749 §1.4"), OpaqueTokens],
            [
                Sample,
                FlaskSessions,
                Rule("RFC 6750 §5.3"), // not in cookies
                Rule("RFC 9700 §4.10"), // what a stolen token is good for
                TokenLifetimes,
                Rule("RFC 6819 §5.1.6"), // where tokens are kept
                Rule("RFC 6750 §3.1"), // how a resource says no
            ]
        ),
        new(
            [Rule("RFC 6749 §1.5"), AccessTokens],
            [
                Sample,
                AccessTokens,
                TokenLifetimes, // nobody takes it back
                Rule("RFC 6749 §6"), // the new one in the old one's place
                RefreshTokens,
                Rule("RFC 6749 §5.2"), // a refusal is invalid_grant
            ]
        ),
        new(
            [Rule("RP-Initiated Logout §2"), TokenLifetimes],
            [
                Sample,
                FlaskSessions,
                Rule("OIDC Core §3.1.2.3"), // whom the provider knows it need not ask again
                TokenLifetimes,
                Rule("RFC 9110 §9.2.1"), // a GET changes nothing
                CrossSite, // what another site can make a browser do
                Rule("RP-Initiated Logout §2"),
            ]
        ),
    ];
}

/// <summary>A section of a document that says so.</summary>
/// <param name="Specification">Its short name, such as <c>RFC 6749 §4.1.1</c>.</param>
/// <param name="Source">The very section.</param>
public sealed record Citation(string Specification, Uri Source)
{
    /// <summary>A section whose short name is enough to find it.</summary>
    public static Citation Rule(string specification) =>
        new(specification, SpecificationLink.Of(specification) ?? throw new ArgumentException($"No address for {specification}."));
}
