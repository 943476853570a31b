using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>Sends a step's message for a browser, and keeps what came of it: in the run, in a cookie where the browser goes away, in the session.</summary>
public sealed class Sending(
    StepwiseSignIn walk,
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
    /// <param name="cancellationToken">Cancelled when the browser gives up.</param>
    public async Task SendAsync(
        HttpContext context,
        Run run,
        int step,
        IReadOnlyList<Parameter>? edited,
        CancellationToken cancellationToken
    )
    {
        var key = current.KeyOf(context)!;
        if (step == 2)
        {
            await AskAsync(context, key, run, edited);
            return;
        }

        var sent = step switch
        {
            4 => await walk.ExchangeAsync(run, edited, cancellationToken),
            6 => await CallAsync(key, run, edited, cancellationToken),
            _ => await RefreshAsync(key, run, edited, cancellationToken),
        };
        if (sent is null)
        {
            context.Fail(
                new Unreachable(Party.Provider, walk.Judge(run).Metadata!.TokenEndpoint, UnreachableReason.TimedOut, "another request")
            );
            return;
        }

        await current.PutAsync(context, key, sent with { Draft = null });

        // To where the answer is: in its place, or among the tries where the sign-in has gone on with another.
        var isTry = ReferenceEquals(run.ExchangeOf(step), sent.ExchangeOf(step));
        context.Response.Redirect($"/walkthrough/{step}#{(isTry ? "tries" : "sent")}");
    }

    private async Task AskAsync(HttpContext context, string key, Run run, IReadOnlyList<Parameter>? edited)
    {
        var receivedAt = clock.GetUtcNow();
        var asked = walk.Ask(run, edited);
        var mayLackState = asked.Edits.Any(edit => edit.Name is "state" or "response_mode" or "response_type");

        // A new key for what comes back: whoever knows the old one, because they planted it in this browser, is left behind. A run that has
        // made a session is finished and stays as it is.
        if (run.SignedInAt is null)
            await current.RemoveAsync(key);
        key = current.Begin(context);
        pendings.Add(context, asked.Pending, new WalkInProgress(key, mayLackState));
        context.Response.Redirect(walk.Judge(asked).Metadata!.AuthorizationEndpoint.WithQuery(asked.Asked).AbsoluteUri);
        var sentOff = front.Of(context, receivedAt, await context.Request.FormTextAsync());
        await current.KeepAsync(key, asked with { SentOff = sentOff });
    }

    private async Task<Run> CallAsync(string key, Run run, IReadOnlyList<Parameter>? edited, CancellationToken cancellationToken)
    {
        var planned = walk.FieldsOf(run);
        _ = EditableRequest.From(edited ?? planned, site.Value.Site).Succeeded(out var question, out _);
        var called = await walk.CallAsync(run, question, cancellationToken);
        if (walk.Judge(called).Called is not { } signedIn)
            return called;

        // Whose name an edited question brings, nobody knows: the session keeps to the ID token's.
        var wasEdited = Edit.Between(6, planned, edited ?? planned).Count > 0;

        // Once a run, and not with an ID token that has been lying about.
        var now = clock.GetUtcNow();
        if (run.SignedInAt is null && now - run.ReturnedAt < Run.Lifetime)
        {
            var begun = Session.Of(signedIn, now) with { RunKey = key };
            await session.BeginAsync(wasEdited ? begun with { Profile = null, Problem = null } : begun);
            return called with { SignedInAt = now };
        }

        if (!wasEdited)
            await session.UpdateAsync(latest => latest.RunKey == key ? latest.With(signedIn.Profile) : latest);
        return called;
    }

    /// <summary>One at a time, and never beside the renewal that a page has begun: a refresh token is good once at a strict provider.</summary>
    private async Task<Run?> RefreshAsync(string key, Run run, IReadOnlyList<Parameter>? edited, CancellationToken cancellationToken)
    {
        await using var turn = await session.TakeTurnAsync(key);
        if (turn is null)
            return null;

        // Whoever was before us has left another refresh token, and a message that nobody changed is sent with that one.
        run = await current.FindAsync(key) ?? run;
        var refreshed = await walk.RefreshAsync(run, await RefreshTokenOfAsync(key, run), edited, cancellationToken);
        var wasEdited = refreshed.Edits.Any(edit => edit.Step == 7);

        // The new refresh token takes the old one's place, or the session would be left with one that is spent (RFC 6749 §6).
        if (walk.Judge(refreshed).Refreshed is { } answer && answer.Succeeded(out var tokens, out _))
            await session.UpdateAsync(latest =>
                latest.RunKey != key ? latest
                : wasEdited ? latest with { RefreshToken = tokens.RefreshToken ?? latest.RefreshToken } // its access token may be for somebody else's ears
                : latest.With(tokens, clock.GetUtcNow())
            );

        await current.KeepAsync(key, refreshed with { Draft = null }); // while it is still our turn
        return refreshed;
    }

    private async Task<string> RefreshTokenOfAsync(string key, Run run) =>
        (await session.PeekAsync() is { Ended: null } found && found.RunKey == key ? found.RefreshToken : null)
        ?? walk.Judge(run).LatestRefreshToken!;
}
