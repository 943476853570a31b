using System.Net;
using Microsoft.AspNetCore.Http;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>An access token near its end: renewed once, whoever asks and however often; and what happens when that fails, or the person leaves meanwhile.</summary>
public sealed class RenewalAttacks : IAsyncLifetime
{
    private readonly MovableClock clock = new();
    private Scene scene = null!;

    private LyingProvider Provider => scene.Provider;

    private RunningApp App => scene.App;

    public async Task InitializeAsync() =>
        scene = await Scene.StartAsync(clock: clock, services: Scene.Impatient<TokenEndpointClient>(TimeSpan.FromSeconds(5)));

    public Task DisposeAsync() => scene.DisposeAsync().AsTask();

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Twenty_requests_at_once_renew_the_token_once(Dialect dialect)
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor, dialect);
        NearTheEnd();

        var homes = await AtOnceAsync(visitor, twin => twin.GetAsync(App.Origin));

        Assert.Single(Refreshes);
        Assert.Single(homes.Select(home => home.Html.TextOf("access-token")).Distinct());
        Assert.All(homes, home => Assert.NotNull(home.Html.ById("user-title")));
    }

    [Fact]
    public async Task Twenty_forms_at_once_renew_the_token_once_and_lose_no_refresh_token()
    {
        using var visitor = new Visitor();
        var form = (await scene.SignInAsync(visitor)).Html.Form(each => each["action"] == "/profile");
        NearTheEnd();

        var answers = await AtOnceAsync(visitor, twin => twin.PostAsync(App.At("/profile"), form.Fields));

        Assert.All(answers, answer => answer.ShouldRedirectTo(App.Origin));
        Assert.Single(Refreshes);
        NearTheEnd();
        await visitor.ShouldBeSignedInAsync(App); // the provider takes each refresh token once
        Assert.Equal(2, Refreshes.Count);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Each_renewal_uses_the_refresh_token_of_the_one_before(Dialect dialect)
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor, dialect);

        for (var hour = 0; hour < 4; hour++)
        {
            NearTheEnd();
            await visitor.ShouldBeSignedInAsync(App);
        }

        Assert.Equal(4, Refreshes.Select(request => request.Form["refresh_token"]).Distinct().Count());
    }

    [Fact]
    public async Task Without_a_new_refresh_token_the_old_one_is_kept()
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);
        Provider.Lies = new Lies
        {
            AtTokenEndpoint = Answering.With(200, """{"access_token":"new","token_type":"Bearer","expires_in":3599}"""),
        };
        NearTheEnd();
        Assert.Equal("new", (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token"));
        Provider.Lies = new();
        NearTheEnd();

        await visitor.ShouldBeSignedInAsync(App);

        Assert.Single(Refreshes.Select(request => request.Form["refresh_token"]).Distinct());
    }

    [Fact]
    public async Task A_renewal_while_SharePoint_is_asked_again_is_not_undone_by_its_answer()
    {
        using var visitor = new Visitor();
        var home = await scene.SignInAsync(visitor);
        var (asked, answer) = Gate(AskedFor.SharePoint);
        using var other = Twin(visitor);
        var asking = other.PressAsync(home, "/profile");
        await asked.WaitAsync(Patience);
        NearTheEnd();
        await visitor.ShouldBeSignedInAsync(App);
        Assert.Single(Refreshes);
        answer();
        (await asking).ShouldRedirectTo(App.Origin);
        NearTheEnd();

        await visitor.ShouldBeSignedInAsync(App);

        Assert.Equal(2, Refreshes.Select(request => request.Form["refresh_token"]).Distinct().Count());
    }

    [Fact]
    public async Task Signing_out_while_SharePoint_is_asked_again_is_not_undone_by_its_answer()
    {
        using var visitor = new Visitor();
        var home = await scene.SignInAsync(visitor);
        using var thief = Twin(visitor);
        using var other = Twin(visitor);
        var (asked, answer) = Gate(AskedFor.SharePoint);
        var asking = other.PressAsync(home, "/profile");
        await asked.WaitAsync(Patience);

        Assert.Equal(HttpStatusCode.Found, (await visitor.PressAsync(home, "/signout")).Status);
        answer();
        await asking;

        await thief.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Signing_out_during_a_renewal_is_not_undone_by_its_answer()
    {
        using var visitor = new Visitor();
        var home = await scene.SignInAsync(visitor);
        using var thief = Twin(visitor);
        using var other = Twin(visitor);
        NearTheEnd();
        var (asked, answer) = Gate(AskedFor.Tokens);
        var renewing = other.GetAsync(App.Origin);
        await asked.WaitAsync(Patience);

        Assert.Equal(HttpStatusCode.Found, (await visitor.PressAsync(home, "/signout")).Status);
        answer();

        Assert.NotNull((await renewing).Html.ById("sign-in"));
        await thief.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task Five_refreshes_of_the_walkthrough_at_once_use_each_refresh_token_once()
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);
        var seven = await visitor.GetAsync(App.At("/walkthrough/7"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => visitor.PostAsync(seven, "send")));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Found, answer.Status));
        Assert.Equal(5, Refreshes.Count);
        Assert.Equal(5, Refreshes.Select(request => request.Form["refresh_token"]).Distinct().Count());
        NearTheEnd();
        await visitor.ShouldBeSignedInAsync(App); // the session has the last of them
    }

    [Fact]
    public async Task A_second_click_on_an_older_page_sends_the_newer_refresh_token()
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);
        await visitor.SwitchSecretsAsync(App); // show them: the form holds the refresh token then
        var seven = await visitor.GetAsync(App.At("/walkthrough/7"));

        await visitor.PostAsync(seven, "send");
        await visitor.PostAsync(seven, "send");

        Assert.Equal(2, Refreshes.Select(request => request.Form["refresh_token"]).Distinct().Count());
        Assert.DoesNotContain(
            (await visitor.GetAsync(App.At("/walkthrough/7"))).Html.Elements,
            element => element["data-edit"] is not null
        );
        NearTheEnd();
        await visitor.ShouldBeSignedInAsync(App);
    }

    [Fact]
    public async Task A_renewal_goes_on_although_the_tab_that_began_it_is_closed()
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);
        NearTheEnd();
        var (asked, answer) = Gate(AskedFor.Tokens);
        using (var tab = Twin(visitor))
        {
            var closed = tab.GetAsync(App.Origin);
            await asked.WaitAsync(Patience);
            tab.Dispose();
            await Assert.ThrowsAnyAsync<Exception>(() => closed);
        }

        answer();

        await visitor.ShouldBeSignedInAsync(App);
        Assert.Single(Refreshes);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_refused_renewal_signs_out_and_says_so_once(Dialect dialect)
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor, dialect);
        using var thief = Twin(visitor);
        NearTheEnd();
        Provider.Lies = new Lies { AtTokenEndpoint = Answering.With(400, Fixture.Text("entra/token-error.70008.v1-two-codes.json")) };

        var told = await visitor.ShouldBeSignedOutAsync(App);
        Provider.Lies = new();
        var after = await visitor.ShouldBeSignedOutAsync(App);

        var problem = told.Html.ById("sharepoint-problem")!;
        Assert.Equal("Refused", problem["data-kind"]);
        Assert.Contains("invalid_grant", problem.Text, StringComparison.Ordinal);
        Assert.Contains(
            "AADSTS70008: The provided authorization code or refresh token is expired.",
            problem.Text,
            StringComparison.Ordinal
        );
        Assert.Null(after.Html.ById("sharepoint-problem"));
        Assert.Contains(told.SetCookies, cookie => cookie.Name == Scene.SessionCookie && cookie.Value.Length == 0);
        await thief.ShouldBeSignedOutAsync(App);
        Assert.Single(Refreshes);
    }

    [Fact]
    public async Task A_refused_renewal_ends_a_form_and_a_picture_too()
    {
        using var visitor = new Visitor();
        var home = await scene.SignInAsync(visitor);
        NearTheEnd();
        Provider.Lies = new Lies { AtTokenEndpoint = Answering.With(400, Fixture.Text("entra/token-error.9002313.bad-token.json")) };
        var before = Provider.Count(AskedFor.SharePoint);

        (await visitor.GetAsync(App.At("/picture"))).ShouldBeAProblem(HttpStatusCode.NotFound);
        (await visitor.PressAsync(home, "/profile")).ShouldRedirectTo(App.Origin);

        Assert.NotNull((await visitor.ShouldBeSignedOutAsync(App)).Html.ById("sharepoint-problem"));
        Assert.Equal(before, Provider.Count(AskedFor.SharePoint));
    }

    private static readonly Dictionary<string, RequestDelegate> Passing = new()
    {
        ["a reset"] = Answering.WithAReset,
        ["silence"] = Answering.Never,
        ["500 as a page"] = Answering.With(500, "<html>"),
        ["503 with words"] = Answering.With(503, """{"error":"temporarily_unavailable"}"""),
        ["503 with a word of its own"] = Answering.With(503, """{"error":"service_unavailable"}"""),
        ["500 with a word of its own"] = Answering.With(500, """{"error":"internal_error"}"""),
        ["502 with a word of its own"] = Answering.With(502, """{"error":"bad_gateway"}"""),
        ["408 with a word of its own"] = Answering.With(408, """{"error":"timeout"}"""),
        ["429 with words"] = Answering.With(429, """{"error":"invalid_request","error_description":"Too many requests"}"""),
        ["nonsense"] = Answering.With(200, "<html>"),
        ["50 MB"] = Answering.Endlessly,
    };

    public static TheoryData<string> PassingNames => [.. Passing.Keys];

    [Theory]
    [MemberData(nameof(PassingNames))]
    public async Task A_provider_that_is_out_of_reach_ends_no_session(string what)
    {
        using var visitor = new Visitor();
        var token = (await scene.SignInAsync(visitor)).Html.TextOf("access-token");
        NearTheEnd();
        Provider.Lies = new Lies { AtTokenEndpoint = Passing[what] };

        Assert.Equal(token, (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token"));
        Provider.Lies = new();

        // It is left alone for a while: each page would wait for it else.
        var asked = Refreshes.Count;
        Assert.Equal(token, (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token"));
        Assert.Equal(asked, Refreshes.Count);
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.NotEqual(token, (await visitor.ShouldBeSignedInAsync(App)).Html.TextOf("access-token"));
    }

    private static readonly Dictionary<string, (string Check, Func<IdTokenBuilder, LyingProvider, IdTokenBuilder> Lie)> Persons = new()
    {
        ["another person"] = ("sub", (token, _) => token.With("sub", "somebody else")),
        ["another tenant"] = (
            "iss",
            (token, provider) => token.With("iss", provider.Issuer(Dialect.V2, Given.OtherTenant)).With("tid", Given.OtherTenant)
        ),
        ["another app"] = ("aud", (token, _) => token.With("aud", Given.ClientId)),
        ["a stranger's signature"] = ("signature", (token, _) => token.SignedInsteadBy(Given.StrangersRsa)),
        ["no signature"] = ("alg", (token, _) => token.WithoutSignature()),
        ["long ago"] = ("exp", (token, _) => token.With("exp", 1)),
    };

    public static TheoryData<string> PersonNames => [.. Persons.Keys];

    [Theory]
    [MemberData(nameof(PersonNames))]
    public async Task A_renewal_with_an_ID_token_of_another_ends_the_session(string who)
    {
        var (check, lie) = Persons[who];
        using var visitor = new Visitor();
        var token = (await scene.SignInAsync(visitor)).Html.TextOf("access-token");
        NearTheEnd();
        Provider.Lies = new Lies { IdToken = idToken => lie(idToken, Provider) };

        var home = await visitor.ShouldBeSignedOutAsync(App);

        Assert.Equal("Refused", home.Html.ById("sharepoint-problem")!["data-kind"]);
        Assert.Contains(check, home.Html.TextOf("sharepoint-problem"), StringComparison.Ordinal);
        Assert.DoesNotContain(token, home.Html.Source, StringComparison.Ordinal);
        await visitor.ShouldBeSignedOutAsync(App);
    }

    [Fact]
    public async Task A_session_ends_by_itself_also_for_whoever_kept_the_cookie()
    {
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);
        using var thief = Twin(visitor);
        clock.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(1));

        await thief.ShouldBeSignedOutAsync(App);
        Assert.Empty(Refreshes);
    }

    [Fact]
    public async Task A_sign_in_that_took_too_long_is_refused_before_the_code_is_spent()
    {
        using var visitor = new Visitor();
        var begun = await visitor.BeginAsync(App);
        clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));

        (await scene.BringAsync(visitor, Provider.Answer(begun))).ShouldFail("state");

        Assert.Equal(0, Provider.Count(AskedFor.Tokens));
    }

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private IReadOnlyList<Received> Refreshes =>
        [.. Provider.Requests.Where(request => request.For == AskedFor.Tokens && request.Form["grant_type"] == "refresh_token")];

    private void NearTheEnd() => clock.Advance(TimeSpan.FromSeconds(3570));

    /// <summary>A request that has arrived, and its honest answer, which waits until it is let through.</summary>
    private (Task Asked, Action Answer) Gate(AskedFor what)
    {
        var (asked, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        async Task Wait(HttpContext context)
        {
            asked.TrySetResult();
            await open.Task.WaitAsync(Patience);
            await Provider.AnswerHonestlyAsync(context);
        }

        Provider.Lies = what == AskedFor.Tokens ? new Lies { AtTokenEndpoint = Wait } : new Lies { AtSharePoint = Wait };
        return (asked.Task, open.SetResult);
    }

    private static Visitor Twin(Visitor visitor)
    {
        var twin = new Visitor();
        foreach (var name in visitor.Cookies.NamesFor("localhost"))
            twin.Cookies.Set("localhost", name, visitor.Cookies.Value("localhost", name));
        return twin;
    }

    private static Task<Hop[]> AtOnceAsync(Visitor visitor, Func<Visitor, Task<Hop>> ask) =>
        Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async _ =>
                {
                    using var twin = Twin(visitor);
                    return await ask(twin);
                })
        );
}
