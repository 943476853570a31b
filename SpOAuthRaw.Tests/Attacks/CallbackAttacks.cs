using System.Net;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Login CSRF, injected codes, replays and mix-ups at the redirect URI: refused before the code goes anywhere.</summary>
public sealed class CallbackAttacks(Scene scene) : IClassFixture<Scene>
{
    private static readonly Lies None = new();

    private RunningApp App => scene.App;

    private LyingProvider Provider => scene.Provider;

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task An_answer_without_state_is_refused(Dialect dialect) =>
        scene.ShouldRefuseAsync("state", 0, None, visitor => scene.TrySignInAsync(visitor, dialect, answer => answer.Without("state")));

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task An_answer_with_a_state_of_nobodys_is_refused(Dialect dialect) =>
        scene.ShouldRefuseAsync(
            "state",
            0,
            None,
            visitor => scene.TrySignInAsync(visitor, dialect, answer => answer.With("state", new string('s', 43)))
        );

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task An_answer_with_a_state_that_is_longer_by_one_is_refused(Dialect dialect) =>
        scene.ShouldRefuseAsync(
            "state",
            0,
            None,
            visitor => scene.TrySignInAsync(visitor, dialect, answer => answer.With("state", answer["state"] + "1"))
        );

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task Another_browsers_answer_is_refused(Dialect dialect) =>
        scene.ShouldRefuseAsync(
            "state",
            0,
            None,
            async victim =>
            {
                using var attacker = new Visitor();
                await victim.BeginAsync(App, dialect);
                return await scene.BringAsync(victim, Provider.Answer(await attacker.BeginAsync(App, dialect)));
            }
        );

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task An_answer_is_refused_the_second_time_also_with_the_cookie_that_was_kept(Dialect dialect) =>
        scene.ShouldRefuseAsync(
            "state",
            1,
            None,
            async thief =>
            {
                using var victim = new Visitor();
                var begun = await victim.BeginAsync(App, dialect);
                foreach (var cookie in begun.SetCookies)
                    thief.Cookies.Keep(App.Origin, [cookie]);
                var answer = Provider.Answer(begun);
                (await scene.BringAsync(victim, answer)).ShouldRedirectTo(App.Origin);
                return await scene.BringAsync(thief, answer);
            },
            sharePointRequests: 1 // the victim's own
        );

    [Fact]
    public Task A_new_code_does_not_make_a_used_state_good_again() =>
        scene.ShouldRefuseAsync(
            "state",
            1,
            None,
            async visitor =>
            {
                using var victim = new Visitor();
                var begun = await victim.BeginAsync(App);
                foreach (var cookie in begun.SetCookies)
                    visitor.Cookies.Keep(App.Origin, [cookie]);
                (await scene.BringAsync(victim, Provider.Answer(begun))).ShouldRedirectTo(App.Origin);
                return await scene.BringAsync(visitor, Provider.Answer(begun));
            },
            sharePointRequests: 1
        );

    [Fact]
    public async Task A_code_of_another_sign_in_buys_nothing_because_its_verifier_is_another()
    {
        var refused = await scene.ShouldRefuseAsync(
            null,
            1,
            None,
            async visitor =>
            {
                using var victim = new Visitor();
                var stolen = Provider.Answer(await victim.BeginAsync(App))["code"];
                return await scene.TrySignInAsync(visitor, Dialect.V2, answer => answer.With("code", stolen));
            }
        );

        Assert.Equal("invalid_grant", refused.Html.TextOf("error"));
    }

    [Fact]
    public Task A_code_of_another_sign_in_is_found_by_nonce_also_where_the_provider_checks_no_verifier() =>
        scene.ShouldRefuseSignInAsync("nonce", 1, Dialect.V2, new Lies { IdToken = token => token.With("nonce", "the victim's") });

    [Fact]
    public Task A_code_of_another_sign_in_is_found_by_c_hash_before_it_is_spent() =>
        scene.ShouldRefuseAsync(
            "c_hash",
            0,
            None,
            async visitor =>
            {
                using var victim = new Visitor();
                var stolen = Provider.Answer(await victim.BeginAsync(App, Dialect.V1))["code"];
                return await scene.TrySignInAsync(visitor, Dialect.V1, answer => answer.With("code", stolen));
            }
        );

