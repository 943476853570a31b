using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Pages;

/// <summary>
/// A sum of the sign-in with every value on the way, and a form to change one. The form is posted, so that no token comes into an address,
/// but it changes nothing: no antiforgery token, for the language switch's reason (see <see cref="LanguageEndpoint"/>). Only this site may use
/// it, as another could make this browser show a sum of that site's choosing.
/// </summary>
[IgnoreAntiforgeryToken]
[Limited(PostsAlone = true)] // the sums of a long key take a while
public sealed class SumModel(CurrentRun current, StepwiseSignIn walk) : PageModel
{
    /// <summary>The sum, with values in it.</summary>
    public Experiment Experiment { get; private set; } = null!;

    /// <summary>The step of the walkthrough whose values these are, and which the way back leads to.</summary>
    public int Step { get; private set; }

    /// <summary>Whether a form came that could not be read: cut off, or larger than any form of ours.</summary>
    public bool IsUnread { get; private set; }

    /// <summary>Whether secret values are covered.</summary>
    public bool HidesSecrets => SecretsEndpoint.HidesSecrets(HttpContext);

    /// <summary>What the words of the stages are filed under.</summary>
    public string WordsOfStages =>
        Experiment.Exercise.Name switch
        {
            "pkce" => "challenge",
            "signature" => "signature",
            _ => "half",
        };

    /// <summary>The files that work it.</summary>
    public IReadOnlyList<string> Sources =>
        Experiment.Exercise.Name switch
        {
            "pkce" => [Source("ChallengeSum")],
            "signature" => [Source("SignatureSum"), Source("RsaPublicKey"), Source("EncodedMessage"), Source("Base64UrlText")],
            _ => [Source("LeftHalfSum")],
        };

    /// <summary>Answers <c>GET /walkthrough/sum/{sum}</c>.</summary>
    public Task<IActionResult> OnGetAsync() => ShowAsync(null);

    /// <summary>
    /// Answers <c>POST /walkthrough/sum/{sum}</c>: the same page with other values. Without parameters, as nothing would be filled into them
    /// once the form can't be read, not even what stands in the address.
    /// </summary>
    public async Task<IActionResult> OnPostAsync()
    {
        if (Request.ComesFromAnotherSite())
        {
            HttpContext.Fail(new FailedCheck("antiforgery", "OWASP ASVS 3.5.1"));
            return new EmptyResult();
        }

        var form = await Request.TryReadFormAsync(HttpContext.RequestAborted);
        IsUnread = form is null;
        if (IsUnread)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        return await ShowAsync(form);
    }

    private async Task<IActionResult> ShowAsync(IFormCollection? form)
    {
        if (Exercise.All.FirstOrDefault(each => each.Name == (string?)RouteData.Values["sum"]) is not { } exercise)
            return NotFound();
        Step = StepOf(exercise, Request.Query["step"]);
        var real = await current.FindAsync(HttpContext) is { } run ? RunValues.Of(exercise.Name, run, walk.Judge(run), Step) : null;
        Experiment = new Experiment(exercise, real, form?.ToDictionary(each => each.Key, each => each.Value.ToString()), form?["flip"]);
        return Page();
    }

    /// <summary>The step that the link stood on; where it says none that has this sum, the one where the sum belongs.</summary>
    private static int StepOf(Exercise exercise, string? asked)
    {
        var steps = RunValues.StepsOf(exercise.Name);
        return int.TryParse(asked, NumberStyles.None, CultureInfo.InvariantCulture, out var step) && steps.Contains(step)
            ? step
            : steps[^1];
    }

    private static string Source(string file) => $"SpOAuthRaw/Walkthrough/Sums/{file}.cs";
}
