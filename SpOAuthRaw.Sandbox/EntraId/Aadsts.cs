using Microsoft.AspNetCore.Http;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>
/// One of Entra ID's errors: its number, the OAuth error it travels as (RFC 6749 §4.1.2.1, §5.2), and its text.
/// Clients are to branch on the OAuth error; numbers and texts are for people.
/// </summary>
internal sealed record Aadsts(int Code, string Error, string Text)
{
    /// <summary>The HTTP status at the token endpoint.</summary>
    public int Status { get; init; } = StatusCodes.Status400BadRequest;

    /// <summary>The number of the general error that stands before this one in the text, in older answers.</summary>
    public int? After { get; init; }

    /// <summary>Entra ID's finer division of <see cref="Error"/>.</summary>
    public string? SubError { get; init; }

    /// <summary>What the next authorization request must carry as <c>claims</c>: a string that holds JSON.</summary>
    public string? Claims { get; init; }

    /// <summary>The error has a page of its own, which <c>error_uri</c> names.</summary>
    public bool HasPage { get; init; } = true;

    /// <summary>Shown on Entra ID's own page: nothing is known to be the application's address (RFC 6749 §4.1.2.1).</summary>
    public bool StaysHere { get; init; }

    private static string App => SandboxRegistration.ClientId;

    private static string AppName => SandboxRegistration.ApplicationName;

    // ---- the address and the application ----

    public static Aadsts TenantNotFound(string tenant) =>
        new(
            90002,
            "invalid_tenant",
            $"Tenant '{tenant}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud."
        )
        {
            StaysHere = true,
        };

    public static Aadsts UnknownApplication(string clientId) =>
        new(
            700016,
            Errors.UnauthorizedClient,
            $"Application with identifier '{clientId}' was not found in the directory '{SandboxRegistration.Domain}'."
        )
        {
            StaysHere = true,
        };

    public static Aadsts RedirectUriNotRegistered(string redirectUri) =>
        new(
            50011,
            Errors.InvalidRequest,
            $"The redirect URI '{redirectUri}' specified in the request does not match the redirect URIs configured for the application '{App}'."
        )
        {
            StaysHere = true,
        };

    public static Aadsts NoRedirectUri { get; } = new(900971, Errors.InvalidRequest, "No reply address provided.") { StaysHere = true };

    // ---- the request ----

    public static Aadsts Missing(string parameter) =>
        new(900144, Errors.InvalidRequest, $"The request body must contain the following parameter: '{parameter}'.");

    public static Aadsts Malformed { get; } = new(9002313, Errors.InvalidRequest, "Invalid request. Request is malformed or invalid.");

    public static Aadsts BadToken { get; } =
        new(9002313, Errors.InvalidGrant, "Invalid request. Request is malformed or invalid.") { SubError = "bad_token" };

    public static Aadsts OnlyPost(string method) =>
        new(900561, Errors.InvalidRequest, $"The endpoint only accepts POST requests. Received a {method} request.");

    public static Aadsts CrossOrigin { get; } =
        new(
            9002326,
            Errors.InvalidRequest,
            "Cross-origin token redemption is permitted only for the 'Single-Page Application' client-type. Request origin is not allowed."
        );

    public static Aadsts UnsupportedResponseType(string responseType) =>
        new(70005, Errors.UnsupportedResponseType, $"The response type '{responseType}' is not supported for the application.");

    public static Aadsts UnsupportedResponseMode(string responseMode) =>
        new(70007, Errors.InvalidRequest, $"'{responseMode}' is not a supported value of 'response_mode' when requesting a token.");

    public static Aadsts UnsupportedPrompt { get; } = new(90023, Errors.InvalidRequest, "Unsupported 'prompt' value.");

    public static Aadsts UnsupportedGrant(string grantType) =>
        new(70003, Errors.UnsupportedGrantType, $"The app requested an unsupported grant type '{grantType}'.");

    public static Aadsts BadChallenge { get; } =
        new(501491, Errors.InvalidRequest, "Invalid size of Code_Challenge parameter, or a Code_Challenge_Method other than S256.");

    // ---- scopes and resources ----

    public static Aadsts InvalidScope(string scope) =>
        new(
            70011,
            Errors.InvalidScope,
            $"The provided value for the input parameter 'scope' is not valid. The scope {scope} is not valid."
        );

