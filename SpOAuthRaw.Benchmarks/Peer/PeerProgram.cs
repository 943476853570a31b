using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;

namespace SpOAuthRaw.Benchmarks.Peer;

/// <summary>
/// What a .NET developer would write instead: the same job in one page of code, with ASP.NET's own OpenIdConnect handler. It signs people in,
/// asks SharePoint for their names, shows name and token, and signs them out.
/// </summary>
public static class PeerProgram
{
    private const string DisplayName = "sharepoint_display_name";

    /// <summary>Runs the peer. Settings have the app's own names, and <c>Dialect</c> says which of the two it speaks.</summary>
    public static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddAntiforgery();
        builder
            .Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie()
            .AddOpenIdConnect(options => Configure(options, builder.Configuration));

        var app = builder.Build();
        app.UseAuthentication();
        app.MapGet("/", HomeAsync);
        app.MapGet(
            "/signin",
            (HttpContext context) => context.ChallengeAsync(OpenIdConnectDefaults.AuthenticationScheme, new() { RedirectUri = "/" })
        );
        app.MapPost("/signout", SignOutAsync);
        await app.RunAsync();
        return 0;
    }

    private static void Configure(OpenIdConnectOptions options, ConfigurationManager configuration)
    {
        var v1 = configuration["Dialect"] == "v1";
        var site = configuration["SharePoint:SiteUrl"]!.TrimEnd('/');
        options.Authority = $"{configuration["AzureAd:Instance"]}{configuration["AzureAd:TenantId"]}{(v1 ? "" : "/v2.0")}";
        options.ClientId = configuration["AzureAd:ClientId"];
        options.ClientSecret = configuration["AzureAd:ClientSecret"];
        options.CallbackPath = "/auth";
        options.RequireHttpsMetadata = false;
        options.MapInboundClaims = false;
        options.DisableTelemetry = true;
        options.SaveTokens = true; // the home page shows the access token
        options.ResponseType = v1 ? "code id_token" : "code";
        options.ResponseMode = v1 ? "form_post" : "query";
        options.Scope.Clear();
        foreach (var scope in v1 ? ["openid"] : new[] { "openid", "profile", "offline_access", $"{site}/User.Read.All" })
            options.Scope.Add(scope);
        if (v1)
            options.Resource = site;

        // In the hybrid flow the ID token is validated before there is an access token, in the code flow after.
        if (v1)
            options.Events.OnTokenResponseReceived = context => AddNameAsync(context.Principal!, context.TokenEndpointResponse.AccessToken);
        else
            options.Events.OnTokenValidated = context => AddNameAsync(context.Principal!, context.TokenEndpointResponse!.AccessToken);

        async Task AddNameAsync(ClaimsPrincipal person, string accessToken)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{site}/_api/SP.UserProfiles.PeopleManager/GetMyProperties");
            request.Headers.Authorization = new("Bearer", accessToken);
            request.Headers.TryAddWithoutValidation("Accept", "application/json;odata=nometadata");
            using var response = await options.Backchannel.SendAsync(request);
            response.EnsureSuccessStatusCode();
            using var profile = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync());
            ((ClaimsIdentity)person.Identity!).AddClaim(
                new Claim(DisplayName, profile.RootElement.GetProperty("DisplayName").GetString()!)
            );
        }
    }

    private static async Task HomeAsync(HttpContext context, IAntiforgery antiforgery)
    {
        var page =
            context.User.FindFirstValue(DisplayName) is { } name && await context.GetTokenAsync("access_token") is { } token
                ? PeerPages.SignedIn(name, token, context.User, antiforgery.GetAndStoreTokens(context))
                : PeerPages.SignedOut();
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        await context.Response.WriteAsync(page);
    }

    private static async Task SignOutAsync(HttpContext context, IAntiforgery antiforgery)
    {
        await antiforgery.ValidateRequestAsync(context);
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignOutAsync(OpenIdConnectDefaults.AuthenticationScheme, new() { RedirectUri = "/" });
    }
}
