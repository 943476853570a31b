using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>The answer as a form that posts itself (OAuth 2.0 Form Post Response Mode §2), with a button where there is no script.</summary>
internal static class FormPostPage
{
    public static Task WriteAsync(HttpContext http, Tenant tenant, string target, IEnumerable<KeyValuePair<string, string?>> parameters)
    {
        var texts = Texts.For(http);
        var fields = parameters.Select(p => KeyValuePair.Create(p.Key, p.Value ?? ""));
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            texts["FormPostTitle"],
            Html.Of(
                $"""
                    <h1>{texts["FormPostTitle"]}</h1>
                    <form method="post" action="{target}" id="response">
                      {Page.Hidden(fields)}
                      <p>{texts["FormPostLede"]}</p>
                      <button>{texts["Continue"]}</button>
                    </form>
                """
            ),
            head: Html.Of($"""<script src="{tenant.Login}/form-post.js" defer></script>""")
        );
    }
}
