using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Pages;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Hosting;

/// <summary>What carries a sign-in from request to request.</summary>
public static class SignInSetup
{
    private const string SessionCookie = "SpOAuth.Session";

    /// <summary>Adds the flow, its memory, and the framework's cookie sign-in, which carries a random key and nothing else.</summary>
    public static void AddSignIn(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<AppOptions>().BindConfiguration(AppOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AppOptions>, AppValidation>();

        services.AddHttpContextAccessor();
        services.AddSingleton<PublicOrigin>();
        services.AddSingleton<Discovery>();
        services.AddSingleton<PendingAuthorizationCookies>();
        services.AddSingleton<SignInFlow>(); // its clients are made for long use (see ProtocolSetup)
        services.AddSingleton<ProfilePictures>();
        services.AddSingleton(provider => new Lazy<UserProfileClient>(provider.GetRequiredService<UserProfileClient>)); // most pages need no client
        services.AddSingleton(provider => new Lazy<SignInFlow>(provider.GetRequiredService<SignInFlow>));
        services.AddSingleton<AccessTokenRenewal>();
        services.AddScoped<CurrentSession>();
        services.AddSingleton<StepwiseSignIn>();
        services.AddScoped<BackChannelSending>();
        services.AddScoped<Sending>();
        services.AddSingleton<CurrentRun>();
        services.AddSingleton<RunRecording>();
        services.AddSingleton<SignInEndpoint>();
        services.AddSingleton<CallbackEndpoint>();

        // The prefix binds a cookie to this very host, but browsers want https for it (RFC 6265bis §4.1.3.2).
        var https = builder.Configuration["App:PublicOrigin"]?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;
        var (prefix, secure) = https ? ("__Host-", CookieSecurePolicy.Always) : ("", CookieSecurePolicy.SameAsRequest);
        services
            .AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme)
            .AddCookie(options =>
            {
                options.Cookie.Name = SessionCookie;
                options.CookieManager = new HostCookieManager();
                options.Cookie.HttpOnly = true;
                options.Cookie.SameSite = SameSiteMode.Lax; // a Strict one would be missing at / after a sign-in from another site
                options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                options.ExpireTimeSpan = Session.Lifetime;
                options.SlidingExpiration = false;
                options.TicketDataFormat = new SessionKeyFormat();
            });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = $"{prefix}SpOAuth.Antiforgery";
            options.Cookie.SecurePolicy = secure;
        });
    }

    /// <summary>Finds out who is signed in, where a request brings a session; whoever brings none is a stranger, and whoever signs in may be anybody.</summary>
    public static void UseSessions(this WebApplication app)
    {
        // Else the host, which sees none outside a branch, adds one before all else, and that one reads cookies before the scheme is known.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseWhen(
            context =>
                context.Request.Path != "/signin"
                && context.Request.Headers.Cookie.ToString().Contains(SessionCookie, StringComparison.Ordinal),
            signedIn => signedIn.UseAuthentication()
        );
    }
}
