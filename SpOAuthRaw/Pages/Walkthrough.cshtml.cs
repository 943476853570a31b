using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The walkthrough: one page a step of the sign-in that this browser made last.</summary>
public sealed class WalkthroughModel(CurrentRun current, StepViews views) : PageModel
{
    /// <summary>The step to show; <c>null</c> when there is no sign-in to walk through.</summary>
    public StepView? View { get; private set; }

    /// <summary>The number in the address.</summary>
    public int Number { get; private set; }

    /// <summary>Whether secret values are covered.</summary>
    public bool HidesSecrets => SecretsEndpoint.HidesSecrets(HttpContext);

    /// <summary>Answers <c>GET /walkthrough/{step}</c>.</summary>
    public IActionResult OnGet(int step)
    {
        if (step < 1 || step > Lesson.Steps.Count)
            return NotFound();
        Number = step;
        View = current.Find(HttpContext) is { } run ? views.Of(run, step) : null;
        return Page();
    }
}
