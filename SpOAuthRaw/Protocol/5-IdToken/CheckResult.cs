namespace SpOAuthRaw.Protocol;

/// <summary>How one check ended.</summary>
public enum CheckOutcome
{
    /// <summary>Expected and found agree.</summary>
    Passed,

    /// <summary>They do not: nobody is signed in.</summary>
    Failed,

    /// <summary>Nothing to check here: the specification makes it optional, or an earlier check has failed.</summary>
    Skipped,
}

/// <summary>One check of the ID token, for those who want to see each of them.</summary>
/// <param name="Name">The claim or header member, by its wire name.</param>
/// <param name="Specification">The rule.</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Expected">What would pass.</param>
/// <param name="Received">What was there.</param>
public sealed record CheckResult(string Name, string Specification, CheckOutcome Outcome, string? Expected, string? Received);

/// <summary>All checks of an ID token in the order in which they were made, and what came of them.</summary>
public sealed record IdTokenVerdict(IReadOnlyList<CheckResult> Checks, Checked<ValidatedIdToken> Result);
