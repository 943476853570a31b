using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>An error that stays here: there is no address that it could safely be sent to (RFC 6749 §4.1.2.1).</summary>
internal static class ErrorPage
{
    public static Task WriteAsync(HttpContext http, Tenant tenant, EntraIdError error)
    {
        var texts = Texts.For(http);
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            texts["ErrorTitle"],
            Html.Of(
                $"""
                    <h1>{texts["ErrorTitle"]}</h1>
                    <p class="lede">{texts["ErrorLede"]}</p>
                    <p class="problem" id="error">{error.Title}</p>
                    <p>{texts["ErrorStays"]}</p>
                    <h2>{texts["ErrorDetails"]}</h2>
                    <dl class="details">
                      <dt>Request Id</dt><dd>{error.TraceId}</dd>
                      <dt>Correlation Id</dt><dd>{error.CorrelationId}</dd>
                      <dt>Timestamp</dt><dd>{error.Timestamp}</dd>
                    </dl>
                """
            ),
            StatusCodes.Status400BadRequest
        );
    }
}
