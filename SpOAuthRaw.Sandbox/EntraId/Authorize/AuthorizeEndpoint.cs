using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using SpOAuthRaw.Sandbox.EntraId.Pages;
using SpOAuthRaw.Sandbox.EntraId.Tokens;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.EntraId.Authorize;

/// <summary>
/// What happens between a good authorization request and its answer (OIDC Core §3.1.2.3, §3.1.2.4): who is it, is that person let in,
/// do they agree. Each page's form sends the whole request once more with the answer to the page's question beside it,
/// so nothing has to be remembered in between.
/// </summary>
internal sealed class AuthorizeEndpoint(Tenant tenant, SignInSession session)
{
    public Task InvokeAsync(HttpContext http)
    {
        var asked = Asked.In(http)!;
        var (person, sessionId) = WhoIsIt(http);
        if (person is null)
            return asked.Prompt.Contains("none") ? Refuse(http, Aadsts.NoSession) : Ask(http, asked);
        if (Stopped(person) is { } error)
            return error == Aadsts.WrongPassword ? Ask(http, asked, error) : Refuse(http, error);

        var consent = Posted(http, "consent");
        if (consent == "cancel")
            return Refuse(http, Aadsts.ConsentDeclined);
        if (consent == "accept")
            tenant.Consents.Remember(person, asked.Scope.Permissions);
        else if (asked.Prompt.Contains("consent") || !tenant.Consents.Covers(person, asked.Scope.Permissions))
            return asked.Prompt.Contains("none") ? Refuse(http, Aadsts.ConsentRequired) : AskConsent(http, asked, person);

        return SignInAsync(http, new Grant(asked, person, sessionId, Guid.NewGuid()));
    }

    /// <summary>
    /// The person who was just picked, or with prompt=none the one whose session it is. Entra ID would also sign in silently without
    /// prompt=none; here the next person may be the next lesson, so the picker always shows.
    /// </summary>
    private (Person? Person, Guid SessionId) WhoIsIt(HttpContext http)
    {
        var current = session.Read(http);
        if (tenant.People.Find(Posted(http, "user")) is { } picked)
            return (picked, current?.Person == picked ? current.Value.Id : SessionFor(http, picked));
        return current is { } known && Asked.In(http)!.Prompt.Contains("none") ? (known.Person, known.Id) : (null, default);
    }

    // Those who are not let in have no session.
    private Guid SessionFor(HttpContext http, Person person) => Stopped(person) is null ? session.Start(http, person) : default;

    private static Aadsts? Stopped(Person person) =>
        person.EntraId switch
        {
            EntraIdTwist.WrongPassword => Aadsts.WrongPassword,
            EntraIdTwist.OtherDirectory => Aadsts.OtherDirectory(person.UserName),
            EntraIdTwist.ConditionalAccess => Aadsts.BlockedByConditionalAccess,
            EntraIdTwist.AdminConsent => Aadsts.AdminConsentRequired,
            _ => null,
        };

    private Task Ask(HttpContext http, Asked asked, Aadsts? error = null) =>
        PickerPage.WriteAsync(http, tenant, asked, session.Read(http)?.Person, error);

    private Task AskConsent(HttpContext http, Asked asked, Person person) => ConsentPage.WriteAsync(http, tenant, asked, person);

    private Task Refuse(HttpContext http, Aadsts error) => AuthorizationAnswer.ErrorAsync(http, tenant, error);

    private Task SignInAsync(HttpContext http, Grant grant)
    {
        if (grant.Person.EntraId == EntraIdTwist.KeyRollover)
            tenant.Keys.Rotate();
        grant.Into(http);
        return http.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Principal(grant));
    }

    /// <summary>What OpenIddict needs to know; the tokens' real claims are made by <see cref="TokenContents"/>.</summary>
    public static ClaimsPrincipal Principal(Grant grant)
    {
        var identity = new ClaimsIdentity("Sandbox");
        identity.SetClaim(OpenIddictConstants.Claims.Subject, grant.Subject);
        identity.SetScopes(grant.Asked.Scope.OpenIdScopes);
        identity.SetDestinations(static _ =>
            [OpenIddictConstants.Destinations.AccessToken, OpenIddictConstants.Destinations.IdentityToken]
        );
        return new ClaimsPrincipal(identity);
    }

    // Answers to the pages' questions count in a form only: a link must not be able to pick or to consent.
    private static string? Posted(HttpContext http, string name) =>
        HttpMethods.IsPost(http.Request.Method) ? http.Request.Form[name].ToString() : null;
}
