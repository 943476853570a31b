using System.Net;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>The four ways to name a tenant, and the wrong one.</summary>
public sealed class TenantTests(SandboxApp sandbox, LyingSandbox lying) : IClassFixture<SandboxApp>, IClassFixture<LyingSandbox>
{
    private const string Another = "11111111-2222-4333-8444-555555555555";

    [Theory]
    [InlineData("organizations")]
    [InlineData("common")]
    [InlineData(SandboxRegistration.TenantId)]
    [InlineData(SandboxRegistration.Domain)]
    public async Task People_sign_in_whichever_way_the_tenant_is_named(string tenant)
    {
        await using var app = await RunningApp.StartAsync(sandbox.Tenant, [("AzureAd:TenantId", tenant)]);

        foreach (var dialect in new[] { Dialect.V2, Dialect.V1 })
        {
            using var visitor = new Visitor();
            var home = await visitor.SignInAsync(app, dialect);

            Assert.Equal(SandboxRegistration.TenantId, home.Html.TextOf("id-token-tenant"));
        }
    }

    [Fact]
    public async Task A_tenant_that_the_provider_does_not_know_is_said_in_words()
    {
        await using var app = await RunningApp.StartAsync(sandbox.Tenant, [("AzureAd:TenantId", Another)]);
        using var visitor = new Visitor();

        var begun = await visitor.GetAsync(app.At("/signin"));

        begun.ShouldBeAProblem(HttpStatusCode.BadRequest);
        Assert.Contains("AADSTS90002", begun.Html.TextOf("error-description"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/signin")]
    [InlineData("/signin?dialect=v1")]
    public async Task A_provider_that_answers_for_another_tenant_than_the_configured_one_is_refused(string signIn)
    {
        lying.Swap = path => path.Replace(Another, SandboxRegistration.TenantId, StringComparison.Ordinal);
        await using var app = await lying.StartAppAsync(("AzureAd:TenantId", Another));
        using var visitor = new Visitor();

        var begun = await visitor.GetAsync(app.At(signIn));

        begun.ShouldFail("issuer");
    }
}
