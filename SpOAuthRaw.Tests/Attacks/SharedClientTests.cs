using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>One client asks for all people: what a server wants to remember of one is not told of the next.</summary>
public sealed class SharedClientTests
{
    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_cookie_that_a_server_gives_travels_with_nobody(Dialect dialect)
    {
        await using var scene = await Scene.StartAsync(
            new()
            {
                AtMetadata = WithACookie,
                AtKeys = WithACookie,
                AtTokenEndpoint = WithACookie,
                AtSharePoint = WithACookie,
            }
        );

        for (var person = 0; person < 2; person++)
        {
            using var visitor = new Visitor();
            await scene.SignInAsync(visitor, dialect);
        }

        Assert.Equal((2, 2), (scene.Provider.Count(AskedFor.Tokens), scene.Provider.Count(AskedFor.SharePoint)));
        Assert.All(
            scene.Provider.Requests,
            request => Assert.DoesNotContain("Cookie", request.Headers.Keys, StringComparer.OrdinalIgnoreCase)
        );
    }

    private static Task WithACookie(HttpContext context)
    {
        context.Response.Headers.SetCookie = "fpc=whose-it-was; path=/";
        return ((LyingProvider)context.Items[typeof(LyingProvider)]!).AnswerHonestlyAsync(context);
    }
}
