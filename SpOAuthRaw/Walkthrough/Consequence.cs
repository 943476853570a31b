using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// A change to the authorization request, met again where a later step is refused because of it. A request is changed in step 2; what comes
/// of it shows as late as the step that compares or needs what was changed.
/// </summary>
/// <param name="Edit">The change.</param>
/// <param name="Words">The key of how the one leads to the other.</param>
public sealed record Consequence(Edit Edit, string Words)
{
    /// <summary>Whether nothing but the change is behind it. A request, and a token, may have more than one thing wrong with them.</summary>
    public bool IsCertain => Words is not ("refused" or "resource");

    /// <summary>The changes that a step's refusal comes of; none where it has another cause, or nothing was refused.</summary>
    public static IReadOnlyList<Consequence> Of(StepView view)
    {
        var failure =
            view.Failed ? view.Replay.Failure
            : view.Step.Number == 6 && view.Replay.Profile is { } profile && !profile.Succeeded(out _, out var no) ? no
            : null;
        return
        [
            .. view
                .EarlierEdits.Where(edit => edit.Step == 2)
                .Select(edit => KeyOf(edit.Name, view, failure) is { } key ? new Consequence(edit, key) : null)
                .OfType<Consequence>(),
        ];
    }

    private static string? KeyOf(string name, StepView view, Failure? failure) =>
        (view.Step.Number, failure) switch
        {
            (3, FailedCheck { Name: "state" }) when view.IsBehindFragment => Among(name, "fragment", "response_mode", "response_type"),
            (3, FailedCheck { Name: "state", Reason: "missing" or "unknown" }) => Among(name, "state", "state"),
            (3, FailedCheck { Name: "response_mode" }) => Among(name, "response_mode", "response_mode", "response_type"),
            (3, FailedCheck { Name: "code" or "id_token" }) => Among(name, "response_type", "response_type"),
            (3 or 5, FailedCheck { Name: "nonce" }) => Among(name, "nonce", "nonce"),
            (3, ErrorResponse error) => Refused(name, error, view.Run.Asked),
            (4, ErrorResponse { Error: "invalid_grant" or "invalid_request" }) when IsAsPlanned(view) => Among(
                name,
                "code_challenge",
                "code_challenge",
                "code_challenge_method"
            ) ?? Among(name, "redirect_uri", "redirect_uri"),
            (5, FailedCheck { Name: "id_token" }) when Lacks(view, "openid") => Among(name, "openid", "scope"),
            (6, ProtectedResourceError { Status: 401 or 403, IsThrottled: false }) when IsAsPlanned(view) => Among(
                name,
                "resource",
                "scope",
                "resource"
            ),
            (7, null) when view.Replay is { Verdict: not null, Tokens.RefreshToken: null } && Lacks(view, "offline_access") => Among(
                name,
                "offline_access",
                "scope"
            ),
            _ => null,
        };

    /// <summary>
    /// Most errors are about the request. What a person or an administrator said no to is not; that the person had to be asked is an error only
    /// where the request forbids it (OIDC Core §3.1.2.6), or where something else stood in the way.
    /// </summary>
    private static string? Refused(string name, ErrorResponse error, IReadOnlyList<Parameter> asked) =>
        error.Error switch
        {
            "access_denied" or "server_error" or "temporarily_unavailable" => null,
            "login_required" or "interaction_required" or "consent_required" or "account_selection_required" => asked.Any(each =>
                each is { Name: "prompt", Value: "none" }
            )
                ? Among(name, "refused", "prompt")
                : null,
            // What nobody knows is passed over (RFC 6749 §3.1), and state is given back as it came, whatever it is.
            _ => name == "state" || Catalogue.Find(Term.Parameter, name) is null ? null : "refused",
        };

    /// <summary>Whether the step's own message is this app's, so that what is wrong came before it.</summary>
    private static bool IsAsPlanned(StepView view) => view.Run.Edits.All(edit => edit.Step != view.Step.Number);

    /// <summary>Whether a word is missing that this app would have asked for; in 2016's way <c>offline_access</c> is none.</summary>
    private static bool Lacks(StepView view, string scope) =>
        (scope == "openid" || view.Run.Pending.Dialect == Dialect.V2)
        && !view.Run.Asked.Any(each => each.Name == "scope" && each.Value.Split(' ').Contains(scope));

    private static string? Among(string name, string key, params ReadOnlySpan<string> names) => names.Contains(name) ? key : null;
}
