using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Words;

namespace SpOAuthRaw.Pages;

/// <summary>Explains whatever went wrong. Shown in place of any answer that failed, so it takes every method and no antiforgery token.</summary>
[IgnoreAntiforgeryToken]
public sealed class ProblemModel(Explainer explainer, PendingAuthorizationCookies pendings) : PageModel
{
    /// <summary>The words.</summary>
    public Explanation Explanation { get; private set; } = null!;

    /// <summary>The failure; <c>null</c> when the status says it all.</summary>
    public Failure? Failure => HttpContext.Failure();

    /// <summary>A form worth posting once more; usually <c>null</c>.</summary>
    public RepostOffer? Repost => HttpContext.Items[typeof(RepostOffer)] as RepostOffer;

    /// <summary>Whether a walk waits for this browser: what it changed may have led here.</summary>
    public bool IsWalking => pendings.IsWalking(HttpContext);

    /// <summary>
    /// Answers in place of the request that failed, with its status. A filter and not a handler, because handlers are chosen by method, and
    /// their parameters are filled from forms before routes: a stranger's form must not say what the status is.
    /// </summary>
    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        Explain(int.Parse((string)RouteData.Values["status"]!, CultureInfo.InvariantCulture));
        context.Result = Page();
    }

    private void Explain(int status)
    {
        // Asked for by its own address the page is a page like any other that isn't there.
        if (HttpContext.Features.Get<IStatusCodeReExecuteFeature>() is null && HttpContext.Features.Get<IExceptionHandlerFeature>() is null)
            status = StatusCodes.Status404NotFound;
        Response.StatusCode = status;
        Explanation = Failure is { } failure ? explainer.Explain(failure) : explainer.Explain(status);
    }
}
