using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>The pages outside any sign-in: what this place is, what an error's number means, and that there is nothing here.</summary>
internal static class OtherPages
{
    public static Task WriteAsync(HttpContext http, Tenant tenant) =>
        http.Request.Path.Value switch
        {
            "/" => Home(http, tenant),
            "/error" => AboutError(http, tenant),
            _ => NotFound(http, tenant),
        };

    private static Task Home(HttpContext http, Tenant tenant)
    {
        var texts = Texts.For(http);
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            texts["Sandbox"],
            Html.Of(
                $"""
                    <h1>{texts["HomeTitle"]}</h1>
                    <p class="lede">{texts["HomeLede"]}</p>
                    <dl class="details">
                      <dt>{texts[
                    "HomeMetadata"
                ]}</dt><dd><a href="{tenant.Login}/organizations/v2.0/.well-known/openid-configuration">{tenant.Login}/organizations/v2.0/.well-known/openid-configuration</a></dd>
                      <dt>SharePoint</dt><dd>{tenant.Site}</dd>
                      <dt>{texts["HomeTenant"]}</dt><dd>{SandboxRegistration.TenantId}</dd>
                      <dt>{texts["HomeDomain"]}</dt><dd>{SandboxRegistration.Domain}</dd>
                      <dt>{texts["HomeClientId"]}</dt><dd>{SandboxRegistration.ClientId}</dd>
                      <dt>{texts["HomeSecret"]}</dt><dd>{SandboxRegistration.ClientSecret}</dd>
                      <dt>{texts["HomeRedirect"]}</dt><dd>http://localhost:*/*</dd>
                    </dl>
                """
            )
        );
    }

    // Where error_uri leads.
    private static Task AboutError(HttpContext http, Tenant tenant)
    {
        var texts = Texts.For(http);
        var code = int.TryParse(http.Request.Query["code"], out var number) ? number : 0;
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            $"AADSTS{code}",
            Html.Of(
                $"""<h1>AADSTS{code}</h1><p class="lede">{texts["AboutError"]}</p><p><a href="https://login.microsoftonline.com/error?code={code}">login.microsoftonline.com/error?code={code}</a></p>"""
            )
        );
    }

    private static Task NotFound(HttpContext http, Tenant tenant)
    {
        var texts = Texts.For(http);
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            texts["NotFound"],
            Html.Of($"""<h1>{texts["NotFound"]}</h1><p class="lede">{texts["NotFoundLede"]}</p>"""),
            StatusCodes.Status404NotFound
        );
    }
}
