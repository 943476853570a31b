using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>What the app asks the provider and SharePoint behind the browser's back, how often, and what becomes of it when they fail.</summary>
public sealed class BackChannelTests
{
    private const string Profile = "_api/sp.userprofiles.peoplemanager/getmyproperties";

    [Theory]
    [InlineData(Dialect.V2, "v2.0/.well-known/openid-configuration", "discovery/v2.0/keys", "oauth2/v2.0/token")]
    [InlineData(Dialect.V1, ".well-known/openid-configuration", "discovery/keys", "oauth2/token")]
    public async Task Metadata_and_keys_are_fetched_once_for_many_sign_ins(Dialect dialect, string metadata, string keys, string token)
    {
        var (tenant, app) = await StartAsync();
        await using var _ = tenant;
        await using var __ = app;

        for (var person = 0; person < 3; person++)
        {
            using var visitor = new Visitor();
            await visitor.SignInAsync(app, dialect);
        }

        Assert.Equal(1, tenant.Traffic[metadata]);
        Assert.Equal(1, tenant.Traffic[keys]);
        Assert.Equal(3, tenant.Traffic[token]);
        Assert.Equal(3, tenant.Traffic[Profile]);
    }

    [Fact]
    public async Task The_app_asks_nobody_for_anything_until_somebody_signs_in()
    {
        var (tenant, app) = await StartAsync();
        await using var _ = tenant;
        await using var __ = app;
        using var visitor = new Visitor();

        await visitor.ShouldBeSignedOutAsync(app);

        Assert.Equal(0, tenant.Traffic.Total);
    }

    [Fact]
    public async Task A_signed_in_home_page_asks_nobody_and_its_button_asks_SharePoint_once()
    {
        var (tenant, app) = await StartAsync();
        await using var _ = tenant;
        await using var __ = app;
        using var visitor = new Visitor();
        var home = await visitor.SignInAsync(app);
        var before = tenant.Traffic.Total;

        await visitor.ShouldBeSignedInAsync(app);
        await visitor.ShouldBeSignedInAsync(app);
        Assert.Equal(before, tenant.Traffic.Total);
        (await visitor.PressAsync(home, "/profile")).ShouldRedirectTo(app.Origin);
        await visitor.ShouldBeSignedInAsync(app);

        Assert.Equal(before + 1, tenant.Traffic.Total);
        Assert.Equal(2, tenant.Traffic[Profile]);
    }

    [Theory]
    [InlineData(Dialect.V2, "v2.0/.well-known/openid-configuration", "discovery/v2.0/keys")]
    [InlineData(Dialect.V1, ".well-known/openid-configuration", "discovery/keys")]
    public async Task A_new_signing_key_costs_one_more_fetch_of_the_keys_and_nobodys_sign_in(Dialect dialect, string metadata, string keys)
    {
        var (tenant, app) = await StartAsync();
        await using var _ = tenant;
        await using var __ = app;
        using var visitor = new Visitor();
        await visitor.SignInAsync(app, dialect);

        tenant.RotateSigningKey();
        await visitor.SignInAsync(app, dialect);
        await visitor.SignInAsync(app, dialect);

        Assert.Equal(2, tenant.Traffic[keys]);
        Assert.Equal(1, tenant.Traffic[metadata]);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_provider_that_is_down_at_the_start_is_a_502_that_passes_when_it_comes_up(Dialect dialect)
    {
        var (login, sharePoint) = (new Uri($"http://localhost:{FreePort.Next()}"), new Uri($"http://localhost:{FreePort.Next()}"));
        await using var app = await RunningApp.StartAsync(login, sharePoint);
        using var visitor = new Visitor();
        var address = app.At(dialect == Dialect.V1 ? "/signin?dialect=v1" : "/signin");

        var down = await visitor.GetAsync(address);
        await using var tenant = await SandboxTenant.StartAsync(new SandboxOptions { LoginUrl = login, SharePointUrl = sharePoint });

        down.ShouldBeAProblem(HttpStatusCode.BadGateway);
        Assert.Contains(login.Authority, down.Html.Source, StringComparison.Ordinal);
        Assert.Equal(["SpOAuth.Run"], down.SetCookies.Select(cookie => cookie.Name)); // what was heard can be looked at; nothing is pending
        await visitor.SignInAsync(app, dialect);
    }

    [Fact]
    public async Task A_provider_that_goes_down_before_the_callback_is_a_502_and_nobody_is_signed_in()
    {
        var (tenant, app) = await StartAsync();
        await using var _ = app;
        using var visitor = new Visitor();
        var answer = await visitor.AnswerAsync(await visitor.BeginAsync(app));
        await tenant.DisposeAsync();

        var returned = await visitor.ReturnAsync(answer);

        returned.ShouldBeAProblem(HttpStatusCode.BadGateway);
        await visitor.ShouldBeSignedOutAsync(app);
    }

    [Fact]
    public async Task SharePoint_that_is_not_there_leaves_the_person_signed_in()
    {
        await using var tenant = await SandboxApp.StartTenantAsync();
        await using var sharePoint = await StubProvider.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        // The sandbox gives tokens for its own SharePoint alone, so the audience stays and only the call goes elsewhere.
        await using var app = await RunningApp.StartAsync(
            tenant,
            services: services =>
                services
                    .AddHttpClient(nameof(UserProfileClient))
                    .AddHttpMessageHandler(() => new Detour(tenant.SharePointUrl, sharePoint.Address))
        );
        using var visitor = new Visitor();

        var home = (await visitor.SignInAsync(app)).Html;

        Assert.Equal("NoConnection", home.ById("sharepoint-problem")!["data-kind"]);
        Assert.Equal("Adele Vance", home.TextOf("user-title"));
    }

    private static async Task<(SandboxTenant Tenant, RunningApp App)> StartAsync()
    {
        var tenant = await SandboxApp.StartTenantAsync();
        return (tenant, await RunningApp.StartAsync(tenant));
    }

    /// <summary>Sends what was meant for one address to another.</summary>
    private sealed class Detour(Uri from, Uri to) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Contains(request.RequestUri!.Authority, new[] { from.Authority, to.Authority }); // the second where it is tried again
            request.RequestUri = new Uri(to, request.RequestUri.PathAndQuery);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
