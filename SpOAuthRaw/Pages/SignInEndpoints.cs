using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>Where a sign-in begins, ends, and is taken back. Plain endpoints: they show nothing when all goes well, so they need no page.</summary>
public static class SignInEndpoints
{
    /// <summary>Adds the endpoints.</summary>
    /// <returns>Those that strangers may call and that cost something, for a limit to be set on them.</returns>
    public static IEndpointConventionBuilder MapSignIn(this IEndpointRouteBuilder routes)
    {
        var callbackPath = routes.ServiceProvider.GetRequiredService<IOptions<AzureAdOptions>>().Value.CallbackPath;
        routes.MapPost("/signout", SignOutAsync);
        routes.MapPost("/profile", AskSharePointAgainAsync);
        routes.MapGet("/picture", PictureAsync);

        // Made once and called as they are: the framework would look up what they need with every request.
        var services = routes.ServiceProvider;
        var open = routes.MapGroup("");
        open.MapGet("/signin", (RequestDelegate)services.GetRequiredService<SignInEndpoint>().SendOffAsync);
        open.MapMethods(
            callbackPath,
            [HttpMethods.Get, HttpMethods.Post],
            (RequestDelegate)services.GetRequiredService<CallbackEndpoint>().ReturnAsync
        );
        return open;
    }

    /// <summary>Ends the session here, then lets the provider end its own (RP-Initiated Logout §2).</summary>
    private static async Task SignOutAsync(
        HttpContext context,
        CurrentSession current,
        Discovery discovery,
        ClientRegistration client,
        PublicOrigin origin,
        IRunStore runs,
        FrontChannel front,
        TimeProvider clock,
        CancellationToken cancellationToken
    )
    {
        var receivedAt = clock.GetUtcNow();
        context.Request.KeepBody();
        if (!await CameFromOurPageAsync(context.Request, current, cancellationToken))
        {
            context.Fail(new FailedCheck("antiforgery", "OWASP ASVS 3.5.1"));
            return;
        }

        // The recording holds the tokens and goes with the session, unless the person signs out in the walkthrough, to see what is left. Either
        // way a message that is still under way finds that it is over, and signs nobody in any more.
        var session = await current.EndAsync();
        var stays = context.Request.Form.ContainsKey("walk");
        if (session?.RunKey is { } ended && stays)
            await runs.ChangeAsync(ended, latest => latest with { SignedOutAt = clock.GetUtcNow() });
        else if (session?.RunKey is { } recording)
            await runs.RemoveAsync(recording);

        // Whether or not the provider can be reached: here, the person is signed out.
        var discovered = await discovery.GetAsync(session?.Dialect ?? Dialect.V2, cancellationToken);
        var request = discovered.Succeeded(out var provider, out _)
            ? LogoutRequest.For(provider.Metadata, client, new Uri(origin.For(context.Request), "/"))
            : null;
        context.Response.Redirect(request?.Url.AbsoluteUri ?? "/");
        if (session?.RunKey is { } key && stays)
        {
            var signedOut = front.Of(context, receivedAt, await context.Request.FormTextAsync());
            await runs.ChangeAsync(key, latest => latest with { SignedOut = signedOut });
        }
    }

    /// <summary>"Ask SharePoint again": the one way in which a signed-in home page makes the app ask anybody for anything.</summary>
    private static async Task AskSharePointAgainAsync(
        HttpContext context,
        CurrentSession current,
        SignInFlow flow,
        CancellationToken cancellationToken
    )
    {
        if (!await CameFromOurPageAsync(context.Request, current, cancellationToken))
        {
            context.Fail(new FailedCheck("antiforgery", "OWASP ASVS 3.5.1"));
            return;
        }

        if (await current.FindAsync() is { Ended: null } session)
        {
            var answer = await flow.AskSharePointAsync(session.AccessToken, cancellationToken);
            await current.UpdateAsync(latest => latest.With(answer));
        }

        context.Response.Redirect("/");
    }

    /// <summary>The person's picture, from this origin, so that the page needs no other.</summary>
    private static async Task<IResult> PictureAsync(CurrentSession current) =>
        await current.FindPictureAsync() is var (bytes, mediaType) ? Results.Bytes(bytes, mediaType) : Results.NotFound();

    private static async Task<bool> CameFromOurPageAsync(
        HttpRequest request,
        CurrentSession current,
        CancellationToken cancellationToken
    ) => await request.TryReadFormAsync(cancellationToken) is { } form && current.IsFormToken(form[CurrentSession.FormField]);
}
