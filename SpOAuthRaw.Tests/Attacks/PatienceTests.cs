using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Hosting;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Nobody is kept waiting for ever, by the app as it is: nothing in it is replaced here.</summary>
public sealed class PatienceTests
{
    [Fact]
    public async Task Every_client_of_the_back_channel_gives_up()
    {
        await using var scene = await Scene.StartAsync();
        var clients = scene.App.Services.GetRequiredService<IHttpClientFactory>();

        foreach (var name in new[] { nameof(MetadataClient), nameof(TokenEndpointClient), nameof(UserProfileClient) })
            Assert.Equal(ProtocolSetup.Patience, clients.CreateClient(name).Timeout);
    }

    [Fact]
    public async Task A_provider_that_says_nothing_of_itself()
    {
        await using var scene = await Scene.StartAsync(new Lies { AtMetadata = Answering.Never });
        using var visitor = new Visitor();

        (await visitor.GetAsync(scene.App.At("/signin"))).ShouldBeAProblem(HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task A_provider_that_drips_its_keys()
    {
        await using var scene = await Scene.StartAsync(new Lies { AtKeys = Answering.Dripping });
        using var visitor = new Visitor();

        (await visitor.GetAsync(scene.App.At("/signin"))).ShouldBeAProblem(HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task A_token_endpoint_that_says_nothing()
    {
        await using var scene = await Scene.StartAsync(new Lies { AtTokenEndpoint = Answering.Never });
        using var visitor = new Visitor();

        (await scene.TrySignInAsync(visitor)).ShouldBeAProblem(HttpStatusCode.GatewayTimeout);
    }

    [Fact]
    public async Task A_SharePoint_that_drips_its_profile()
    {
        await using var scene = await Scene.StartAsync(new Lies { AtSharePoint = Answering.Dripping });
        using var visitor = new Visitor();

        await scene.SignInAsync(visitor); // the ID token was good
    }
}
