using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Localization;
using SpOAuthRaw.Pages.Shared;
using SpOAuthRaw.Pages.Templates;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Words;

namespace SpOAuthRaw.Pages;

/// <summary>What the home page shows a person who is not signed in.</summary>
/// <param name="RedirectUri">What must be registered at the provider.</param>
/// <param name="Ended">Why a session ended by itself since the last page; usually <c>null</c>.</param>
public sealed record HomeModel(Uri RedirectUri, ProfileProblem? Ended);

/// <summary>What the home page shows a person who is.</summary>
/// <param name="Session">The session.</param>
/// <param name="HasPicture">Whether SharePoint has a picture that we may fetch.</param>
/// <param name="FormToken">What the forms carry, so that no other site can send them.</param>
/// <param name="HidesSecrets">Whether the access token is behind a cover.</param>
/// <param name="AccessTokenLeft">How long the access token is still good; negative once it has expired, <c>null</c> when nobody knows.</param>
public sealed record SignedInModel(Session Session, bool HasPicture, string? FormToken, TimeSpan? AccessTokenLeft, bool HidesSecrets);

/// <summary>
/// The start page: what this is and how to sign in; once signed in, who one is. It asks nobody for anything. It is asked for more often than
/// all else, so it is a template of our own and no page of MVC's (see <c>docs/decisions/0015</c>).
/// </summary>
public sealed class HomePage(
    TemplateFactory templates,
    Frames frames,
    PublicOrigin origin,
    ProfilePictures pictures,
    ClientRegistration client,
    TimeProvider clock,
    IStringLocalizer<Home> words
)
{
    /// <summary>What strangers see, once for each language and address. It is the same for all of them.</summary>
    private readonly ConcurrentDictionary<ForStranger, byte[]> forStrangers = new();

    /// <summary>Shows the page to the browser that asks.</summary>
    public async Task ShowAsync(HttpContext context, CurrentSession current)
    {
        var session = await current.FindAsync();
        if (session is { Problem: not null })
            context.MayRepeat(TravellingValue.Of(session, client));
        if (session?.Ended is not null)
            await current.EndAsync();

        await (
            session switch
            {
                null => WriteAsync(context, words["SignIn"], ForStrangers(origin.RedirectUri(context.Request))),
                { Ended: { } ended } => WriteAsync(
                    context,
                    words["SignIn"],
                    Render(new HomeModel(origin.RedirectUri(context.Request), ended))
                ),
                _ => WriteAsync(context, ModelOf(session, current.FormToken, SecretsEndpoint.HidesSecrets(context))),
            }
        );
    }

    private SignedInModel ModelOf(Session session, string? formToken, bool hidesSecrets) =>
        new(session, pictures.AddressOf(session) is not null, formToken, session.AccessTokenExpiresAt - clock.GetUtcNow(), hidesSecrets);

    private byte[] ForStrangers(Uri redirectUri) =>
        forStrangers.GetOrAdd(
            new ForStranger(CultureInfo.CurrentUICulture.Name, redirectUri),
            key => Render(new HomeModel(key.RedirectUri, Ended: null))
        );

    private sealed record ForStranger(string Language, Uri RedirectUri);

    private byte[] Render(HomeModel model) => templates.Render<Pages_Shared__Home, HomeModel>(model);

    private async Task WriteAsync(HttpContext context, string title, byte[] body)
    {
        Write(context, title, body);
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private async Task WriteAsync(HttpContext context, SignedInModel model)
    {
        templates.Render<Pages_Shared__SignedIn, SignedInModel>(model, body => Write(context, words["Welcome"], body));
        await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
    }

    private void Write(HttpContext context, string title, ReadOnlySpan<byte> body)
    {
        var frame = frames.For(context, title);
        var response = context.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = frame.Top.Length + body.Length + frame.Bottom.Length;
        response.BodyWriter.Write(frame.Top);
        response.BodyWriter.Write(body);
        response.BodyWriter.Write(frame.Bottom);
    }
}
