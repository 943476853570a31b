using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>
/// One occurrence of an error: the error, and the three lines by which support finds it again. The same facts become
/// the JSON of the token endpoint (RFC 6749 §5.2), the parameters of the authorization response (§4.1.2.1), or a page.
/// </summary>
internal sealed record EntraIdError(Aadsts Aadsts, string Login, string TraceId, string CorrelationId, string Timestamp)
{
    public static EntraIdError Of(Aadsts aadsts, HttpContext context, Tenant tenant) =>
        new(
            aadsts,
            tenant.Login,
            Correlation.TraceId(context),
            Correlation.Id(context),
            // A blank, not a T: Entra ID's own way of writing a time.
            tenant.Clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture)
        );

    public string Title =>
        Aadsts.After is { } first
            ? $"AADSTS{first}: Error validating credentials. AADSTS{Aadsts.Code}: {Aadsts.Text}"
            : $"AADSTS{Aadsts.Code}: {Aadsts.Text}";

    public string Description => $"{Title}\r\nTrace ID: {TraceId}\r\nCorrelation ID: {CorrelationId}\r\nTimestamp: {Timestamp}";

    public string? Page => Aadsts.HasPage ? $"{Login}/error?code={Aadsts.Code}" : null;

    /// <summary>Answers with the token endpoint's JSON.</summary>
    public static Task WriteAsync(HttpContext context, Tenant tenant, Aadsts aadsts)
    {
        var error = Of(aadsts, context, tenant);
        context.Response.StatusCode = aadsts.Status;
        return EntraIdJson.WriteAsync(context, error.ToJson());
    }

    private JsonObject ToJson()
    {
        var codes = new JsonArray(Aadsts.After is { } first ? [first, Aadsts.Code] : [Aadsts.Code]);
        var json = new JsonObject
        {
            ["error"] = Aadsts.Error,
            ["error_description"] = Description,
            ["error_codes"] = codes,
            ["timestamp"] = Timestamp,
            ["trace_id"] = TraceId,
            ["correlation_id"] = CorrelationId,
        };
        Add("error_uri", Page);
        Add("suberror", Aadsts.SubError);
        Add("claims", Aadsts.Claims);
        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
                json[name] = value;
        }
    }
}
