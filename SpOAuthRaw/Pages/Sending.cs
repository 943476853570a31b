using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>Sends a step's message for a browser: to the provider or SharePoint, or with the browser, which goes away and comes back.</summary>
public sealed class Sending(
    StepwiseSignIn walk,
    BackChannelSending backChannel,
    CurrentRun current,
    CurrentSession session,
    PendingAuthorizationCookies pendings,
    PublicOrigin origin,
    FrontChannel front,
    IOptions<SharePointOptions> site,
    TimeProvider clock
)
{
    /// <summary>Servers should take 8000 bytes (RFC 9110 §4.1), and what is asked comes back, in part, beside a code.</summary>
    private const int LongestAddress = 6000; // characters, all of them ASCII

    /// <summary>A walk that has not begun: its first question can be looked at, and nothing of it is kept.</summary>
    public Run Draft(Dialect dialect, HttpContext context) =>
        new() { StepByStep = true, Pending = PendingAuthorization.New(dialect, origin.RedirectUri(context.Request), clock.GetUtcNow()) };

    /// <summary>The session that this browser's run made, while it lasts.</summary>
    public async Task<Session?> SessionOfAsync(HttpContext context) =>
        current.KeyOf(context) is { } key && await session.FindAsync() is { Ended: null } found && found.RunKey == key ? found : null;

    /// <summary>Begins a walk by asking the provider who it is.</summary>
    public async Task DiscoverAsync(HttpContext context, Dialect dialect, CancellationToken cancellationToken) =>
        await current.BeginAsync(context, await walk.DiscoverAsync(dialect, origin.RedirectUri(context.Request), cancellationToken));

    /// <summary>Whether what somebody wrote can be sent at all.</summary>
    /// <returns>Why it can't; <c>null</c> when it can.</returns>
    public FailedCheck? Check(int step, IReadOnlyList<Parameter> edited) =>
        step == 2 && site.Value.Site.WithQuery(edited).PathAndQuery.Length is var length and > LongestAddress
            ? new FailedCheck("parameters", "RFC 9110 §4.1", Expected: $"≤ {LongestAddress}", Received: $"{length}", Reason: "too long")
        : step == 6 && !EditableRequest.From(edited, site.Value.Site).Succeeded(out _, out var failure) ? failure as FailedCheck
        : null;

    /// <summary>Keeps what somebody wrote, to be looked at before it is sent.</summary>
    public Run Draft(Run run, int step, IReadOnlyList<Parameter> edited) => walk.Draft(run, step, edited);

    /// <summary>Sends the message of step 2, 4, 6 or 7, and the browser to where the answer is.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="run">The run.</param>
    /// <param name="step">The step.</param>
    /// <param name="edited">The message as the person has changed it; <c>null</c> when they have not.</param>
    /// <param name="seen">When the last message of the step was sent that the page showed; <c>null</c> when it showed none.</param>
    public async Task SendAsync(HttpContext context, Run run, int step, IReadOnlyList<Parameter>? edited, DateTimeOffset? seen)
    {
        var key = current.KeyOf(context)!;
        if (step == 2)
        {
            await AskAsync(context, key, run, edited);
            return;
        }

        var place = step switch
        {
            4 => await backChannel.ExchangeAsync(context, key, edited, seen),
            6 => await backChannel.CallAsync(context, key, run, edited),
            _ => await backChannel.RefreshAsync(context, key, run, edited),
        };
        if (place is null)
            context.Fail(
                new Unreachable(Party.Provider, walk.Judge(run).Metadata!.TokenEndpoint, UnreachableReason.TimedOut, "another request")
            );
        else
            context.Response.Redirect($"/walkthrough/{step}#{place}");
    }

    private async Task AskAsync(HttpContext context, string key, Run run, IReadOnlyList<Parameter>? edited)
    {
        // As it is by now: it may have been deleted, or have signed somebody in.
        if (await current.FindAsync(key) is not { } latest)
        {
            context.Response.Redirect("/walkthrough/2");
            return;
        }

        var receivedAt = clock.GetUtcNow();
        var asked = walk.Ask(run, edited);
        var mayLackState = asked.Edits.Any(edit => edit.Name is "state" or "response_mode" or "response_type");

        // A new key for what comes back: whoever knows the old one, because they planted it in this browser, is left behind. A run that has
        // made a session is finished and stays as it is.
        if (latest.SignedInAt is null)
            await current.RemoveAsync(key);
        key = current.Begin(context);
        pendings.Add(context, asked.Pending, new WalkInProgress(key, mayLackState));
        context.Response.Redirect(walk.Judge(asked).Metadata!.AuthorizationEndpoint.WithQuery(asked.Asked).AbsoluteUri);
        var sentOff = front.Of(context, receivedAt, await context.Request.FormTextAsync());
        await current.AddAsync(key, asked with { SentOff = sentOff });
    }
}