    [Fact]
    public Task An_ID_token_and_code_of_another_sign_in_are_found_by_nonce_before_the_code_is_spent() =>
        scene.ShouldRefuseAsync(
            "nonce",
            0,
            None,
            async visitor =>
            {
                using var victim = new Visitor();
                var stolen = Provider.Answer(await victim.BeginAsync(App, Dialect.V1));
                return await scene.TrySignInAsync(
                    visitor,
                    Dialect.V1,
                    answer => answer.With("code", stolen["code"]).With("id_token", stolen["id_token"])
                );
            }
        );

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("")]
    public Task An_answer_in_another_issuers_name_is_refused(string issuer) =>
        scene.ShouldRefuseAsync("iss", 0, None, visitor => scene.TrySignInAsync(visitor, Dialect.V2, answer => answer.With("iss", issuer)));

    [Fact]
    public Task An_error_in_another_issuers_name_is_refused() =>
        scene.ShouldRefuseAsync(
            "iss",
            0,
            None,
            visitor =>
                scene.TrySignInAsync(
                    visitor,
                    Dialect.V2,
                    answer => answer.Without("code").With("error", "access_denied").With("iss", "https://evil.example/")
                )
        );

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task An_error_without_a_state_of_ours_is_not_the_providers(Dialect dialect)
    {
        var refused = await scene.ShouldRefuseAsync(
            "state",
            0,
            None,
            visitor =>
                scene.BringAsync(
                    visitor,
                    new AuthorizationAnswer(
                        dialect,
                        [new("error", "access_denied"), new("error_description", "Call 555-0100 now."), new("state", "nobody's")]
                    )
                )
        );

        Assert.DoesNotContain("555-0100", refused.Html.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("code")]
    [InlineData("session_state")]
    [InlineData("iss")]
    [InlineData("error")]
    [InlineData("error_description")]
    [InlineData("id_token")]
    [InlineData("anything")]
    public Task A_parameter_that_stands_there_twice_is_refused(string name) =>
        scene.ShouldRefuseAsync(
            name,
            0,
            None,
            visitor => scene.TrySignInAsync(visitor, Dialect.V2, answer => answer.Without(name).Plus(name, "a").Plus(name, "b"))
        );

    [Theory]
    [InlineData("code")]
    [InlineData("id_token")]
    [InlineData("state")]
    public Task A_field_that_stands_there_twice_is_refused(string name) =>
        scene.ShouldRefuseAsync(
            name,
            0,
            None,
            visitor => scene.TrySignInAsync(visitor, Dialect.V1, answer => answer.Plus(name, answer[name]))
        );

    [Fact]
    public Task A_state_that_stands_there_twice_is_refused() =>
        scene.ShouldRefuseAsync("state", 0, None, visitor => scene.TrySignInAsync(visitor, Dialect.V2, it => it.Plus("state", "another")));

    [Fact]
    public Task A_2016_answer_in_a_URL_is_refused() =>
        scene.ShouldRefuseAsync(
            "response_mode",
            0,
            None,
            async visitor => await visitor.GetAsync(App.At(Scene.AsQuery(Provider.Answer(await visitor.BeginAsync(App, Dialect.V1)))))
        );

    [Fact]
    public Task A_2016_code_alone_in_a_URL_is_refused() =>
        scene.ShouldRefuseAsync(
            "response_mode",
            0,
            None,
            async visitor =>
                await visitor.GetAsync(
                    App.At(Scene.AsQuery(Provider.Answer(await visitor.BeginAsync(App, Dialect.V1)).Without("id_token")))
                )
        );

    [Fact]
    public Task Todays_answer_with_an_ID_token_in_the_URL_is_refused() =>
        scene.ShouldRefuseAsync(
            "id_token",
            0,
            None,
            visitor =>
                scene.TrySignInAsync(
                    visitor,
                    Dialect.V2,
                    answer => answer.With("id_token", Provider.IdTokenFor(Dialect.V2, "whoever's").Build())
                )
        );

    [Fact]
    public Task Todays_answer_as_a_form_is_refused() =>
        scene.ShouldRefuseAsync(
            "response_mode",
            0,
            None,
            async visitor => await visitor.PostAsync(App.Callback, Provider.Answer(await visitor.BeginAsync(App)).Parameters)
        );

    [Theory]
    [InlineData("code")]
    [InlineData("id_token")]
    public Task A_2016_answer_with_half_of_what_was_asked_for_is_refused(string missing) =>
        scene.ShouldRefuseAsync(missing, 0, None, visitor => scene.TrySignInAsync(visitor, Dialect.V1, answer => answer.Without(missing)));

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task An_ID_token_of_the_other_dialects_issuer_is_refused(Dialect dialect) =>
        scene.ShouldRefuseSignInAsync("iss", 1, dialect, new Lies { IdToken = token => OfTheOther(dialect, token) });

    [Fact]
    public Task A_front_channel_ID_token_of_the_other_dialects_issuer_is_refused() =>
        scene.ShouldRefuseSignInAsync("iss", 0, Dialect.V1, new Lies { FrontChannelIdToken = token => OfTheOther(Dialect.V1, token) });

    [Fact]
    public async Task Of_many_answers_at_once_with_one_state_one_signs_in()
    {
        using var visitor = new Visitor();
        Provider.Lies = new();
        var begun = await visitor.BeginAsync(App);
        var cookies = visitor.Cookies.HeaderFor(App.Origin, crossSitePost: false);
        var (answers, before) = (Enumerable.Range(0, 12).Select(_ => Provider.Answer(begun)).ToArray(), Provider.Count(AskedFor.Tokens));

        var hops = await Task.WhenAll(
            answers.Select(answer =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, App.At(Scene.AsQuery(answer)));
                request.Headers.TryAddWithoutValidation("Cookie", cookies);
                return SendAloneAsync(request);
            })
        );

        Assert.Single(hops, status => status == HttpStatusCode.Found);
        Assert.Equal(11, hops.Count(status => status == HttpStatusCode.BadRequest));
        Assert.Equal(1, Provider.Count(AskedFor.Tokens) - before);
    }

    private static async Task<HttpStatusCode> SendAloneAsync(HttpRequestMessage request)
    {
        using var browser = new Visitor();
        return (await browser.SendAsync(request)).Status;
    }

    private IdTokenBuilder OfTheOther(Dialect dialect, IdTokenBuilder token) =>
        token
            .With("iss", Provider.Issuer(dialect == Dialect.V2 ? Dialect.V1 : Dialect.V2, Given.Tenant))
            .With("ver", dialect == Dialect.V2 ? "1.0" : "2.0");
}

