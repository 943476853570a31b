using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Sends the message of step 4, 6 or 7, and keeps what came of it: in the run as it is by then, and in the session. While an answer is under
/// way other messages of the run may be sent, the person may sign out, and the run may be deleted; none of that is undone.
/// </summary>
public sealed class BackChannelSending(
    StepwiseSignIn walk,
    CurrentRun current,
    CurrentSession session,
    ISessionLock locks,
    IOptions<SharePointOptions> site,
    TimeProvider clock
)
{
    private const string InItsPlace = "sent";
    private const string AmongTheTries = "tries";

    /// <summary>Step 4. One at a time: who waited finds what came of the message before, and does not send the same code by a second click.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="key">The run's key.</param>
    /// <param name="edited">The message as the person has changed it; <c>null</c> when they have not.</param>
    /// <param name="seen">When the last message was sent that the page showed on which the button was pressed; <c>null</c> when it showed none.</param>
    /// <returns>Where on the step's page the answer is; <c>null</c> when the turn did not come.</returns>
    public async Task<string?> ExchangeAsync(HttpContext context, string key, IReadOnlyList<Parameter>? edited, DateTimeOffset? seen)
    {
        await using var turn = await locks.TakeAsync(key);
        if (turn is null)
            return null;
        if (await current.FindAsync(key) is not { } run)
            return InItsPlace;
        if (walk.AlreadySent(run, edited, seen) is { } before)
        {
            current.GiveCookie(context, key); // the first click's answer, which the browser did not wait for, had it too
            return PlaceOf(run, 4, before);
        }

        var sent = await walk.ExchangeAsync(run, edited);
        var kept = await current.ChangeAsync(context, key, latest => walk.With(latest, sent));
        if (kept is not null && await walk.NewerKeysAsync(kept) is { } keys)
            await current.ChangeAsync(key, latest => latest with { Keys = keys });
        return PlaceOf(kept, 4, sent.Exchange);
    }

    /// <summary>Step 6, whose first good answer signs the person in. Asking does no harm, so it waits for nobody.</summary>
    /// <returns>Where on the step's page the answer is.</returns>
    public async Task<string?> CallAsync(HttpContext context, string key, Run run, IReadOnlyList<Parameter>? edited)
    {
        var planned = walk.FieldsOf(run);
        _ = EditableRequest.From(edited ?? planned, site.Value.Site).Succeeded(out var question, out _);
        var before = await session.PeekAsync();
        var sent = await walk.CallAsync(run, question);

        // A refresh that is under way brings the refresh token with which the session is to begin.
        await using var turn = await session.TakeTurnAsync(key);
        var isOver = before is { Ended: null } && await session.PeekAsync() is null; // signed out meanwhile, of whichever sign-in
        Replay judged = null!;
        var (now, signsIn) = (clock.GetUtcNow(), false);
        var kept = await current.ChangeAsync(
            context,
            key,
            latest =>
            {
                var called = walk.With(latest, sent);
                judged = walk.Judge(called);
                signsIn =
                    turn is not null
                    && !isOver
                    && judged.Called is not null
                    && MaySignIn(latest, now)
                    && !context.RequestAborted.IsCancellationRequested;
                return signsIn ? called with { SignedInAt = now } : called;
            }
        );
        if (kept is null || judged.Called is not { } signedIn)
            return PlaceOf(kept, 6, sent.Exchange);

        // Whose name an edited question brings, nobody knows: the session keeps to the ID token's.
        var wasEdited = Edit.Between(6, planned, edited ?? planned).Count > 0 || kept.Edits.Any(edit => edit.Step == 6);
        if (signsIn)
        {
            var begun = Session.Of(signedIn, now) with { RunKey = key, RefreshToken = judged.LatestRefreshToken };
            await BeginAsync(key, wasEdited ? begun with { Profile = null, Problem = null } : begun);
        }
        else if (!wasEdited)
            await session.UpdateAsync(latest => latest.RunKey == key ? latest.With(signedIn.Profile) : latest);
        return PlaceOf(kept, 6, sent.Exchange);
    }

    /// <summary>Step 7. One at a time, and never beside the renewal that a page has begun: a refresh token is good once at a strict provider.</summary>
    /// <param name="context">The browser's request.</param>
    /// <param name="key">The run's key.</param>
    /// <param name="before">The run as it was when the button was pressed.</param>
    /// <param name="edited">The message as the person has changed it; <c>null</c> when they have not.</param>
    /// <returns>Where on the step's page the answer is; <c>null</c> when the turn did not come.</returns>
    public async Task<string?> RefreshAsync(HttpContext context, string key, Run before, IReadOnlyList<Parameter>? edited)
    {
        await using var turn = await session.TakeTurnAsync(key);
        if (turn is null)
            return null;

        // Whoever was before us has left another refresh token, and a message that nobody changed is sent with that one.
        if (await current.FindAsync(key) is not { } run)
            return InItsPlace;
        if (before.SignedInAt is null && run.SignedInAt is not null)
            return InItsPlace; // by now it has a session, of which this request knows nothing: it would spend its refresh token
        var sent = await walk.RefreshAsync(run, await RefreshTokenOfAsync(key, run), edited);

        // The new refresh token takes the old one's place, or the session would be left with one that is spent (RFC 6749 §6).
        if (walk.Judge(walk.With(run, sent)).Refreshed is { } answer && answer.Succeeded(out var tokens, out _))
            await session.UpdateAsync(latest =>
                latest.RunKey != key ? latest
                : sent.Edits.Count > 0 ? latest with { RefreshToken = tokens.RefreshToken ?? latest.RefreshToken } // its access token may be for somebody else's ears
                : latest.With(tokens, clock.GetUtcNow())
            );

        return PlaceOf(await current.ChangeAsync(context, key, latest => walk.With(latest, sent)), 7, sent.Exchange);
    }

    /// <summary>Once a run, never after its sign-out, and not with an ID token that has been lying about.</summary>
    private static bool MaySignIn(Run run, DateTimeOffset now) =>
        run is { SignedInAt: null, SignedOutAt: null } && now - run.ReturnedAt < Run.Lifetime;

    private async Task BeginAsync(string key, Session begun)
    {
        try
        {
            await session.BeginAsync(begun);
        }
        catch (Exception)
        {
            await current.ChangeAsync(key, latest => latest with { SignedInAt = null }); // there may be room later, or a store that answers
            throw;
        }
    }

    private async Task<string> RefreshTokenOfAsync(string key, Run run) =>
        (await session.PeekAsync() is { Ended: null } found && found.RunKey == key ? found.RefreshToken : null)
        ?? walk.Judge(run).LatestRefreshToken!;

    /// <summary>In its place, or among the tries where the sign-in has gone on with another. A run that is gone has neither.</summary>
    private static string PlaceOf(Run? run, int step, Exchange sent) =>
        run is null || ReferenceEquals(run.ExchangeOf(step), sent) ? InItsPlace : AmongTheTries;
}
