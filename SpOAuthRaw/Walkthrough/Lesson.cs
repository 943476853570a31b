namespace SpOAuthRaw.Walkthrough;

/// <summary>The eight steps in teaching order. Their words are in <c>Words/Walk.resx</c>, their code in the folder of the same number.</summary>
public static class Lesson
{
    /// <summary>The steps.</summary>
    public static IReadOnlyList<Step> Steps { get; } =
    [
        new(
            1,
            "Discover",
            [
                new("SpOAuthRaw/Protocol/1-Metadata/ProviderMetadata.cs", "Accept"),
                new("SpOAuthRaw/Protocol/1-Metadata/Authority.cs", "Recognizes"),
                new("SpOAuthRaw/Protocol/1-Metadata/JsonWebKeys.cs", "Accept"),
            ]
        ),
        new(
            2,
            "Ask",
            [
                new("SpOAuthRaw/Protocol/2-AuthorizationRequest/AuthorizationRequest.cs", "Today"),
                new("SpOAuthRaw/Protocol/2-AuthorizationRequest/AuthorizationRequest.cs", "AsIn2016"),
                new("SpOAuthRaw/Protocol/2-AuthorizationRequest/CodeVerifier.cs", "Challenge"),
            ]
        ),
        new(
            3,
            "Return",
            [
                new("SpOAuthRaw/Protocol/3-AuthorizationResponse/AuthorizationGrant.cs", "Accept"),
                new("SpOAuthRaw/Protocol/3-AuthorizationResponse/AuthorizationGrant.cs", "Recognize"),
            ]
        ),
        new(
            4,
            "Exchange",
            [
                new("SpOAuthRaw/Protocol/4-AccessTokenRequest/AccessTokenRequest.cs", "For"),
                new("SpOAuthRaw/Protocol/4-AccessTokenRequest/TokenEndpointClient.cs", "SendAsync"),
                new("SpOAuthRaw/Protocol/4-AccessTokenRequest/AccessTokenResponse.cs", "Accept"),
            ]
        ),
        new(
            5,
            "Verify",
            [
                new("SpOAuthRaw/Protocol/5-IdToken/IdTokenValidation.cs", "Checks"),
                new("SpOAuthRaw/Protocol/5-IdToken/IdTokenValidation.cs", "Signature"),
                new("SpOAuthRaw/Protocol/5-IdToken/LeftHalfHash.cs", "Of"),
            ]
        ),
        new(
            6,
            "Call",
            [
                new("SpOAuthRaw/Protocol/6-ProtectedResource/UserProfileRequest.cs", "To"),
                new("SpOAuthRaw/Protocol/6-ProtectedResource/UserProfile.cs", "Accept"),
            ]
        ),
        new(7, "Refresh", [new("SpOAuthRaw/Protocol/7-Refresh/RefreshRequest.cs", "For")]),
        new(8, "SignOut", [new("SpOAuthRaw/Protocol/8-Logout/LogoutRequest.cs", "For")]),
    ];
}

/// <summary>One step.</summary>
/// <param name="Number">Its place, and its folder's.</param>
/// <param name="Name">What its words are filed under.</param>
/// <param name="Sources">The code that does it.</param>
public sealed record Step(int Number, string Name, IReadOnlyList<SourcePlace> Sources);

/// <summary>A member of a source file of this project.</summary>
/// <param name="Path">The file, from the repository's root.</param>
/// <param name="Member">The member's name.</param>
public sealed record SourcePlace(string Path, string Member);
