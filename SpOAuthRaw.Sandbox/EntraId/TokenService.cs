using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using SpOAuthRaw.Sandbox.EntraId.Tokens;
using static OpenIddict.Server.OpenIddictServerEvents;
using static OpenIddict.Server.OpenIddictServerHandlers.Protection;

namespace SpOAuthRaw.Sandbox.EntraId;

/// <summary>
/// OpenIddict without stores, made to answer like Entra ID: it does the flows, PKCE, the binding of codes and the hashes; the classes
/// named here do what is Entra ID's own.
/// </summary>
internal static class TokenService
{
    public static void AddTokenService(this IServiceCollection services, Tenant tenant)
    {
        services
            .AddOpenIddict()
            .AddServer(server =>
            {
                server.EnableDegradedMode();
                server.SetIssuer(tenant.LoginUrl); // of codes alone, so that one asked for at common can be redeemed at the tenant's id
                server.SetConfigurationEndpointUris(Array.Empty<string>());
                server.SetJsonWebKeySetEndpointUris(Array.Empty<string>());
                server.SetAuthorizationEndpointUris("oauth2/v2.0/authorize", "oauth2/authorize");
                server.SetTokenEndpointUris("oauth2/v2.0/token", "oauth2/token");
                server.AllowAuthorizationCodeFlow().AllowHybridFlow().AllowRefreshTokenFlow().RequireProofKeyForCodeExchange();
                server.DisableScopeValidation().DisableResourceValidation().DisableAccessTokenEncryption();
                server.SetAuthorizationCodeLifetime(TimeSpan.FromDays(1)).SetRefreshTokenLifetime(TimeSpan.FromDays(100)); // the ledger's are shorter
                server.AddSigningKey(RandomKey()); // signs codes and refresh tokens, which nobody else reads
                server.AddEncryptionKey(RandomKey());
                server.Configure(options =>
                {
                    options.SigningCredentials.Add(tenant.Keys.Current.Credentials);
                    options.TimeProvider = tenant.Clock;
                    options.CodeChallengeMethods.Remove("plain");
                    options.ResponseTypes.RemoveWhere(type => type.Split(' ').Contains("token"));
                });
                server
                    .UseAspNetCore()
                    .EnableAuthorizationEndpointPassthrough()
                    .EnableTokenEndpointPassthrough()
                    .DisableTransportSecurityRequirement();
                AddHandlers(server, tenant);
            });
        KeepNothingOnDisk(services);
    }

    /// <summary>
    /// ASP.NET Core's authentication brings data protection along, which would write keys into the user's folder at start. Nothing
    /// here needs keys that outlive the process.
    /// </summary>
    private static void KeepNothingOnDisk(IServiceCollection services)
    {
        services.Replace(ServiceDescriptor.Singleton<IDataProtectionProvider>(new EphemeralDataProtectionProvider()));
        foreach (var service in services.Where(s => s.ImplementationType?.Name == "DataProtectionHostedService").ToArray())
            services.Remove(service);
    }

    private static void AddHandlers(OpenIddictServerBuilder server, Tenant tenant)
    {
        // First, because our checks speak Entra ID's language and then translate for OpenIddict's.
        server.AddEventHandler<ValidateAuthorizationRequestContext>(h =>
            h.UseSingletonHandler(new AuthorizationChecks(tenant)).SetOrder(int.MinValue)
        );
        server.AddEventHandler<ValidateTokenRequestContext>(h => h.UseSingletonHandler(new TokenChecks(tenant)).SetOrder(int.MinValue));

        var handles = new OpaqueHandles(tenant);
        server.AddEventHandler<GenerateTokenContext>(h =>
            h.UseSingletonHandler(new TokenContents(tenant)).SetOrder(GenerateIdentityModelToken.Descriptor.Order - 1)
        );
        server.AddEventHandler<GenerateTokenContext>(h =>
            h.UseSingletonHandler(handles).SetOrder(GenerateIdentityModelToken.Descriptor.Order + 1)
        );
        server.AddEventHandler<ValidateTokenContext>(h =>
            h.UseSingletonHandler(handles).SetOrder(ValidateIdentityModelToken.Descriptor.Order - 1)
        );

        // Before OpenIddict writes an answer of its own.
        server.AddEventHandler<ApplyAuthorizationResponseContext>(h =>
            h.UseSingletonHandler(new AuthorizationAnswer(tenant)).SetOrder(int.MinValue)
        );
        server.AddEventHandler<ApplyTokenResponseContext>(h => h.UseSingletonHandler(new TokenAnswer(tenant)).SetOrder(int.MinValue));
    }

    private static SymmetricSecurityKey RandomKey() => new(RandomNumberGenerator.GetBytes(32));
}
