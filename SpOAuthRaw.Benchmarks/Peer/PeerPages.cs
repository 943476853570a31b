using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Antiforgery;

namespace SpOAuthRaw.Benchmarks.Peer;

/// <summary>The peer's pages: the app's in plain strings, which is the cheapest way there is to make them.</summary>
public static class PeerPages
{
    /// <summary>The home page of a stranger.</summary>
    public static string SignedOut() =>
        Page(
            """
            <section class="hero"><h1>Sign in to SharePoint</h1><p class="lede">OAuth 2.0 and OpenID Connect by ASP.NET's own handler.</p></section>
            <section class="card way"><h2>Sign in</h2><a class="btn" id="sign-in" href="/signin">Sign in</a></section>
            """
        );

    /// <summary>The home page of a person.</summary>
    public static string SignedIn(string name, string accessToken, ClaimsPrincipal person, AntiforgeryTokenSet antiforgery) =>
        Page(
            $"""
            <section class="person">
              <div><h1>Welcome <span id="user-title">{Encoded(name)}</span></h1></div>
              <form method="post" action="/signout">
                <input name="{antiforgery.FormFieldName}" type="hidden" value="{antiforgery.RequestToken}">
                <button class="btn" id="sign-out">Sign out</button>
              </form>
            </section>
            <section class="card"><h2>Access token</h2><pre class="wire" id="access-token">{Encoded(accessToken)}</pre></section>
            <dl class="facts">
              <dt>Name</dt><dd>{Encoded(person.FindFirstValue("name"))}</dd>
              <dt>User name</dt><dd>{Encoded(person.FindFirstValue("preferred_username"))}</dd>
              <dt>Tenant</dt><dd><code>{Encoded(person.FindFirstValue("tid"))}</code></dd>
            </dl>
            """
        );

    private static string Page(string content) =>
        $"""
            <!doctype html>
            <html lang="en">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>The peer</title></head>
            <body>
            <header class="top"><a class="brand" href="/">The peer</a></header>
            <main id="content" class="page">{content}</main>
            <footer class="bottom">A benchmark.</footer>
            </body>
            </html>
            """;

    private static string Encoded(string? text) => HtmlEncoder.Default.Encode(text ?? "");
}