/// <summary>What depends on the provider's promises, on one tenant, or on two ID tokens that must agree.</summary>
public sealed class MixUpAttacks : IAsyncLifetime
{
    private Scene scene = null!;

    private LyingProvider Provider => scene.Provider;

    /// <summary>One tenant, and metadata that promises <c>iss</c> in every answer.</summary>
    public async Task InitializeAsync() =>
        scene = await Scene.StartAsync(
            new Lies { Metadata = document => document["authorization_response_iss_parameter_supported"] = true },
            settings: ("AzureAd:TenantId", Given.Tenant)
        );

    public Task DisposeAsync() => scene.DisposeAsync().AsTask();

    [Fact]
    public async Task An_answer_names_its_issuer_where_metadata_promises_it()
    {
        using var visitor = new Visitor();
        var issuer = Provider.Issuer(Dialect.V2, Given.Tenant);

        var missing = await scene.TrySignInAsync(visitor);
        var wrong = await scene.TrySignInAsync(visitor, change: answer => answer.With("iss", issuer + "1"));
        var slash = await scene.TrySignInAsync(visitor, change: answer => answer.With("iss", issuer + "/"));
        var dialect = await scene.TrySignInAsync(visitor, change: it => it.With("iss", Provider.Issuer(Dialect.V1, Given.Tenant)));
        var error = await scene.TrySignInAsync(visitor, change: answer => answer.Without("code").With("error", "access_denied"));

        foreach (var answer in new[] { missing, wrong, slash, dialect, error })
            answer.ShouldFail("iss");
        Assert.Equal(0, Provider.Count(AskedFor.Tokens));
        await visitor.ShouldBeSignedOutAsync(scene.App);

        (await scene.TrySignInAsync(visitor, change: answer => answer.With("iss", issuer))).ShouldRedirectTo(scene.App.Origin);
    }

    [Fact]
    public async Task A_2016_answer_names_its_issuer_where_metadata_promises_it()
    {
        using var visitor = new Visitor();

        var missing = await scene.TrySignInAsync(visitor, Dialect.V1);
        var dialect = await scene.TrySignInAsync(visitor, Dialect.V1, it => it.With("iss", Provider.Issuer(Dialect.V2, Given.Tenant)));

        missing.ShouldFail("iss");
        dialect.ShouldFail("iss");
        Assert.Equal(0, Provider.Count(AskedFor.Tokens));
    }

    [Theory]
    [InlineData("tid", Given.OtherTenant, "tid")]
    [InlineData("tid", "common", "tid")]
    [InlineData("iss", "other tenant", "iss")]
    public async Task One_tenants_app_takes_no_token_of_another(string claim, string value, string check)
    {
        using var visitor = new Visitor();
        Provider.Lies = Provider.Lies with
        {
            IdToken = token => token.With(claim, value == "other tenant" ? Provider.Issuer(Dialect.V2, Given.OtherTenant) : value),
        };

        var refused = await scene.TrySignInAsync(visitor, change: answer => answer.With("iss", Provider.Issuer(Dialect.V2, Given.Tenant)));

        refused.ShouldFail(check);
        Assert.Equal(0, Provider.Count(AskedFor.SharePoint));
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }

    [Fact]
    public async Task A_tenant_that_is_right_throughout_but_another_is_no_tenant_of_ours()
    {
        using var visitor = new Visitor();
        Provider.Lies = Provider.Lies with
        {
            IdToken = token => token.With("iss", Provider.Issuer(Dialect.V2, Given.OtherTenant)).With("tid", Given.OtherTenant),
        };

        var refused = await scene.TrySignInAsync(visitor, change: answer => answer.With("iss", Provider.Issuer(Dialect.V2, Given.Tenant)));

        refused.ShouldFail("iss");
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }
}
