using System.Net;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Sandbox;

public sealed class SandboxStartTests
{
    [Fact]
    public async Task A_taken_port_is_said_in_one_sentence_with_the_key_to_change()
    {
        await using var first = await SandboxTenant.StartAsync(Anywhere());

        var exception = await Assert.ThrowsAsync<SandboxStartException>(() =>
            SandboxTenant.StartAsync(new SandboxOptions { LoginUrl = first.LoginUrl, SharePointUrl = new Uri("http://localhost:0") })
        );

        Assert.Contains(first.LoginUrl.GetLeftPart(UriPartial.Authority), exception.Message);
        Assert.Contains("Sandbox__LoginUrl", exception.Message);
    }

    [Fact]
    public async Task Behind_an_https_proxy_it_speaks_of_the_https_address_only()
    {
        var options = Anywhere();
        options.LoginListenUrl = options.LoginUrl;
        options.LoginUrl = new Uri("https://login.sandbox.example");
        await using var tenant = await SandboxTenant.StartAsync(options);
        using var http = new HttpClient();

        var metadata = await http.GetStringAsync(new Uri(tenant.LoginListenUrl, "/common/v2.0/.well-known/openid-configuration"));
        var page = await http.GetStringAsync(
            new Uri(QueryHelpers.AddQueryString($"{tenant.LoginListenUrl}common/oauth2/v2.0/authorize", Ask()))
        );

        Assert.Contains("\"issuer\":\"https://login.sandbox.example/{tenantid}/v2.0\"", metadata);
        Assert.DoesNotContain("http://127.0.0.1", metadata + page);
        Assert.Contains("action=\"https://login.sandbox.example/common/oauth2/v2.0/authorize\"", page);
    }

    [Fact]
    public async Task An_https_address_without_a_place_to_listen_is_refused_in_words()
    {
        var options = Anywhere();
        options.LoginUrl = new Uri("https://login.sandbox.example");

        var exception = await Assert.ThrowsAsync<SandboxStartException>(() => SandboxTenant.StartAsync(options));

        Assert.Contains("Sandbox__LoginListenUrl", exception.Message);
    }

    [Fact]
    public async Task It_counts_what_it_was_asked()
    {
        await using var tenant = await SandboxTenant.StartAsync(Anywhere());
        using var browser = new SandboxBrowser(tenant);

        await browser.TokensAsync();

        Assert.Equal(1, tenant.Traffic["oauth2/v2.0/token"]);
        Assert.Equal(0, tenant.Traffic["_api/sp.userprofiles.peoplemanager/getmyproperties"]);
    }

    [Fact]
    public async Task Beside_an_app_it_is_up_before_the_app_starts_and_ends_with_it()
    {
        await using var probe = await SandboxTenant.StartAsync(Anywhere());
        var (login, site) = (probe.LoginUrl, probe.SharePointUrl);
        await probe.DisposeAsync();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        var early = new AsksWhenStarting(login);
        builder.Services.AddHostedService(_ => early); // registered first, as a web server may be
        builder.Services.AddSandbox(new SandboxOptions { LoginUrl = login, SharePointUrl = site });

        using var host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();

        Assert.Equal(HttpStatusCode.OK, early.Status);
        await Assert.ThrowsAsync<HttpRequestException>(() => early.StartAsync(CancellationToken.None));
    }

    private sealed class AsksWhenStarting(Uri url) : IHostedService
    {
        public HttpStatusCode Status { get; private set; }

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            using var http = new HttpClient();
            Status = (await http.GetAsync(url, cancellationToken)).StatusCode;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private static SandboxOptions Anywhere() =>
        new() { LoginUrl = new Uri("http://127.0.0.1:0"), SharePointUrl = new Uri("http://127.0.0.1:0") };

    private static Dictionary<string, string?> Ask() =>
        new()
        {
            ["client_id"] = SandboxRegistration.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = SandboxBrowser.RedirectUri,
            ["scope"] = "openid",
            ["code_challenge"] = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            ["code_challenge_method"] = "S256",
        };
}
