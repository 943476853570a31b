using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>How a sign-in ended. A closed family of three.</summary>
public abstract record SignInOutcome
{
    private SignInOutcome() { }

    /// <summary>The right person is signed in.</summary>
    public sealed record SignedIn(Called Called) : SignInOutcome;

    /// <summary>Nobody is signed in: a check failed, or the provider said no.</summary>
    public sealed record Refused(Failure Failure) : SignInOutcome;

    /// <summary>Nobody is signed in: the provider could not be reached, or talked nonsense.</summary>
    public sealed record Unreachable(Protocol.Unreachable Failure) : SignInOutcome;

    /// <summary>The outcome of a step that failed.</summary>
    public static SignInOutcome Of(Failure failure) =>
        failure is Protocol.Unreachable unreachable ? new Unreachable(unreachable) : new Refused(failure);
}
