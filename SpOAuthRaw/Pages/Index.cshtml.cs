using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The start page: what this is and how to sign in; once signed in, who one is. It asks nobody for anything.</summary>
public sealed class IndexModel(
    CurrentSession current,
    ProfilePictures pictures,
    PublicOrigin origin,
    ClientRegistration client,
    TimeProvider clock
) : PageModel
{
    /// <summary>The session; <c>null</c> when nobody is signed in.</summary>
    public Session? Session { get; private set; }

    /// <summary>Why a session ended by itself since the last page; usually <c>null</c>.</summary>
    public ProfileProblem? Ended { get; private set; }

    /// <summary>Whether SharePoint has a picture that we may fetch.</summary>
    public bool HasPicture => Session is not null && pictures.AddressOf(Session) is not null;

    /// <summary>What the forms carry, so that no other site can send them.</summary>
    public string? FormToken => current.FormToken;

    /// <summary>What must be registered at the provider.</summary>
    public Uri RedirectUri => origin.RedirectUri(Request);

    /// <summary>How long the access token is still good; negative once it has expired, <c>null</c> when nobody knows.</summary>
    public TimeSpan? AccessTokenLeft => Session?.AccessTokenExpiresAt - clock.GetUtcNow();

    /// <summary>Answers <c>GET /</c>.</summary>
    public async Task OnGetAsync()
    {
        Session = await current.FindAsync();
        if (Session is not null)
            HttpContext.MayRepeat(TravellingValue.Of(Session, client));
        if (Session is not { Ended: { } reason })
            return;
        (Session, Ended) = (null, reason);
        await current.EndAsync();
    }
}
