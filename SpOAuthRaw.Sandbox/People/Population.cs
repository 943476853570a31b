namespace SpOAuthRaw.Sandbox.People;

/// <summary>The people of the tenant, in the order of the sign-in page.</summary>
internal sealed class Population
{
    private const string Home = SandboxRegistration.Domain;

    /// <summary>Everybody's manager in profiles. Not somebody who signs in.</summary>
    public const string ManagerUserName = $"miriamg@{Home}";

    public IReadOnlyList<Person> All { get; } =
    [
        new($"adelev@{Home}", "Adele", "Vance", "Retail Manager", "Retail"),
        new($"no-profile@{Home}", "Nora", "No-Profile", "Trainee", "Warehouse") { SharePoint = SharePointTwist.NoProfile },
        new($"zoe@{Home}", "<b>Zoë</b>", "& 李", "R&D \"Lead\" <i>", "研究") { },
        new($"short-token@{Home}", "Sally", "Short-Token", "Sprinter", "Sports") { EntraId = EntraIdTwist.ShortToken },
        new($"key-rollover@{Home}", "Kira", "Key-Rollover", "Locksmith", "Security") { EntraId = EntraIdTwist.KeyRollover },
        new($"slow@{Home}", "Sloan", "Slow", "Archivist", "Records") { EntraId = EntraIdTwist.Slow },
        Refused("wrong-password", "Paul", "Wrong-Password", EntraIdTwist.WrongPassword),
        new($"other-directory@fabrikam.example", "Olga", "Other-Directory", "Consultant", "Fabrikam")
        {
            Lesson = Lesson.EntraIdRefuses,
            EntraId = EntraIdTwist.OtherDirectory,
        },
        Refused("conditional-access", "Conrad", "Conditional-Access", EntraIdTwist.ConditionalAccess),
        Refused("admin-consent", "Adam", "Admin-Consent", EntraIdTwist.AdminConsent),
        Refused("second-factor", "Fay", "Second-Factor", EntraIdTwist.SecondFactor),
        Turned("throttled", "Theo", "Throttled", SharePointTwist.Throttled),
        Turned("forbidden", "Fred", "Forbidden", SharePointTwist.Forbidden),
        Turned("wrong-audience", "Wanda", "Wrong-Audience", SharePointTwist.None) with
        {
            EntraId = EntraIdTwist.WrongAudience,
        },
        Turned("revoked", "Rita", "Revoked", SharePointTwist.Revoked),
        Turned("busy", "Basil", "Busy-Once", SharePointTwist.BusyOnce),
        Turned("down", "Doris", "Down", SharePointTwist.Down),
    ];

    public Person? Find(string? userName) =>
        All.FirstOrDefault(p => string.Equals(p.UserName, userName, StringComparison.OrdinalIgnoreCase));

    public Person? Find(Guid objectId) => All.FirstOrDefault(p => p.ObjectId == objectId);

    private static Person Refused(string alias, string given, string family, EntraIdTwist twist) =>
        new($"{alias}@{Home}", given, family, "Visitor", "Front Desk") { Lesson = Lesson.EntraIdRefuses, EntraId = twist };

    private static Person Turned(string alias, string given, string family, SharePointTwist twist) =>
        new($"{alias}@{Home}", given, family, "Clerk", "Back Office") { Lesson = Lesson.SharePointRefuses, SharePoint = twist };
}
