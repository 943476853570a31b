using System.Net;
using SpOAuthRaw.Protocol;
using Xunit;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>What a visitor does to sign in, a hop each.</summary>
public static class SigningIn
{
    /// <summary>The sandbox's first person: all goes well.</summary>
    public const string Adele = "adelev@contoso.example";

    /// <summary>Presses "Sign in".</summary>
    /// <returns>The redirect to the provider.</returns>
    public static async Task<Hop> BeginAsync(this Visitor visitor, IApp app, Dialect dialect = Dialect.V2)
    {
        var begun = await visitor.GetAsync(app.At(dialect == Dialect.V1 ? "/signin?dialect=v1" : "/signin"));
        Assert.Equal(HttpStatusCode.Found, begun.Status);
        return begun;
    }

    /// <summary>At the sandbox: opens the picker, picks a person and agrees, if asked.</summary>
    /// <returns>The sandbox's answer: a redirect, a form that posts itself, or the sandbox's own page.</returns>
    public static async Task<Hop> AnswerAsync(this Visitor visitor, Hop begun, string person = Adele, string consent = "accept")
    {
        var picker = (await visitor.GetAsync(begun.Location)).ShouldBeAPage();
        var picked = await visitor.PressAsync(picker, picker.Html.Form(), ("user", person));
        return picked.Html.Elements.Any(element => element["name"] == "consent")
            ? await visitor.PressAsync(picked, picked.Html.Form(), ("consent", consent))
            : picked;
    }

    /// <summary>Carries the provider's answer back to the app, in the way it came.</summary>
    public static Task<Hop> ReturnAsync(this Visitor visitor, Hop answer, bool crossSite = false)
    {
        if (answer.Status == HttpStatusCode.Found)
            return visitor.GetAsync(answer.Location);
        var form = answer.Html.Form(element => element["id"] == "response");
        return visitor.PostAsync(new Uri(form.Action), form.Fields, crossSite);
    }

    /// <summary>The whole way, up to the app's answer at the redirect URI.</summary>
    public static async Task<Hop> TrySignInAsync(
        this Visitor visitor,
        IApp app,
        Dialect dialect = Dialect.V2,
        string person = Adele,
        string consent = "accept"
    ) => await visitor.ReturnAsync(await visitor.AnswerAsync(await visitor.BeginAsync(app, dialect), person, consent));

    /// <summary>The whole way to the signed-in home page.</summary>
    public static async Task<Hop> SignInAsync(this Visitor visitor, IApp app, Dialect dialect = Dialect.V2, string person = Adele)
    {
        var returned = await visitor.TrySignInAsync(app, dialect, person);
        returned.ShouldRedirectTo(app.Origin);
        return await visitor.ShouldBeSignedInAsync(app);
    }

    /// <summary>Asserts that home greets somebody.</summary>
    public static async Task<Hop> ShouldBeSignedInAsync(this Visitor visitor, IApp app)
    {
        var home = (await visitor.GetAsync(app.Origin)).ShouldBeAPage();
        Assert.NotNull(home.Html.ById("user-title"));
        return home;
    }

    /// <summary>Asserts that home greets nobody.</summary>
    public static async Task<Hop> ShouldBeSignedOutAsync(this Visitor visitor, IApp app)
    {
        var home = (await visitor.GetAsync(app.Origin)).ShouldBeAPage();
        Assert.NotNull(home.Html.ById("sign-in"));
        Assert.Null(home.Html.ById("user-title"));
        return home;
    }

    /// <summary>Presses a button of the signed-in home page.</summary>
    /// <param name="visitor">Who.</param>
    /// <param name="home">The page.</param>
    /// <param name="action">The form's address: <c>/signout</c> or <c>/profile</c>.</param>
    public static Task<Hop> PressAsync(this Visitor visitor, Hop home, string action) =>
        visitor.PressAsync(home, home.Html.Form(form => form["action"] == action));
}
