using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>
/// Writes the token answer (RFC 6749 §5.1, §5.2) with the members of the dialect. The dialects differ in types, too: v1 writes
/// its numbers as strings.
/// </summary>
internal sealed class TokenAnswer(Tenant tenant) : IOpenIddictServerHandler<ApplyTokenResponseContext>
{
    public async ValueTask HandleAsync(ApplyTokenResponseContext context)
    {
        var http = context.Transaction.GetHttpRequest()!.HttpContext;
        if (!string.IsNullOrEmpty(context.Error))
            await EntraIdError.WriteAsync(http, tenant, Aadsts(http, context)).ConfigureAwait(false);
        else
            await EntraIdJson.WriteAsync(http, Success(http, context)).ConfigureAwait(false);
        context.HandleRequest();
    }

    private JsonObject Success(HttpContext http, ApplyTokenResponseContext context)
    {
        var grant = Grant.In(http)!;
        var json = grant.Asked.Dialect == Dialect.V1 ? V1(http, grant) : V2(http, grant);
        Add("access_token", context.Response.AccessToken);
        Add("refresh_token", context.Response.RefreshToken);
        Add("id_token", context.Response.IdToken);
        if (grant.Asked.WantsClientInfo || (string?)context.Request?["client_info"] == "1")
            Add("client_info", grant.ClientInfo);
        return json;

        void Add(string name, string? value)
        {
            if (value is not null)
                json[name] = value;
        }
    }

    private static JsonObject V2(HttpContext http, Grant grant)
    {
        var scope = grant.Asked.Scope;
        var seconds = Seconds(http);
        return new JsonObject
        {
            ["token_type"] = "Bearer",
            // offline_access is never listed: the refresh token beside it says the same.
            ["scope"] = string.Join(
                ' ',
                scope
                    .OpenIdScopes.Where(name => name != "offline_access")
                    .Concat(scope.Permissions.Select(permission => $"{scope.Resource}/{permission}"))
            ),
            ["expires_in"] = seconds,
            ["ext_expires_in"] = seconds,
        };
    }

    private JsonObject V1(HttpContext http, Grant grant)
    {
        var now = tenant.Clock.GetUtcNow();
        var seconds = Seconds(http).ToString(CultureInfo.InvariantCulture);
        return new JsonObject
        {
            ["token_type"] = "Bearer",
            ["scope"] = string.Join(' ', grant.Asked.Scope.Permissions),
            ["expires_in"] = seconds,
            ["ext_expires_in"] = seconds,
            ["expires_on"] = Unix(now + TokenContents.LifetimeIn(http)),
            ["not_before"] = Unix(now.AddMinutes(-5)),
            ["resource"] = grant.Asked.Scope.Resource,
        };
    }

    // One second less than the token's life: it has begun when the answer arrives.
    private static long Seconds(HttpContext http) => (long)TokenContents.LifetimeIn(http).TotalSeconds - 1;

    private static string Unix(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Our own check's error, or the one that stands for OpenIddict's; the end of its error URI names the check that failed.</summary>
    private static Aadsts Aadsts(HttpContext http, ApplyTokenResponseContext context)
    {
        if (http.Items[typeof(Aadsts)] is Aadsts ours)
            return ours;
        return context.Response.ErrorUri?[(context.Response.ErrorUri.LastIndexOf('/') + 1)..] switch
        {
            "ID2052" => EntraId.Aadsts.WrongVerifier,
            "ID2029" => EntraId.Aadsts.Missing("code_verifier"),
            "ID2072" => EntraId.Aadsts.OtherRedirectUri,
            "ID2001" => EntraId.Aadsts.BadToken,
            "ID2016" or "ID2018" or "ID2012" => EntraId.Aadsts.ExpiredOrRevoked,
            _ => EntraId.Aadsts.Malformed,
        };
    }
}
