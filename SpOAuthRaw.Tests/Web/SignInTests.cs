using System.Net;
using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Web;

/// <summary>Whole sign-ins over real HTTP, hop by hop.</summary>
public sealed class SignInTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Adele_signs_in(Dialect dialect)
    {
        using var visitor = new Visitor();

        var home = await visitor.SignInAsync(App, dialect);

        Assert.Equal("Adele Vance", home.Html.TextOf("user-title"));
    }
}
