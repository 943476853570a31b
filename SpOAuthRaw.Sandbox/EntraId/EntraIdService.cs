using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using SpOAuthRaw.Sandbox.EntraId.Pages;
using SpOAuthRaw.Sandbox.EntraId.Tokens;
using SpOAuthRaw.Sandbox.Hosting;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>The make-believe Entra ID: which path is answered by what.</summary>
internal static class EntraIdService
{
    public static WebApplication Create(Tenant tenant, Listener listener, ILoggerFactory loggers)
    {
        var builder = EmbeddedHost.CreateBuilder(listener, loggers);
        builder.Services.AddTokenService(tenant);
        var app = builder.Build();
        var session = new SignInSession(tenant);
        var authorize = new AuthorizeEndpoint(tenant, session);
        var token = new TokenEndpoint(tenant);
        var logout = new LogoutEndpoint(tenant, session);

        app.Use(next => new BadInput(tenant, next).InvokeAsync);
        app.Use(next => new TenantPath(tenant, next).InvokeAsync);
        app.Use(next => new TokenRequestForm(tenant, next).InvokeAsync);
        app.UseAuthentication(); // OpenIddict takes its endpoints' requests here, and lets the good ones through
        app.Run(http =>
            http.Request.Path.Value switch
            {
                "/oauth2/authorize" or "/oauth2/v2.0/authorize" => authorize.InvokeAsync(http),
                "/oauth2/token" or "/oauth2/v2.0/token" => token.InvokeAsync(http),
                "/oauth2/logout" or "/oauth2/v2.0/logout" => logout.InvokeAsync(http),
                "/.well-known/openid-configuration" or "/v2.0/.well-known/openid-configuration" => EntraIdJson.WritePublicAsync(
                    http,
                    MetadataDocument.For(tenant, Alias(http))
                ),
                "/discovery/keys" or "/discovery/v2.0/keys" => EntraIdJson.WritePublicAsync(http, KeySet.For(tenant, Alias(http).Dialect)),
                var path => Assets.Find(path) is { } asset ? asset.WriteAsync(http) : OtherPages.WriteAsync(http, tenant),
            }
        );
        return app;
    }

    private static TenantAlias Alias(HttpContext http) => http.Features.Get<TenantAlias>() ?? new TenantAlias("common", Dialect.V2);
}
