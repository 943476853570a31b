namespace SpOAuthRaw.Tests;

public static partial class Given
{
    /// <summary>The token endpoint's ID token for Adele, in the request's dialect.</summary>
    public static IdTokenBuilder IdTokenFor(PendingAuthorization pending, string tenant = Tenant) =>
        pending.Dialect == Dialect.V2
            ? IdTokenBuilder
                .SignedBy(Rsa)
                .With("aud", ClientId)
                .With("iss", $"https://login.microsoftonline.com/{tenant}/v2.0")
                .WithTimes(Now)
                .With("name", "Adele Vance")
                .With("nonce", pending.Nonce)
                .With("oid", "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb")
                .With("preferred_username", "adelev@contoso.onmicrosoft.com")
                .With("sub", "FAKEpairwiseSub_2")
                .With("tid", tenant)
                .With("ver", "2.0")
            : IdTokenBuilder
                .SignedBy(Rsa)
                .With("aud", ClientId)
                .With("iss", $"https://sts.windows.net/{tenant}/")
                .WithTimes(Now)
                .With("family_name", "Vance")
                .With("given_name", "Adele")
                .With("name", "Adele Vance")
                .With("nonce", pending.Nonce)
                .With("oid", "aaaaaaaa-0000-1111-2222-bbbbbbbbbbbb")
                .With("sub", "FAKEpairwiseSub_1")
                .With("tid", tenant)
                .With("unique_name", "adelev@contoso.onmicrosoft.com")
                .With("upn", "adelev@contoso.onmicrosoft.com")
                .With("ver", "1.0");

    /// <summary>The one that comes through the browser beside the code, and vouches for it.</summary>
    public static IdTokenBuilder FrontChannelIdTokenFor(PendingAuthorization pending) =>
        IdTokenFor(pending).With("c_hash", IdTokenBuilder.LeftHalf("SHA256", Code));

    /// <summary>What that token is held against.</summary>
    public static IdTokenExpectations Expectations(Dialect dialect = Dialect.V2, string tenant = "organizations") =>
        new()
        {
            Metadata = Metadata(dialect, tenant),
            Keys = JsonWebKeys(dialect),
            ClientId = ClientId,
            Nonce = PendingAuthorization(dialect).Nonce,
            Now = Now,
            Code = Code,
            AccessToken = AccessToken,
        };
}
