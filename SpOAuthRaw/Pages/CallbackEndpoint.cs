using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The redirect URI, where the browser comes back with the provider's response (RFC 6749 §4.1.2).</summary>
public sealed class CallbackEndpoint(
    SignInFlow flow,
    PendingAuthorizationCookies pendings,
    ISpentStates spent,
    Recorder recorder,
    RunRecording recording,
    CurrentRun currentRun,
    FrontChannel front,
    StepwiseSignIn walk,
    TimeProvider clock,
    ILogger<SignInFlow> log
)
{
    /// <summary>The longest answer that is recorded. Entra ID's codes have some thousand characters, its ID tokens a few thousand.</summary>
    private const int LongestKept = 16 * 1024; // characters, encoded

    /// <summary>Finishes a sign-in, or hands the response to the walk that waits for it. No antiforgery token protects this POST: <c>state</c> does that job (RFC 6749 §10.12).</summary>
    public async Task ReturnAsync(HttpContext context)
    {
        var receivedAt = clock.GetUtcNow();
        if (
            !(await AuthorizationResponseReader.ReadAsync(context.Request, context.RequestAborted)).Succeeded(
                out var response,
                out var failure
            )
        )
        {
            context.Fail(failure);
            return;
        }

        // A walk that is forgotten meanwhile answers for nothing but its own state.
        var found = pendings.Find(context, response.State);
        var run = found?.Walk is { } walking ? await currentRun.FindAsync(walking.RunKey) : null;
        var pending = run is not null || found?.Pending.State == response.State ? found?.Pending : null;
        if (pending is null && RepostOffer.IsDue(context, response))
        {
            context.Fail(new RepostOffer(response));
            return;
        }

        if (run is not null && !MayBeKept(response))
        {
            // A walk goes on with what is recorded of it. Its state is not spent: the browser may come back with something shorter.
            context.Fail(new FailedCheck("parameters", "RFC 6749 §4.1.2", $"≤ {LongestKept}", $"{response.Encoded.Length}", "oversized"));
            return;
        }

        if (pending is not null)
        {
            pendings.Remove(context, pending);
            if (!await spent.TrySpendAsync(pending.State))
            {
                context.Fail(new FailedCheck("state", "RFC 9700 §4.2.4", Received: pending.State, Reason: "used"));
                return;
            }
        }

        var answer = new Answer(context, receivedAt, response);
        if (run is not null)
            await WalkOnAsync(answer, found!.Value.Walk!.RunKey, run);
        else
            await FinishAsync(answer, pending);
    }

    /// <summary>The state is spent, so what came is kept, also where the browser does not wait for it.</summary>
    private async Task WalkOnAsync(Answer answer, string key, Run run)
    {
        var context = answer.Context;
        context.Response.Redirect("/walkthrough/3"); // also takes the code out of the address bar (RFC 9700 §4.3.1)
        var returned = walk.Returned(run, answer.Response);
        var keys = await walk.NewerKeysAsync(returned);

        // Also gives the cookie: this browser began it, whatever run it was made to look at meanwhile.
        var kept = await currentRun.ChangeAsync(
            context,
            key,
            latest => latest with { Response = returned.Response, ReturnedAt = returned.ReturnedAt, Keys = keys ?? latest.Keys }
        );
        if (kept is null)
            return;
        var cameBack = Heard(answer); // now that the answer is complete
        await currentRun.ChangeAsync(
            key,
            latest => latest with { CameBack = cameBack, Response = cameBack is null ? latest.Response : null }
        );
    }

    private async Task FinishAsync(Answer answer, PendingAuthorization? pending)
    {
        var context = answer.Context;
        using var heard = recorder.Begin();
        var outcome = await flow.FinishAsync(answer.Response, pending, context.RequestAborted);
        var recorded = pending is null
            ? null
            : recording.Of(pending, answer.Response, front.SentOff(pending.State), heard.Exchanges, outcome);
        if (recorded is not null && outcome is not SignInOutcome.SignedIn)
        {
            context.MayRepeat(walk.ValuesOf(recorded)); // the page that explains the failure has the provider's words on it
            if (MayBeKept(answer.Response))
                context.BrokeAt(walk.Judge(recorded).FailedStep);
        }

        var key = recorded is null || !MayBeKept(answer.Response) ? null : currentRun.Begin(context);

        switch (outcome)
        {
            case SignInOutcome.SignedIn(var called):
                var session = context.RequestServices.GetRequiredService<CurrentSession>();
                await session.BeginAsync(Session.Of(called, clock.GetUtcNow()) with { RunKey = key });
                log.SignedIn(pending!.Dialect);
                context.Response.Redirect("/"); // also takes the code out of the address bar (RFC 9700 §4.3.1)
                break;
            case SignInOutcome.Refused(var refusal):
                log.Refused(SignInLog.NameOf(refusal));
                context.Fail(refusal);
                break;
            case SignInOutcome.Unreachable(var unreachable):
                log.Unreachable(unreachable.Party, unreachable.Reason);
                context.Fail(unreachable);
                break;
        }

        if (key is not null)
        {
            var cameBack = Heard(answer);
            await currentRun.AddAsync(key, recorded! with { CameBack = cameBack, Response = cameBack is null ? answer.Response : null });
        }
    }

    /// <summary>Whether it is worth its place in the store, where strangers can put as many as the limit per address lets them.</summary>
    private static bool MayBeKept(AuthorizationResponse response) => response.Encoded.Length <= LongestKept;

    private Exchange? Heard(Answer answer) =>
        front.Of(answer.Context, answer.ReceivedAt, answer.Response.Mode == ResponseMode.FormPost ? answer.Response.Encoded : null);

    /// <summary>What a browser came back with.</summary>
    private readonly record struct Answer(HttpContext Context, DateTimeOffset ReceivedAt, AuthorizationResponse Response);
}
