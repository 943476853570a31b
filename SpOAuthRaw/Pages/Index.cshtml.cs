using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Pages;

/// <summary>The start page: what this is and how to sign in; once signed in, who one is. It asks nobody for anything.</summary>
public sealed class IndexModel(CurrentSession current, PublicOrigin origin, TimeProvider clock) : PageModel
{
    /// <summary>The session; <c>null</c> when nobody is signed in.</summary>
    public Session? Session { get; private set; }

    /// <summary>What must be registered at the provider.</summary>
    public Uri RedirectUri => origin.RedirectUri(Request);

    /// <summary>How long the access token is still good; negative once it has expired, <c>null</c> when nobody knows.</summary>
    public TimeSpan? AccessTokenLeft => Session?.AccessTokenExpiresAt - clock.GetUtcNow();

    /// <summary>Answers <c>GET /</c>.</summary>
    public async Task OnGetAsync() => Session = await current.FindAsync();
}
