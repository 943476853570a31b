using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>The end of a sign-out that has no registered address to go back to.</summary>
internal static class SignedOutPage
{
    public static Task WriteAsync(HttpContext http, Tenant tenant, Person? person, string? refusedTarget)
    {
        var texts = Texts.For(http);
        var refused = refusedTarget is null
            ? Html.Empty
            : Html.Of($"""<p class="problem">{texts.Format("SignOutTarget", refusedTarget)}</p>""");
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            texts["SignedOutTitle"],
            Html.Of(
                $"""
                    <h1>{texts["SignedOutTitle"]}</h1>
                    <p class="lede">{(person is null ? texts["SignedOutNobody"] : texts.Format("SignedOutPerson", person.Name))}</p>
                    {refused}
                    <p>{texts["SignedOutHint"]}</p>
                """
            )
        );
    }
}
