using SpOAuthRaw.Configuration;
using SpOAuthRaw.Hosting;
using SpOAuthRaw.Pages;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.SignIn;

if (args is ["--healthcheck"])
    return await HealthCheck.AskAsync();

// The table of contents: first the services, then the pipeline. Each line is explained where it is defined.
var builder = WebApplication.CreateBuilder(AppFolder.Options(args));
builder.AddAppSettings();
var isSandbox = builder.IsUnconfigured();
if (isSandbox)
    AddSandbox(builder);

builder.AddSafeLogging();
builder.AddListeningAddress();
builder.AddStores();
builder.AddProtocol();
builder.AddSignIn();
builder.AddPages(isSandbox);

var app = builder.Build();
if (!app.IsConfigured())
    return 1;

app.UseSecurityHeaders();
app.UseExceptionHandler("/problem/500");
app.UseStatusCodePagesWithReExecute("/problem/{0}");
app.UseRequestLocalization();
app.UseRouting();
app.UseAuthentication();

app.MapStaticAssets();
app.MapRazorPages();
app.MapSignIn();
app.MapGet("/healthz", () => Results.Text("healthy"));

return await app.RunInWordsAsync(failure => (failure as SandboxStartException)?.Message);

// The make-believe tenant starts beside the app, which then meets it over HTTP alone, by the same settings as a real one.
static void AddSandbox(WebApplicationBuilder builder)
{
    var sandbox = builder.Configuration.GetSection("Sandbox").Get<SandboxOptions>() ?? new SandboxOptions();
    builder.Services.AddSandbox(sandbox);
    builder.Configuration.AddInMemoryCollection([
        new("AzureAd:Instance", sandbox.LoginUrl.AbsoluteUri),
        new("AzureAd:ClientId", SandboxRegistration.ClientId),
        new("AzureAd:ClientSecret", SandboxRegistration.ClientSecret),
        new("SharePoint:SiteUrl", sandbox.SharePointUrl.AbsoluteUri),
    ]);
}

/// <summary>Where the app begins. Public for tests that start it themselves.</summary>
public partial class Program;
