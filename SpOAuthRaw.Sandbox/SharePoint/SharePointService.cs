using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpOAuthRaw.Sandbox.Hosting;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>The make-believe SharePoint: one site with a few REST resources.</summary>
internal static class SharePointService
{
    public static WebApplication Create(Tenant tenant, Listener listener, ILoggerFactory loggers)
    {
        var app = EmbeddedHost.CreateBuilder(listener, loggers).Build();
        var tokens = new BearerCheck(tenant);
        var moods = new Moods(tenant);
        app.Run(http => AnswerAsync(http, tenant, tokens, moods));
        return app;
    }

    private static async Task AnswerAsync(HttpContext http, Tenant tenant, BearerCheck tokens, Moods moods)
    {
        AddHeaders(http);
        var path = http.Request.Path.Value!.Trim('/').ToLowerInvariant();
        tenant.Traffic.Count(path);

        var (caller, refusal) = await tokens.CheckAsync(http).ConfigureAwait(false);
        if ((refusal ?? moods.Of(caller!) ?? Permission(caller!, path)) is { } answer)
            await answer.WriteAsync(http).ConfigureAwait(false);
        else
            await Resource(http, tenant, caller!, path).WriteAsync(http).ConfigureAwait(false);
    }

    private static SharePointAnswer Resource(HttpContext http, Tenant tenant, Caller caller, string path) =>
        path switch
        {
            _ when !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) => SharePointError.NotFound(path),
            "_api/sp.userprofiles.peoplemanager/getmyproperties" => PersonProperties.For(tenant, caller.Person),
            "_api/web/currentuser" => CurrentUser.For(tenant, caller.Person),
            "_layouts/15/userphoto.aspx" => UserPhoto.For(tenant, http.Request.Query["accountname"].ToString()),
            _ => SharePointError.NotFound(path),
        };

    /// <summary>The delegated permission that reading a profile takes; the photo takes none but a good token.</summary>
    private static SharePointError? Permission(Caller caller, string path)
    {
        string[] sufficient = path.StartsWith("_api/sp.userprofiles", StringComparison.Ordinal)
            ? ["User.Read.All", "User.ReadWrite.All"]
            : ["User.Read.All", "User.ReadWrite.All", "AllSites.Read", "AllSites.Write", "AllSites.Manage", "AllSites.FullControl"];
        return path.StartsWith("_api/", StringComparison.Ordinal) && !sufficient.Any(caller.Has) ? SharePointError.Forbidden() : null;
    }

    private static void AddHeaders(HttpContext http)
    {
        var id = Guid.NewGuid().ToString();
        var headers = http.Response.Headers;
        headers["SPRequestGuid"] = id;
        headers["request-id"] = id; // the same value twice, as the real one does
        headers["X-SharePointHealthScore"] = "0";
        headers["SPRequestDuration"] = Random.Shared.Next(15, 90).ToString(CultureInfo.InvariantCulture);
        headers["SPIisLatency"] = "0";
        headers["MicrosoftSharePointTeamServices"] = "16.0.0.0";
        headers["X-Powered-By"] = "ASP.NET";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "SAMEORIGIN";
        headers["X-MS-InvokeApp"] = "1; RequireReadOnly";
        headers["P3P"] = "CP=\"ALL IND DSP COR ADM CONo CUR CUSo IVAo IVDo PSA PSD TAI TELo OUR SAMo CNT COM INT NAV ONL PHY PRE PUR UNI\"";
    }
}
