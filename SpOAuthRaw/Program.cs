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
if (isSandbox && AddSandbox(builder) is { Length: > 0 } problems)
    return StartInWords.Say(problems);

builder.AddSafeLogging();
builder.AddListeningAddress();
builder.AddTraffic();
builder.AddKeyRing();
builder.AddStores();
builder.AddProtocol();
builder.AddSignIn();
builder.AddPages(isSandbox);
builder.AddHealth();

var app = builder.Build();
if (StartInWords.WrongSettings(app) is { Length: > 0 } wrong)
    return StartInWords.Say(wrong);

app.UseForwardedHeaders();
app.UsePublicScheme();
app.UseSecurityHeaders();
app.UseExceptionHandler("/problem/500");
app.UseStatusCodePagesWithReExecute("/problem/{0}");
app.UseReadableCharsets();
app.UseStoreOutagePage();
app.UseLanguages();
app.UseSessions();
app.UseHome();
app.UseRoutes(
    between =>
    {
        between.UseLimits();
        between.UseKeysBeforeCookies();
    },
    routes =>
    {
        routes.MapStaticAssets().ShortCircuit();
        routes.MapSignIn().WithMetadata(new LimitedAttribute());
        routes.MapLanguage();
        routes.MapSecrets();
        routes.MapExplain();
        routes.MapExports();
        routes.MapHealth();
    }
);

return await app.RunInWordsAsync(failure => (failure as SandboxStartException)?.Message);

// The make-believe tenant starts beside the app, which then meets it over HTTP alone, by the same settings as a real one.
static string[] AddSandbox(WebApplicationBuilder builder)
{
    var sandbox = new SandboxOptions();
    var problems = new List<string>();
    foreach (var (key, value) in builder.Configuration.GetSection("Sandbox").AsEnumerable().Where(setting => setting.Value is not null))
        try
        {
            // Each by itself: the binder stops at the first that it can't read.
            new ConfigurationBuilder()
                .AddInMemoryCollection([new(key, value)])
                .Build()
                .GetSection("Sandbox")
                .Bind(sandbox);
        }
        catch (InvalidOperationException exception) when (StartInWords.SentenceFor(exception) is { } sentence)
        {
            problems.Add(sentence);
        }

    foreach (var (key, address) in new[] { ("Sandbox:LoginUrl", sandbox.LoginUrl), ("Sandbox:SharePointUrl", sandbox.SharePointUrl) })
        if (!WebAddress.TryParse(address.OriginalString, out _))
            problems.Add(
                $"{key} is '{address.OriginalString}', which is no address a browser could go to: set it to one such as http://localhost:5556."
            );

    if (problems.Count > 0)
        return [.. problems];

    builder.Services.AddSandbox(sandbox);
    builder.Configuration.AddInMemoryCollection([
        new("AzureAd:Instance", sandbox.LoginUrl.AbsoluteUri),
        new("AzureAd:ClientId", SandboxRegistration.ClientId),
        new("AzureAd:ClientSecret", SandboxRegistration.ClientSecret),
        new("SharePoint:SiteUrl", sandbox.SharePointUrl.AbsoluteUri),
    ]);
    return [];
}

/// <summary>Where the app begins. Public for tests that start it themselves.</summary>
public partial class Program;
