using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>What every answer gets, and what a request gets that can't even be read: a 400, never a 500.</summary>
internal sealed class BadInput(Tenant tenant, RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["x-ms-request-id"] = Correlation.TraceId(context);
        headers["x-ms-ests-server"] = "2.1.0.0 - Sandbox";
        headers["P3P"] = "CP=\"DSP CUR OTPi IND OTRi ONL FIN\"";
        headers.XXSSProtection = "0";
        headers["Referrer-Policy"] = "no-referrer";
        try
        {
            await next(context).ConfigureAwait(false);
        }
        // Too long, broken off, or not the form it says it is.
        catch (Exception exception) when (exception is IOException or InvalidDataException && !context.Response.HasStarted)
        {
            await EntraIdError.WriteAsync(context, tenant, Aadsts.Malformed).ConfigureAwait(false);
        }
    }
}
