using System.Net;
using Microsoft.Extensions.DependencyInjection;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>The app and a provider that lies to it. A test of a class begins with an honest one: <c>scene.Provider.Lies = new()</c>.</summary>
public sealed class Scene : IAsyncLifetime, IAsyncDisposable
{
    public const string SessionCookie = "SpOAuth.Session";

    public LyingProvider Provider { get; private set; } = null!;

    public RunningApp App { get; private set; } = null!;

    /// <summary>A pair for one test alone: where metadata and keys lie, which the app keeps, or the app is configured in another way.</summary>
    public static async Task<Scene> StartAsync(
        Lies? lies = null,
        TimeProvider? clock = null,
        Action<IServiceCollection>? services = null,
        params (string Key, string Value)[] settings
    )
    {
        var provider = await LyingProvider.StartAsync(clock);
        provider.Lies = lies ?? new();
        var app = await RunningApp.StartAsync(
            provider.LoginUrl,
            provider.SharePointUrl,
            settings,
            collection =>
            {
                if (clock is not null)
                    collection.AddSingleton(clock);
                services?.Invoke(collection);
            }
        );
        return new Scene { Provider = provider, App = app };
    }

    /// <summary>A client of the app that gives up early, where the provider is going to be silent.</summary>
    public static Action<IServiceCollection> Impatient<TClient>(TimeSpan patience) =>
        services => services.AddHttpClient(typeof(TClient).Name, http => http.Timeout = patience);

    public async Task InitializeAsync() => (Provider, App) = await StartAsync() is var pair ? (pair.Provider, pair.App) : default;

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Provider.DisposeAsync();
    }

    /// <summary>The whole way, up to the app's answer at the redirect URI.</summary>
    public async Task<Hop> TrySignInAsync(
        Visitor visitor,
        Dialect dialect = Dialect.V2,
        Func<AuthorizationAnswer, AuthorizationAnswer>? change = null
    )
    {
        var answer = Provider.Answer(await visitor.BeginAsync(App, dialect));
        return await BringAsync(visitor, change?.Invoke(answer) ?? answer);
    }

    /// <summary>The whole way to the signed-in home page.</summary>
    public async Task<Hop> SignInAsync(Visitor visitor, Dialect dialect = Dialect.V2)
    {
        (await TrySignInAsync(visitor, dialect)).ShouldRedirectTo(App.Origin);
        return await visitor.ShouldBeSignedInAsync(App);
    }

    /// <summary>Walks until a step's page, all well.</summary>
    public async Task<Hop> WalkToAsync(Visitor visitor, int step)
    {
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        var asked = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send");
        await BringAsync(visitor, Provider.Answer(asked));
        for (var each = 4; each < step; each += 2)
            await visitor.SendAsync(await visitor.StepAsync(App, each));
        return await visitor.StepAsync(App, step);
    }

    /// <summary>Brings an answer back in its dialect's way: in the address, or as a form from the provider's page.</summary>
    public Task<Hop> BringAsync(Visitor visitor, AuthorizationAnswer answer) =>
        answer.Dialect == Dialect.V2
            ? visitor.GetAsync(App.At(AsQuery(answer)))
            : visitor.PostAsync(App.Callback, answer.Parameters, crossSite: true);

    /// <summary>The redirect URI with an answer in its query.</summary>
    public static string AsQuery(AuthorizationAnswer answer) =>
        $"/auth?{string.Join('&', answer.Parameters.Select(each => $"{Uri.EscapeDataString(each.Key)}={Uri.EscapeDataString(each.Value)}"))}";

    /// <summary>
    /// Somebody who is signed in is attacked, and all that makes a refusal a refusal is asserted: the page and its check; nobody signed in,
    /// the session that was there untouched; and nothing sent beyond what was needed to find the lie.
    /// </summary>
    /// <param name="check">The check that must find it; <c>null</c> where the provider's own error is shown.</param>
    /// <param name="tokenRequests">How many token requests the lie can only be found after.</param>
    /// <param name="lies">The lies.</param>
    /// <param name="attack">What happens to a browser, up to the app's answer.</param>
    /// <param name="status">The page's status.</param>
    /// <param name="sharePointRequests">How many SharePoint may see: those of honest sign-ins on the way.</param>
    public async Task<Hop> ShouldRefuseAsync(
        string? check,
        int tokenRequests,
        Lies lies,
        Func<Visitor, Task<Hop>> attack,
        HttpStatusCode status = HttpStatusCode.BadRequest,
        int sharePointRequests = 0
    )
    {
        using var visitor = new Visitor();
        Provider.Lies = new();
        await SignInAsync(visitor);
        var session = visitor.Cookies.Value("localhost", SessionCookie);
        var (tokens, profiles) = (Provider.Count(AskedFor.Tokens), Provider.Count(AskedFor.SharePoint));
        Provider.Lies = lies;

        var answer = await attack(visitor);

        answer.ShouldBeAProblem(status);
        Assert.Equal(check, answer.Html.Elements.SingleOrDefault(element => element["data-check"] is not null)?["data-check"]);
        answer.ShouldBeGuarded(Provider.LoginUrl);
        Assert.Equal("no-store", answer.Header("Cache-Control"));
        Assert.DoesNotContain(answer.SetCookies, cookie => cookie.Name.ToString().Contains(SessionCookie, StringComparison.Ordinal));
        Assert.Equal(session, visitor.Cookies.Value("localhost", SessionCookie));
        Assert.Equal("Adele Vance", (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("user-title"));
        Assert.Equal(tokenRequests, Provider.Count(AskedFor.Tokens) - tokens);
        Assert.Equal(sharePointRequests, Provider.Count(AskedFor.SharePoint) - profiles);
        Assert.Equal(0, Provider.Count(AskedFor.Elsewhere));
        return answer;
    }

    /// <summary>The same, where the lie is told in a sign-in that is otherwise as it should be.</summary>
    public Task<Hop> ShouldRefuseSignInAsync(
        string? check,
        int tokenRequests,
        Dialect dialect,
        Lies lies,
        HttpStatusCode status = HttpStatusCode.BadRequest
    ) => ShouldRefuseAsync(check, tokenRequests, lies, visitor => TrySignInAsync(visitor, dialect), status);
}
