using System.Net;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Faults;

/// <summary>What a visitor does to sign in where the app is another process, or behind a proxy: all that is known of it is an address.</summary>
public static class SigningInAt
{
    /// <summary>Presses "Sign in", goes to the sandbox and answers there.</summary>
    /// <returns>The sandbox's answer, not yet carried back.</returns>
    public static async Task<Hop> AnswerFromAsync(
        this Visitor visitor,
        Uri app,
        Dialect dialect = Dialect.V2,
        string person = SigningIn.Adele
    )
    {
        var begun = await visitor.GetAsync(new Uri(app, dialect == Dialect.V1 ? "/signin?dialect=v1" : "/signin"));
        Assert.Equal(HttpStatusCode.Found, begun.Status);
        return await visitor.AnswerAsync(begun, person);
    }

    /// <summary>The whole way to the signed-in home page.</summary>
    public static async Task<Hop> SignInAtAsync(
        this Visitor visitor,
        Uri app,
        Dialect dialect = Dialect.V2,
        string person = SigningIn.Adele
    )
    {
        var returned = await visitor.ReturnAsync(await visitor.AnswerFromAsync(app, dialect, person));
        returned.ShouldRedirectTo(app);
        return await visitor.ShouldBeSignedInAtAsync(app);
    }

    /// <summary>Asserts that home greets somebody.</summary>
    public static async Task<Hop> ShouldBeSignedInAtAsync(this Visitor visitor, Uri app)
    {
        var home = (await visitor.GetAsync(app)).ShouldBeAPage();
        Assert.NotNull(home.Html.ById("user-title"));
        return home;
    }

    /// <summary>Asserts that home greets nobody.</summary>
    public static async Task<Hop> ShouldBeSignedOutAtAsync(this Visitor visitor, Uri app)
    {
        var home = (await visitor.GetAsync(app)).ShouldBeAPage();
        Assert.NotNull(home.Html.ById("sign-in"));
        Assert.Null(home.Html.ById("user-title"));
        return home;
    }
}
