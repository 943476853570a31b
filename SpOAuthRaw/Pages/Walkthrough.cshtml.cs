using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The walkthrough: one page a step of the sign-in that this browser made last, or that it is making now, message by message.</summary>
/// <remarks>
/// The framework's antiforgery would cost a cookie on every page; the forms carry a token of the run instead, and a browser says where a form
/// comes from (see <see cref="FetchMetadata"/>).
/// </remarks>
[IgnoreAntiforgeryToken]
[Limited(PostsAlone = true)]
public sealed class WalkthroughModel(CurrentRun current, CurrentSession session, StepViews views, Sending sending) : PageModel
{
    /// <summary>The step to show; <c>null</c> when there is no sign-in to walk through.</summary>
    public StepView? View { get; private set; }

    /// <summary>What can be told of the step without one: the same where there is one.</summary>
    public StepView Told { get; private set; } = null!;

    /// <summary>The number in the address.</summary>
    public int Number { get; private set; }

    /// <summary>Whether secret values are covered.</summary>
    public bool HidesSecrets => SecretsEndpoint.HidesSecrets(HttpContext);

    /// <summary>Whether to keep to the messages.</summary>
    public bool ExplainsLess => ExplainEndpoint.ExplainsLess(HttpContext);

    /// <summary>Goes into every form; <c>null</c> before there is a run.</summary>
    public string? FormToken => current.KeyOf(HttpContext) is { } key ? CurrentRun.FormTokenOf(key) : null;

    /// <summary>Goes into the form that signs out; <c>null</c> when nobody is signed in.</summary>
    public string? SignOutToken { get; private set; }

    /// <summary>Why what the person wrote can't be sent.</summary>
    public FailedCheck? Unsendable { get; private set; }

    /// <summary>Answers <c>GET /walkthrough/{step}</c>. <c>?mode=walk</c> at the first step begins a walk, of which nothing is kept until something is sent.</summary>
    public async Task<IActionResult> OnGetAsync(int step, string? mode, string? dialect)
    {
        if (step < 1 || step > Lesson.Steps.Count)
            return NotFound();
        if (mode == "walk" && dialect is not (null or "v1" or "v2"))
        {
            HttpContext.Fail(new FailedCheck("dialect", "README.md", "v1, v2", dialect));
            return new EmptyResult();
        }

        var run =
            step == 1 && mode == "walk"
                ? sending.Draft(dialect == "v1" ? Dialect.V1 : Dialect.V2, HttpContext)
                : await current.FindAsync(HttpContext);
        return await ShowAsync(step, run);
    }

    /// <summary>Sends a step's message, or shows it as it would be sent.</summary>
    /// <remarks>Without parameters: none would be filled in, not even from the address, when the form can't be read.</remarks>
    public async Task<IActionResult> OnPostAsync()
    {
        var cancellationToken = HttpContext.RequestAborted;
        if (
            !int.TryParse((string?)RouteData.Values["step"], CultureInfo.InvariantCulture, out var step)
            || step < 1
            || step > Lesson.Steps.Count
        )
            return NotFound();
        Request.KeepBody();
        if (Request.ComesFromAnotherSite())
            return Refuse();
        if (await Request.TryReadFormAsync(cancellationToken) is not { } form)
            return Refuse(PostedForm.Unreadable);
        if (step == 1)
        {
            await sending.DiscoverAsync(HttpContext, form["dialect"] == "v1" ? Dialect.V1 : Dialect.V2, cancellationToken);
            return Redirect("/walkthrough/1");
        }

        if (await current.FindAsync(HttpContext) is not { } run)
            return Redirect($"/walkthrough/{step}");
        if (form[CurrentSession.FormField] != FormToken)
            return Refuse();

        var open = await views.OfAsync(run, step, await sending.SessionOfAsync(HttpContext));
        if (!open.CanSend || open.Fields is not { } fields)
            return Redirect($"/walkthrough/{step}");
        if (form.ContainsKey(SendForm.Drafted) && run.Draft?.Step != step)
            return Redirect($"/walkthrough/{step}"); // a click before this one has sent them
        if (form.ContainsKey(SendForm.Discard))
            return await LeadBackAsync(step, run with { Draft = null });
        if (!SendForm.Read(await Request.FieldsAsync(), fields).Succeeded(out var edited, out var failure))
            return await ShowAsync(step, run, failure as FailedCheck);
        if (edited.Count > EditableRequest.MostFields)
            return Refuse(new FailedCheck("parameters", "README.md", $"≤ {EditableRequest.MostFields}", $"{edited.Count}", "too many"));
        if (sending.Check(step, edited) is { } unsendable)
            return await ShowAsync(step, await KeepAsync(sending.Draft(run, step, edited)), unsendable);
        if (form.ContainsKey("preview"))
            return await LeadBackAsync(step, sending.Draft(run, step, edited));

        // What stands there as the page showed it, nobody has written: it may be newer by the time it is sent.
        var isAsShown = edited.SequenceEqual(fields) || form[SendForm.Shown] == SendForm.HashOf(edited);
        var written = run.Draft is null && isAsShown ? null : edited;
        await sending.SendAsync(HttpContext, run, step, written, SendForm.Seen(form) ?? run.LastSentAt(step));
        return new EmptyResult(); // the answer is written: a page recorded as it was sent is not to be written again
    }

    /// <summary>Deletes the run.</summary>
    public async Task<IActionResult> OnPostForgetAsync(CancellationToken cancellationToken)
    {
        if (Request.ComesFromAnotherSite())
            return Refuse();
        if (await Request.TryReadFormAsync(cancellationToken) is not { } form)
            return Refuse(PostedForm.Unreadable);
        if (form[CurrentSession.FormField] != FormToken)
            return Refuse();
        await current.ForgetAsync(HttpContext);
        return Redirect("/walkthrough/1");
    }

    /// <summary>What was written is kept and the page asked for anew: it can be reloaded then, and shown in another language, without losing anything.</summary>
    private async Task<IActionResult> LeadBackAsync(int step, Run run)
    {
        await KeepAsync(run);
        return Redirect($"/walkthrough/{step}");
    }

    /// <summary>Keeps what was written with the run as it is now; <c>null</c> when that is gone.</summary>
    private Task<Run?> KeepAsync(Run run) =>
        current.ChangeAsync(HttpContext, current.KeyOf(HttpContext)!, latest => latest with { Draft = run.Draft });

    private async Task<IActionResult> ShowAsync(int step, Run? run, FailedCheck? unsendable = null)
    {
        Number = step;
        var ofRun = await sending.SessionOfAsync(HttpContext);
        View = run is null ? null : await views.OfAsync(run, step, ofRun);
        Told = View ?? views.WithoutRun(sending.Draft(Dialect.V2, HttpContext), step);
        if (unsendable is not null)
            Response.StatusCode = StatusCodes.Status400BadRequest;
        Unsendable = unsendable ?? (View is { DraftEdits: not null, Fields: { } fields } ? sending.Check(step, fields) : null);
        if (View is not null && Unsendable is not null)
            View = View with { Exchanges = [] }; // what stood there before is not what was written now
        HttpContext.MayRepeat(View?.Values ?? []);
        SignOutToken = ofRun is null ? null : session.FormToken;
        return Page();
    }

    private EmptyResult Refuse(FailedCheck? why = null)
    {
        HttpContext.Fail(why ?? new FailedCheck("antiforgery", "OWASP ASVS 3.5.1"));
        return new EmptyResult();
    }
}
