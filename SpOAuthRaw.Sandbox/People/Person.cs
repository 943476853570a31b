namespace SpOAuthRaw.Sandbox.People;

/// <summary>Somebody who can sign in. Each person is a lesson: the fields after <see cref="Department"/> say what goes differently.</summary>
internal sealed record Person(string UserName, string GivenName, string FamilyName, string JobTitle, string Department)
{
    /// <summary>The name that people see.</summary>
    public string Name { get; init; } = $"{GivenName} {FamilyName}";

    /// <summary>The chapter of the sign-in page under which the person stands.</summary>
    public Lesson Lesson { get; init; } = Lesson.AllIsWell;

    /// <summary>What Entra ID does with the person; nothing special by default.</summary>
    public EntraIdTwist EntraId { get; init; }

    /// <summary>What SharePoint does with the person; nothing special by default.</summary>
    public SharePointTwist SharePoint { get; init; }

    /// <summary>The object id: the same person everywhere in the tenant, so the same after a restart.</summary>
    public Guid ObjectId { get; } = StableId.Guid("oid", UserName);

    /// <summary>The id that SharePoint's claims use, 16 hexadecimal digits.</summary>
    public string Puid { get; } = "10032000" + StableId.Hex("puid", UserName)[..8].ToUpperInvariant();

    /// <summary>The name's part before the @, as SharePoint makes addresses of it.</summary>
    public string Alias => UserName[..UserName.IndexOf('@', StringComparison.Ordinal)];
}

/// <summary>The chapters of the sign-in page.</summary>
internal enum Lesson
{
    AllIsWell,
    EntraIdRefuses,
    SharePointRefuses,
}

/// <summary>What Entra ID can do with a person.</summary>
internal enum EntraIdTwist
{
    None,

    /// <summary>AADSTS53003, sent back to the application.</summary>
    ConditionalAccess,

    /// <summary>AADSTS50020, on Entra ID's own page.</summary>
    OtherDirectory,

    /// <summary>AADSTS90094, sent back to the application.</summary>
    AdminConsent,

    /// <summary>AADSTS50126, on the sign-in page.</summary>
    WrongPassword,

    /// <summary>AADSTS50076 at the token endpoint, until the application asks again with the claims it was given.</summary>
    SecondFactor,

    /// <summary>The access token lives for one minute.</summary>
    ShortToken,

    /// <summary>The token endpoint takes its time.</summary>
    Slow,

    /// <summary>The tenant signs with a new key from this sign-in on.</summary>
    KeyRollover,

    /// <summary>The access token's audience has a trailing slash too many, which SharePoint refuses.</summary>
    WrongAudience,
}

/// <summary>What SharePoint can do with a person.</summary>
internal enum SharePointTwist
{
    None,

    /// <summary>200 with a null object.</summary>
    NoProfile,

    /// <summary>429 with Retry-After.</summary>
    Throttled,

    /// <summary>403.</summary>
    Forbidden,

    /// <summary>401 insufficient_claims, until a token comes that answers the challenge.</summary>
    Revoked,

    /// <summary>503, always and without Retry-After.</summary>
    Down,

    /// <summary>503 with Retry-After every other time.</summary>
    BusyOnce,
}
