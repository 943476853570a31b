using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Sandbox.EntraId.Authorize;
using SpOAuthRaw.Sandbox.People;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>Who is it? Where Entra ID asks for a name and a password, the sandbox shows its people, and what each of them teaches.</summary>
internal static class PickerPage
{
    public static Task WriteAsync(HttpContext http, Tenant tenant, Asked asked, Person? signedIn, Aadsts? error)
    {
        var texts = Texts.For(http);
        var hinted = tenant.People.Find(asked.LoginHint);
        var chapters = tenant.People.All.GroupBy(person => person.Lesson).Select(chapter => Chapter(texts, chapter, signedIn, hinted));
        return Page.WriteAsync(
            http,
            tenant,
            texts,
            texts["PickTitle"],
            Html.Of(
                $"""
                    <h1>{texts["PickTitle"]}</h1>
                    <p class="lede">{texts.Format("PickLede", SandboxRegistration.ApplicationName)}</p>
                {Problem(http, tenant, texts, error)}
                    <form method="post" action="{Page.AuthorizeUrl(http, tenant)}">
                      {Page.Hidden(asked.Parameters)}
                      {Html.Join(chapters)}
                    </form>
                """
            )
        );
    }

    private static Html Problem(HttpContext http, Tenant tenant, Texts texts, Aadsts? error) =>
        error is null
            ? Html.Empty
            : Html.Of(
                $"""<p class="problem" role="alert">{texts["WrongPassword"]} <small>{EntraIdError.Of(error, http, tenant).Title}</small></p>"""
            );

    private static Html Chapter(Texts texts, IGrouping<Lesson, Person> chapter, Person? signedIn, Person? hinted) =>
        Html.Of(
            $"""
            <section>
              <h2>{texts[$"Lesson{chapter.Key}"]}</h2>
              <ul class="people">{Html.Join(chapter.Select(person => Row(texts, person, person == signedIn, person == hinted)))}</ul>
            </section>
            """
        );

    private static Html Row(Texts texts, Person person, bool signedIn, bool hinted) =>
        Html.Of(
            $"""
            <li><button name="user" value="{person.UserName}"{(hinted ? new Html(" autofocus class=\"hinted\"") : Html.Empty)}>
              <span class="face tone-{person.ObjectId.ToByteArray()[0] % 6}" aria-hidden="true">{Initial(person)}</span>
              <span class="who"><b>{person.Name}</b>{(
                signedIn ? Html.Of($" <i class=\"tag\">{texts["SignedIn"]}</i>") : Html.Empty
            )}<small>{person.UserName}</small></span>
              <span class="what">{texts[$"Person.{person.Alias}"]}</span>
            </button></li>
            """
        );

    private static string Initial(Person person) => person.Name.First(char.IsLetter).ToString().ToUpperInvariant();
}
