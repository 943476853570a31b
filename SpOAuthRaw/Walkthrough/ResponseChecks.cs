using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// Step 3's checks one by one. <see cref="AuthorizationGrant.Accept"/> alone judges; as it stops at the first that fails, all before that one
/// have passed and none behind it was made.
/// </summary>
public static class ResponseChecks
{
    /// <summary>The checks of a run's response, in the order in which they are made; none before there is a response.</summary>
    public static IReadOnlyList<CheckResult> Of(Run run, Replay replay)
    {
        if (run is not { Response: { } response, ReturnedAt: { } now } || replay.Metadata is not { } metadata)
            return [];
        var (today, pending) = (run.Pending.Dialect == Dialect.V2, run.Pending);
        CheckResult[] inOrder =
        [
            Check("state", "RFC 6749 §10.12", pending.State, response.State),
            Check("repeated", "RFC 6749 §3.1", null, response.Repeated),
            Check("response_mode", "Form Post Response Mode §2", today ? "query" : "form_post", Name(response.Mode)),
            Check(
                "iss",
                "RFC 9207 §2.4",
                metadata.AnnouncesIssParameter || response.Iss is not null ? metadata.Issuer : null,
                response.Iss
            ),
            Check("error", "RFC 6749 §4.1.2.1", null, ErrorResponse.From(response)?.Error),
            Check("code", "RFC 6749 §4.1.2", null, null),
            Check("id_token", today ? "OIDC Core §3.1.2.5" : "OIDC Core §3.3.2.5", null, null),
        ];
        if (AuthorizationGrant.Accept(response, pending, metadata, now).Succeeded(out _, out var failure))
            return [.. inOrder.Select(check => IsVoid(check) ? check with { Outcome = CheckOutcome.Skipped } : check)];

        var stopped = failure switch
        {
            FailedCheck { Reason: "repeated" } => "repeated",
            FailedCheck check => check.Name,
            _ => "error",
        };
        var at = Array.FindIndex(inOrder, check => check.Name == stopped);
        return
        [
            .. inOrder.Select(
                (check, index) =>
                    check with
                    {
                        Outcome =
                            index == at ? CheckOutcome.Failed
                            : index > at || IsVoid(check) ? CheckOutcome.Skipped
                            : CheckOutcome.Passed,
                    }
            ),
        ];
    }

    private static CheckResult Check(string name, string specification, string? expected, string? received) =>
        new(name, specification, CheckOutcome.Passed, expected, received);

    /// <summary>Optional, and neither promised nor sent.</summary>
    private static bool IsVoid(CheckResult check) => check is { Name: "iss", Expected: null, Received: null };

    private static string Name(ResponseMode mode) => mode == ResponseMode.Query ? "query" : "form_post";
}
