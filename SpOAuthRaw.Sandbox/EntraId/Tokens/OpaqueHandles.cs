using Microsoft.AspNetCore;
using OpenIddict.Server;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>Swaps OpenIddict's long self-contained codes and refresh tokens for the ledger's short handles, and back.</summary>
internal sealed class OpaqueHandles(Tenant tenant)
    : IOpenIddictServerHandler<GenerateTokenContext>,
        IOpenIddictServerHandler<ValidateTokenContext>
{
    public ValueTask HandleAsync(GenerateTokenContext context)
    {
        GrantLedger.Kind? kind = context.TokenType switch
        {
            TokenTypeIdentifiers.Private.AuthorizationCode => GrantLedger.Kind.Code,
            TokenTypeIdentifiers.RefreshToken => GrantLedger.Kind.RefreshToken,
            _ => null,
        };
        if (kind is not null && context.Token is { } token)
        {
            var grant = Grant.In(context.Transaction.GetHttpRequest()!.HttpContext)!;
            context.Token = tenant.Grants.Issue(kind.Value, token, grant);
        }
        return ValueTask.CompletedTask;
    }

    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (tenant.Grants.TokenFor(context.Token) is { } token)
            context.Token = token;
        return ValueTask.CompletedTask;
    }
}
