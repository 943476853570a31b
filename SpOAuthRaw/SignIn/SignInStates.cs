using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

// A sign-in is a chain of states. Each step takes the state before it, which only that step's success makes, and so no step can be skipped.

/// <summary>After step 1: the provider is known.</summary>
public sealed record Discovered(Authority Authority, ProviderMetadata Metadata, JsonWebKeys Keys);

/// <summary>After step 2: the browser can be sent off.</summary>
public sealed record Asked(PendingAuthorization Pending, AuthorizationRequest Request);

/// <summary>After step 3: the response has earned its trust; in the hybrid flow its ID token too.</summary>
public sealed record Returned(
    Discovered Discovered,
    AuthorizationGrant Grant,
    ValidatedIdToken? FrontChannel,
    IdTokenVerdict? FrontChannelVerdict
);

/// <summary>After step 4: tokens are here.</summary>
public sealed record Exchanged(Returned Returned, AccessTokenResponse Tokens, DateTimeOffset ReceivedAt);

/// <summary>After step 5: it is known who signed in.</summary>
public sealed record Verified(Exchanged Exchanged, ValidatedIdToken IdToken, IdTokenVerdict Verdict);

/// <summary>After step 6: SharePoint has been asked. Whatever it said, the person is signed in.</summary>
public sealed record Called(Verified Verified, Checked<UserProfile> Profile);
