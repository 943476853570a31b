using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The eight steps on one page, to be printed and handed out.</summary>
public sealed class WalkthroughAllModel(CurrentRun current, StepViews views, Sending sending) : PageModel
{
    /// <summary>The steps of this browser's run; none when there is no run.</summary>
    public IReadOnlyList<StepView> Steps { get; private set; } = [];

    /// <summary>Whether secret values are covered.</summary>
    public bool HidesSecrets => SecretsEndpoint.HidesSecrets(HttpContext);

    /// <summary>Whether to keep to the messages.</summary>
    public bool ExplainsLess => ExplainEndpoint.ExplainsLess(HttpContext);

    /// <summary>Answers <c>GET /walkthrough/all</c>.</summary>
    public async Task OnGetAsync()
    {
        if (await current.FindAsync(HttpContext) is not { } run)
            return;
        var session = await sending.SessionOfAsync(HttpContext);
        var steps = new List<StepView>();
        foreach (var step in Lesson.Steps)
            steps.Add(await views.OfAsync(run with { Draft = null }, step.Number, session));
        Steps = steps;
        HttpContext.MayRepeat(steps[^1].Values);
    }
}
