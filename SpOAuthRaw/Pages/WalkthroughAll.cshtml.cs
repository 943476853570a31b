using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The eight steps on one page, to be printed and handed out.</summary>
public sealed class WalkthroughAllModel(CurrentRun current, StepViews views, Sending sending) : PageModel
{
    /// <summary>The steps of this browser's run; none when there is no run.</summary>
    public IReadOnlyList<StepView> Steps { get; private set; } = [];

    /// <summary>What can be told of the steps without a run: the same where there is one.</summary>
    public IReadOnlyList<StepView> Told { get; private set; } = [];

    /// <summary>Whether secret values are covered.</summary>
    public bool HidesSecrets => SecretsEndpoint.HidesSecrets(HttpContext);

    /// <summary>Whether to keep to the messages.</summary>
    public bool ExplainsLess => ExplainEndpoint.ExplainsLess(HttpContext);

    /// <summary>Answers <c>GET /walkthrough/all</c>.</summary>
    public async Task OnGetAsync()
    {
        if (await current.FindAsync(HttpContext) is not { } run)
        {
            var draft = sending.Draft(Dialect.V2, HttpContext);
            Told = [.. Lesson.Steps.Select(step => views.WithoutRun(draft, step.Number))];
            return;
        }

        var session = await sending.SessionOfAsync(HttpContext);
        var steps = new List<StepView>();
        foreach (var step in Lesson.Steps)
            steps.Add(await views.OfAsync(run with { Draft = null }, step.Number, session));
        Told = Steps = steps;
        HttpContext.MayRepeat(steps[^1].Values);
    }
}
