using System.Net;
using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Hosting;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>What a learner does on the walkthrough's pages, and what they read there.</summary>
public static partial class Walking
{
    /// <summary>Begins a walk and arrives at its first page.</summary>
    public static async Task<Hop> BeginWalkAsync(this Visitor visitor, IApp app, Dialect dialect = Dialect.V2)
    {
        var begun = await visitor.GetAsync(app.At($"/signin?mode=walk&dialect={dialect.ToString().ToLowerInvariant()}"));
        return (await visitor.GetAsync(begun.Location)).ShouldBeAPage();
    }

    /// <summary>Looks at a step.</summary>
    public static async Task<Hop> StepAsync(this Visitor visitor, IApp app, int step) =>
        (await visitor.GetAsync(app.At($"/walkthrough/{step}"))).ShouldBeAPage();

    /// <summary>Presses "Send", with changes to the form's fields if there are any.</summary>
    public static Task<Hop> PostAsync(this Visitor visitor, Hop page, string button, params (string Name, string? Value)[] changes)
    {
        var form = page.Html.Form(element => element["id"] == "send");
        var fields = form
            .Fields.Where(field => field.Key is not ("drop" or "twice"))
            .Where(field => changes.All(change => change.Name != field.Key))
            .Concat(changes.Where(change => change.Value is not null).Select(change => KeyValuePair.Create(change.Name, change.Value!)))
            .Append(KeyValuePair.Create(button, ""));
        return visitor.PostAsync(new Uri(page.Address, form.Action), fields);
    }

    /// <summary>Presses "Send" and looks at the page that the answer stands on.</summary>
    public static async Task<Hop> SendAsync(this Visitor visitor, Hop page, params (string Name, string? Value)[] changes)
    {
        var sent = await visitor.PostAsync(page, "send", changes);
        Assert.Equal(HttpStatusCode.Found, sent.Status);
        return (await visitor.GetAsync(sent.Location)).ShouldBeAPage();
    }

    /// <summary>Presses "Show the message": the page on which it stands as it would be sent, or the one that says why it can't be.</summary>
    public static async Task<Hop> PreviewAsync(this Visitor visitor, Hop page, params (string Name, string? Value)[] changes)
    {
        var kept = await visitor.PostAsync(page, "preview", changes);
        return kept.Status == HttpStatusCode.Found ? (await visitor.GetAsync(kept.Location)).ShouldBeAPage() : kept;
    }

    /// <summary>Sends step 2, signs in at the sandbox, and comes back.</summary>
    /// <returns>The app's answer at the redirect URI.</returns>
    public static async Task<Hop> AskAsync(this Visitor visitor, Hop page, params (string Name, string? Value)[] changes)
    {
        var asked = await visitor.PostAsync(page, "send", changes);
        Assert.Equal(HttpStatusCode.Found, asked.Status);
        return await visitor.ReturnAsync(await visitor.AnswerAsync(asked));
    }

    /// <summary>Walks until a step's page, all well.</summary>
    public static async Task<Hop> WalkToAsync(this Visitor visitor, IApp app, int step, Dialect dialect = Dialect.V2)
    {
        await visitor.SendAsync(await visitor.BeginWalkAsync(app, dialect));
        if (step > 2)
            await visitor.AskAsync(await visitor.StepAsync(app, 2));
        if (step > 4)
            await visitor.SendAsync(await visitor.StepAsync(app, 4));
        if (step > 6)
            await visitor.SendAsync(await visitor.StepAsync(app, 6));
        return await visitor.StepAsync(app, step);
    }

    /// <summary>Uncovers the secrets, or covers them again.</summary>
    public static Task SwitchSecretsAsync(this Visitor visitor, IApp app) =>
        visitor.PostAsync(app.At("/secrets"), [KeyValuePair.Create("secrets", "")]);

    /// <summary>The section of an exchange.</summary>
    public static Element Exchange(this Hop page, string id) => page.Html.Elements.Single(element => element["data-exchange"] == id);

    /// <summary>A message on a page, to the letter.</summary>
    public static string Wire(this Hop page, string id, string which = "request") =>
        Unmarked(new Html(page.Exchange(id).Inner).Elements.First(element => element.Name == "pre" && element["data-wire"] == which).Inner);

    /// <summary>What a piece of HTML says.</summary>
    public static string Unmarked(string html) => WebUtility.HtmlDecode(Tags().Replace(html, ""));

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
