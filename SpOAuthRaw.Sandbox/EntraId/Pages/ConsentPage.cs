using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>Do you agree? The application and what it asks for, in words (OIDC Core §3.1.2.4).</summary>
internal static class ConsentPage
{
    public static Task WriteAsync(HttpContext http, Tenant tenant, Asked asked, Person person)
    {
        var texts = Texts.For(http);
        var wants = asked.Scope.Permissions.Concat(asked.Scope.OpenIdScopes).Select(name => Want(texts, name));
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            texts["ConsentTitle"],
            Html.Of(
                $"""
                    <p class="account">{person.Name} <small>{person.UserName}</small></p>
                    <h1>{texts["ConsentTitle"]}</h1>
                    <p class="app"><b>{SandboxRegistration.ApplicationName}</b> <small>{asked.RedirectUri.GetLeftPart(
                    UriPartial.Authority
                )}</small></p>
                    <p>{texts["ConsentLede"]}</p>
                    <ul class="wants">{Html.Join(wants)}</ul>
                    <p class="hint">{texts["ConsentHint"]}</p>
                    <form method="post" action="{Page.AuthorizeUrl(http, tenant)}" class="choice">
                      {Page.Hidden(asked.Parameters)}
                      <input type="hidden" name="user" value="{person.UserName}">
                      <button name="consent" value="cancel" class="ghost">{texts["Cancel"]}</button>
                      <button name="consent" value="accept">{texts["Accept"]}</button>
                    </form>
                """
            )
        );
    }

    private static Html Want(Texts texts, string name) => Html.Of($"<li><b>{Words(texts, name)}</b> <code>{name}</code></li>");

    private static string Words(Texts texts, string name) =>
        texts[$"Scope.{name}"] is var words && words.StartsWith("Scope.", StringComparison.Ordinal) ? name : words;
}
