using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using OpenIddict.Server.AspNetCore;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.EntraId.Tokens;

/// <summary>What happens between a good token request and its answer: the code or refresh token is used up, then tokens are made.</summary>
internal sealed class TokenEndpoint(Tenant tenant)
{
    public async Task InvokeAsync(HttpContext http)
    {
        var entry = (GrantLedger.Entry)http.Items[typeof(GrantLedger.Entry)]!;
        var grant = Grant.In(http)!;
        if (grant.Person.EntraId == EntraIdTwist.Slow)
            await Task.Delay(tenant.Options.SlowAnswer, tenant.Clock, http.RequestAborted).ConfigureAwait(false);

        // Here and not earlier: a request that fails a check, such as a mistyped verifier, leaves the code as it was.
        if (!tenant.Grants.TryUse(entry))
            await EntraIdError
                .WriteAsync(http, tenant, entry.Kind == GrantLedger.Kind.Code ? Aadsts.AlreadyRedeemed : Aadsts.ExpiredOrRevoked)
                .ConfigureAwait(false);
        else if (grant.Person.EntraId == EntraIdTwist.SecondFactor && !grant.Answers("capolids"))
            await EntraIdError.WriteAsync(http, tenant, Aadsts.SecondFactorRequired(grant.Asked.Scope.Resource)).ConfigureAwait(false);
        else
            await http.SignInAsync(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, AuthorizeEndpoint.Principal(grant))
                .ConfigureAwait(false);
    }
}
