using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary><c>/signin</c>, which sends the browser to the provider (RFC 6749 §4.1.1).</summary>
public sealed class SignInEndpoint(
    SignInFlow flow,
    PendingAuthorizationCookies pendings,
    PublicOrigin origin,
    FrontChannel front,
    StepwiseSignIn walk,
    CurrentRun currentRun,
    TimeProvider clock
)
{
    /// <summary>Begins a sign-in, or a walk through one.</summary>
    public async Task SendOffAsync(HttpContext context)
    {
        var receivedAt = clock.GetUtcNow();

        // Cookies belong to a host: what is remembered on 127.0.0.1 would be missing when the provider returns to localhost.
        if (origin.IsAnotherLoopbackNameFor(context.Request))
        {
            context.Response.Redirect(new Uri(origin.For(context.Request), $"/signin{context.Request.QueryString}").AbsoluteUri);
            return;
        }

        if (!TryReadDialect(context.Request.Query["dialect"], out var dialect))
        {
            context.Fail(new FailedCheck("dialect", "README.md", "v1, v2", context.Request.Query["dialect"]));
            return;
        }

        if (context.Request.Query["mode"].ToString() is { Length: > 0 } mode)
        {
            if (mode == "walk")
                context.Response.Redirect($"/walkthrough/1?mode=walk&dialect={dialect.ToString().ToLowerInvariant()}");
            else
                context.Fail(new FailedCheck("mode", "README.md", "walk", mode));
            return;
        }

        if (!(await flow.DiscoverAsync(dialect, context.RequestAborted)).Succeeded(out var discovered, out var failure))
        {
            var ended = walk.Unbegun(dialect, origin.RedirectUri(context.Request));
            context.BrokeAt(walk.Judge(ended).FailedStep);
            context.Fail(failure);
            await currentRun.BeginAsync(context, ended);
            return;
        }

        var asked = flow.Ask(discovered, origin.RedirectUri(context.Request));
        pendings.Add(context, asked.Pending);
        context.Response.Redirect(asked.Request.Url.AbsoluteUri);
        front.SendOff(asked.Pending.State, front.Of(context, receivedAt));
    }

    private static bool TryReadDialect(string? text, out Dialect dialect)
    {
        var name = text?.ToLowerInvariant();
        dialect = name == "v1" ? Dialect.V1 : Dialect.V2;
        return name is null or "" or "v1" or "v2";
    }
}