    public static Aadsts SeveralResources(string scope) =>
        new(
            700022,
            Errors.InvalidRequest,
            $"The provided value for the input parameter 'scope' is not valid because it contains more than one resource. Scope {scope} is not valid."
        );

    public static Aadsts ResourceNotInV2 { get; } =
        new(901002, Errors.InvalidRequest, "The 'resource' request parameter is not supported.");

    public static Aadsts UnknownResource(string resource) =>
        new(
            500011,
            "invalid_resource",
            $"The resource principal named {resource} was not found in the tenant named {SandboxRegistration.Domain}."
        );

    // ---- the client's own proof ----

    public static Aadsts WrongSecret { get; } =
        new(
            7000215,
            Errors.InvalidClient,
            "Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, "
                + $"not the client secret ID, for a secret added to app '{App}'."
        )
        {
            Status = StatusCodes.Status401Unauthorized,
        };

    public static Aadsts NoSecret { get; } =
        new(7000218, Errors.InvalidClient, "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.")
        {
            Status = StatusCodes.Status401Unauthorized,
        };

    // ---- codes and refresh tokens ----

    public static Aadsts WrongVerifier { get; } =
        new(501481, Errors.InvalidGrant, "The Code_Verifier does not match the code_challenge supplied in the authorization request.");

    public static Aadsts OtherRedirectUri { get; } =
        new(50011, Errors.InvalidGrant, "The redirect URI in the token request does not match the one of the authorization request.");

    public static Aadsts AlreadyRedeemed { get; } =
        new(
            54005,
            Errors.InvalidGrant,
            "OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token."
        )
        {
            After = 70002,
            HasPage = false,
        };

    public static Aadsts ExpiredOrRevoked { get; } =
        new(
            70008,
            Errors.InvalidGrant,
            "The provided authorization code or refresh token is expired. Send a new interactive authorization request for this user and resource."
        )
        {
            After = 70002,
            HasPage = false,
        };

    // ---- the person ----

    public static Aadsts NoSession { get; } =
        new(50058, Errors.LoginRequired, "A silent sign-in request was sent but no user is signed in.");

    public static Aadsts ConsentRequired { get; } =
        new(
            65001,
            Errors.ConsentRequired,
            $"The user or administrator has not consented to use the application with ID '{App}' named '{AppName}'. "
                + "Send an interactive authorization request for this user and resource."
        )
        {
            SubError = "consent_required",
            HasPage = false,
        };

    public static Aadsts ConsentDeclined { get; } = new(65004, Errors.AccessDenied, "User declined to consent to access the app.");

    public static Aadsts AdminConsentRequired { get; } =
        new(
            90094,
            Errors.AccessDenied,
            $"The grant requires administrator permission: '{AppName}' asks for permissions that only an administrator can give."
        );

    public static Aadsts BlockedByConditionalAccess { get; } =
        new(
            53003,
            Errors.AccessDenied,
            "Access has been blocked by Conditional Access policies. The access policy does not allow token issuance."
        );

    public static Aadsts OtherDirectory(string userName) =>
        new(
            50020,
            Errors.AccessDenied,
            $"User account '{userName}' from another directory does not exist in tenant '{SandboxRegistration.Domain}' and cannot access "
                + $"the application '{App}' ({AppName}) in that tenant. The account needs to be added as an external user in the tenant first."
        )
        {
            StaysHere = true,
        };

    public static Aadsts WrongPassword { get; } =
        new(50126, Errors.InvalidGrant, "Error validating credentials due to invalid username or password.") { StaysHere = true };

    /// <summary>The <c>claims</c> that the second factor's error asks for, and that the next authorization request has to repeat.</summary>
    public const string SecondFactorClaims =
        """{"access_token":{"capolids":{"essential":true,"values":["5ec0fac7-0000-4000-8000-000000050076"]}}}""";

    public static Aadsts SecondFactorRequired(string resource) =>
        new(
            50076,
            Errors.InvalidGrant,
            "Due to a configuration change made by your administrator, or because you moved to a new location, "
                + $"you must use multi-factor authentication to access '{resource}'."
        )
        {
            SubError = "basic_action",
            Claims = SecondFactorClaims,
        };
}
