using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.SignIn;

/// <summary>What the log says of sign-ins: that they happened and why they didn't. Never a name, a token, a code or a value that was received.</summary>
public static partial class SignInLog
{
    /// <summary>What a failure is called in the log.</summary>
    public static string NameOf(Failure failure) =>
        failure switch
        {
            FailedCheck { Reason: "repeated" } => "a repeated parameter", // its name is the sender's choice
            FailedCheck { Reason: { } reason } check => $"{check.Name} ({reason})",
            FailedCheck check => check.Name,
            ErrorResponse error when error.Codes.Count > 0 => $"AADSTS{error.Codes[0]}",
            ErrorResponse => "error",
            _ => failure.GetType().Name,
        };

    /// <summary>All went well. It names nobody and comes with every sign-in, a tenth of whose cost it would be on a console.</summary>
    [LoggerMessage(1, LogLevel.Debug, "Somebody signed in ({Dialect})")]
    public static partial void SignedIn(this ILogger log, Dialect dialect);

    /// <summary>A check failed, or the provider said no.</summary>
    [LoggerMessage(2, LogLevel.Warning, "A sign-in was refused: {Reason}")]
    public static partial void Refused(this ILogger log, string reason);

    /// <summary>Somebody did not answer.</summary>
    [LoggerMessage(3, LogLevel.Warning, "A sign-in could not go on: {Party} {Reason}")]
    public static partial void Unreachable(this ILogger log, Party party, UnreachableReason reason);
}
