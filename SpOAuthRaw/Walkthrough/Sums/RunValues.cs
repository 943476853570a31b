using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>The values of a sign-in that go into the sums.</summary>
public static class RunValues
{
    private static readonly Dictionary<int, string[]> SumsByStep = new()
    {
        [2] = ["pkce"],
        [3] = ["signature", "c_hash"],
        [4] = ["pkce"],
        [5] = ["signature", "c_hash", "at_hash"],
    };

    /// <summary>The sums that a step of a sign-in has values for.</summary>
    public static IReadOnlyList<string> SumsOf(StepView view) =>
        [.. SumsByStep.GetValueOrDefault(view.Step.Number, []).Where(sum => Of(sum, view.Run, view.Replay, view.Step.Number) is not null)];

    /// <summary>The steps that a sum belongs to, in order.</summary>
    public static IReadOnlyList<int> StepsOf(string sum) =>
        [.. SumsByStep.Where(each => each.Value.Contains(sum)).Select(each => each.Key).Order()];

    /// <summary>PKCE's sum for a sign-in; <c>null</c> when no challenge was sent.</summary>
    public static WorkedSum? ChallengeOf(Run run) =>
        Challenge(run) is { } values ? ChallengeSum.Of(values["code_verifier"], values["code_challenge"]) : null;

    /// <summary>The values for a sum, by field; <c>null</c> when the sign-in has none.</summary>
    /// <param name="sum">Which sum.</param>
    /// <param name="run">The sign-in.</param>
    /// <param name="replay">What its messages mean.</param>
    /// <param name="step">3 for the ID token that came through the browser, anything else for the token endpoint's.</param>
    public static IReadOnlyDictionary<string, string>? Of(string sum, Run run, Replay replay, int step)
    {
        var compact = step == 3 ? run.Response?.IdToken : replay.Tokens?.IdToken;
        return sum switch
        {
            "pkce" => Challenge(run),
            "signature" => Named(
                ("id_token", compact),
                ("keys", replay.Keys is { } keys ? KeySetText.Of(keys, Decoded(compact)?.HeaderText("kid")) : null)
            ),
            "c_hash" => Hash("c_hash", "code", run.Response?.Code, compact),
            "at_hash" => Hash("at_hash", "access_token", replay.Tokens?.AccessToken, compact),
            _ => null,
        };
    }

    private static Dictionary<string, string>? Challenge(Run run) =>
        Named(
            ("code_verifier", run.Pending.CodeVerifier.Value),
            ("code_challenge", run.Asked.FirstOrDefault(each => each.Name == "code_challenge").Value) // as it was sent
        );

    private static Dictionary<string, string>? Hash(string claim, string name, string? value, string? compact) =>
        Named((name, value), (claim, Decoded(compact)?.Text(claim)), ("alg", Decoded(compact)?.HeaderText("alg")));

    private static IdToken? Decoded(string? compact) =>
        compact is not null && IdToken.Decode(compact).Succeeded(out var token, out _) ? token : null;

    private static Dictionary<string, string>? Named(params (string Name, string? Value)[] values) =>
        values.All(each => !string.IsNullOrEmpty(each.Value)) ? values.ToDictionary(each => each.Name, each => each.Value!) : null;
}
