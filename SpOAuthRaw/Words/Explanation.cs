using System.Globalization;
using Microsoft.Extensions.Localization;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Words;

/// <summary>What a person reads about a failure: what happened and what to do.</summary>
public sealed record Explanation(string Title, string Happened, string Cure);

/// <summary>Finds the words for a failure.</summary>
public sealed class Explainer(IStringLocalizer<Problem> problems, IStringLocalizer<EntraErrors> entraErrors)
{
    /// <summary>The words for a failure, from the most particular to the most general that there are.</summary>
    public Explanation Explain(Failure failure) =>
        failure switch
        {
            FailedCheck check => new Explanation(
                problems["Refused.Check", check.Name],
                Happened(Keys(check), problems),
                Happened(Keys(check).Select(Cure), problems)
            ),
            ErrorResponse error => Explain(error),
            Unreachable unreachable => new Explanation(
                problems[$"Unreachable.{unreachable.Party}"],
                problems[$"unreachable.{unreachable.Reason}"],
                problems[Cure($"unreachable.{unreachable.Reason}")]
            ),
            _ => Explain(StatusCodes.Status400BadRequest),
        };

    /// <summary>Every AADSTS code there are words for, smallest first.</summary>
    public IReadOnlyList<(string Code, Explanation Words)> KnownCodes =>
        [
            .. entraErrors
                .GetAllStrings(includeParentCultures: true)
                .Select(word => word.Name)
                .Where(name => name.All(char.IsAsciiDigit))
                .OrderBy(name => int.Parse(name, CultureInfo.InvariantCulture))
                .Select(code => (code, new Explanation($"AADSTS{code}", entraErrors[code], entraErrors[Cure(code)]))),
        ];

    /// <summary>The words for a status that nothing more is known about.</summary>
    public Explanation Explain(int status)
    {
        var key = status.ToString(CultureInfo.InvariantCulture);
        return problems[key].ResourceNotFound
            ? new Explanation(problems["other"], problems["other.text", key], "")
            : new Explanation(problems[key], problems[$"{key}.text"], "");
    }

    private Explanation Explain(ErrorResponse error)
    {
        // The last code is the finer one where two stand together, as in AADSTS70002 … AADSTS54005.
        var known = error
            .Codes.Reverse()
            .Select(code => code.ToString(CultureInfo.InvariantCulture))
            .Append(error.Error)
            .FirstOrDefault(key => !entraErrors[key].ResourceNotFound);
        var title = error.Codes.Count > 0 ? problems["Refused.Code", $"AADSTS{error.Codes[^1]}"] : problems["Refused.Provider"];
        return known is null
            ? new Explanation(title, problems["error.happened", error.Error], problems["error.cure"])
            : new Explanation(title, entraErrors[known], entraErrors[Cure(known)]);
    }

    private static IEnumerable<string> Keys(FailedCheck check) =>
        [$"check.{check.Name}.{check.Reason}", $"check.{check.Name}", $"check.any.{check.Reason}", "check.any"];

    private static string Cure(string key) => $"{key}.cure";

    private static string Happened(IEnumerable<string> keys, IStringLocalizer words) =>
        keys.Select(key => words[key]).First(word => !word.ResourceNotFound);
}
