using System.Net;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Tests.Walkthrough;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>
/// The walkthrough sends what somebody writes into a form. Whatever that is, it goes where it always goes, once, and for the browser alone
/// that began the walk.
/// </summary>
public sealed class WalkAttacks(Scene scene) : IClassFixture<Scene>
{
    private RunningApp App => scene.App;

    private LyingProvider Provider => scene.Provider;

    [Fact]
    public async Task Whoever_plants_their_own_walk_in_a_browser_sees_nothing_of_what_that_browser_brings_back()
    {
        using var attacker = new Visitor();
        using var victim = new Visitor();
        await attacker.SendAsync(await attacker.BeginWalkAsync(App));
        Plant();
        var asked = await victim.PostAsync(await victim.StepAsync(App, 2), "send");
        Plant(); // once more, while the browser is away
        (await scene.BringAsync(victim, Provider.Answer(asked))).ShouldRedirectTo(App.At("/walkthrough/3"));

        var theirs = await attacker.StepAsync(App, 4);
        var ours = await victim.StepAsync(App, 4);

        Assert.DoesNotContain(theirs.Html.Elements, element => element["data-exchange"] == "token");
        Assert.Equal("pending", ours.Exchange("token")["data-state"]);
        await victim.SendAsync(ours);
        await victim.SendAsync(await victim.StepAsync(App, 6));
        await victim.ShouldBeSignedInAsync(App);
        await attacker.ShouldBeSignedOutAsync(App);

        void Plant() => victim.Cookies.Set(App.Origin.Host, "SpOAuth.Run", attacker.Cookies.Value(App.Origin.Host, "SpOAuth.Run"));
    }

    [Theory]
    [InlineData("//{0}/x")]
    [InlineData("/\\{0}/x")]
    [InlineData("/..//{0}/x")]
    [InlineData("/@{0}/x")]
    [InlineData("http://{0}/x")]
    [InlineData("@{0}/x")]
    [InlineData("/x HTTP/1.1\r\nHost: {0}\r\n\r\n")]
    [InlineData("/x\r\n\r\nGET http://{0}/ HTTP/1.1")]
    public async Task No_target_takes_the_token_anywhere_but_to_SharePoint(string target)
    {
        using var visitor = new Visitor();
        var six = await WalkToAsync(visitor, 6);
        var before = Provider.Count(AskedFor.SharePoint);

        await visitor.PostAsync(six, "send", ("p.request-target", string.Format(null, target, Provider.Elsewhere.Authority)));

        Assert.Equal(0, Provider.Count(AskedFor.Elsewhere));
        Assert.InRange(Provider.Count(AskedFor.SharePoint) - before, 0, 1);
    }

    [Theory]
    [InlineData("X-Other", "a\r\nX-Smuggled: 1")]
    [InlineData("X-Other", "a\nX-Smuggled: 1")]
    [InlineData("X-Other", "a\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("X-Other\r\nX-Smuggled", "1")]
    [InlineData("X-Other: 1\r\nX-Smuggled", "1")]
    [InlineData("Transfer-Encoding", "chunked")]
    [InlineData("transfer-encoding", "chunked")]
    [InlineData("Content-Length", "30")]
    [InlineData("Connection", "X-Other")]
    [InlineData("Host", "evil.example")]
    [InlineData("Expect", "100-continue")]
    [InlineData("Upgrade", "h2c")]
    public async Task No_header_ends_its_line_or_its_message(string name, string value)
    {
        using var visitor = new Visitor();
        var six = await WalkToAsync(visitor, 6);
        var before = Provider.Requests.Count;

        var refused = await visitor.PostAsync(six, "send", ("add.name", name), ("add.value", value));

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.NotNull(refused.Html.ById("unsendable"));
        Assert.Equal(before, Provider.Requests.Count);
    }

    [Theory]
    [InlineData(4, "p.token_endpoint")]
    [InlineData(4, "p.request-target")]
    [InlineData(4, "endpoint")]
    [InlineData(7, "p.request-target")]
    [InlineData(7, "address")]
    public async Task No_field_sends_code_or_secret_anywhere_but_to_the_token_endpoint(int step, string field)
    {
        using var visitor = new Visitor();
        var page = await WalkToAsync(visitor, step);
        var before = Provider.Count(AskedFor.Tokens);

        await visitor.PostAsync(page, "send", (field, Provider.Elsewhere.AbsoluteUri));

        Assert.Equal(0, Provider.Count(AskedFor.Elsewhere));
        Assert.Equal(1, Provider.Count(AskedFor.Tokens) - before);
        Assert.EndsWith(
            "/oauth2/v2.0/token",
            Provider.Requests.Last(request => request.For == AskedFor.Tokens).Path,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(6)]
    [InlineData(7)]
    public async Task A_form_without_the_runs_token_or_from_another_site_sends_nothing(int step)
    {
        using var visitor = new Visitor();
        using var other = new Visitor();
        var page = await WalkToAsync(visitor, step);
        var others = (await WalkToAsync(other, 2)).Html.Form(form => form["id"] == "send")[CurrentSession.FormField];
        var fields = page.Html.Form(form => form["id"] == "send").Fields;
        var before = Provider.Requests.Count;

        Hop[] refusals =
        [
            await PostAsync(visitor, step, fields.Where(field => field.Key != CurrentSession.FormField)),
            await PostAsync(
                visitor,
                step,
                fields.Where(field => field.Key != CurrentSession.FormField).Append(new(CurrentSession.FormField, others))
            ),
            await PostAsync(visitor, step, fields, ("Sec-Fetch-Site", "cross-site")),
            await PostAsync(visitor, step, fields, ("Sec-Fetch-Site", "same-site")),
        ];

        Assert.All(refusals, refused => refused.ShouldFail("antiforgery"));
        Assert.Equal(before, Provider.Requests.Count);
    }

    [Theory]
    [InlineData("/walkthrough/1", "a%00b=c", "application/x-www-form-urlencoded")]
    [InlineData("/walkthrough/4", "a%00b=c", "application/x-www-form-urlencoded")]
    [InlineData("/walkthrough/8?handler=forget", "a%00b=c", "application/x-www-form-urlencoded")]
    [InlineData("/walkthrough/4", "{}", "application/json")]
    public async Task A_form_that_nobody_can_read_is_called_that_and_not_forged(string path, string body, string type)
    {
        using var visitor = new Visitor();
        await WalkToAsync(visitor, 4);
        var before = Provider.Requests.Count;

        var refused = await visitor.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, App.At(path))
            {
                Content = new StringContent(body, new System.Net.Http.Headers.MediaTypeHeaderValue(type)),
            }
        );

        refused.ShouldFail("form");
        Assert.Equal(before, Provider.Requests.Count);
    }

    [Fact]
    public async Task Nor_does_it_delete_anybodys_run()
    {
        using var visitor = new Visitor();
        var page = await WalkToAsync(visitor, 4);
        var fields = page.Html.Form(each => each["id"] == "send").Fields;
        var address = App.At("/walkthrough/8?handler=forget");

        var withoutToken = await visitor.PostAsync(address, []);
        var crossSite = await visitor.SendWithAsync(HttpMethod.Post, address, fields, ("Sec-Fetch-Site", "cross-site"));

        withoutToken.ShouldFail("antiforgery");
        crossSite.ShouldFail("antiforgery");
        Assert.Null((await visitor.StepAsync(App, 4)).Html.ById("no-run"));
    }

    [Fact]
    public async Task More_messages_than_allowed_are_refused_and_looking_is_free()
    {
        await using var strict = await Scene.StartAsync(settings: [("Proxies:Known", "127.0.0.1, ::1"), ("Limits:SignInsPerMinute", "3")]);
        using var visitor = new Visitor();
        Task<Hop> SendAsync(HttpMethod method, string address, int step = 1) =>
            visitor.SendWithAsync(
                method,
                strict.App.At($"/walkthrough/{step}"),
                method == HttpMethod.Post ? [new("dialect", "v2")] : null,
                ("X-Forwarded-For", address)
            );

        for (var message = 0; message < 3; message++)
            Assert.Equal(HttpStatusCode.Found, (await SendAsync(HttpMethod.Post, "203.0.113.7")).Status);
        var asked = strict.Provider.Requests.Count;

        foreach (var step in new[] { 1, 4, 6 })
            (await SendAsync(HttpMethod.Post, "203.0.113.7", step)).ShouldBeAProblem(HttpStatusCode.TooManyRequests);
        Assert.Equal(asked, strict.Provider.Requests.Count);
        for (var look = 0; look < 10; look++)
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "203.0.113.7")).Status);
        Assert.Equal(HttpStatusCode.Found, (await SendAsync(HttpMethod.Post, "203.0.113.8")).Status);
    }

    [Theory]
    [InlineData("/walkthrough/1")]
    [InlineData("/walkthrough/sum/signature")] // a long key takes the processor a while
    public async Task One_limit_counts_sign_ins_and_posts_together(string page)
    {
        await using var strict = await Scene.StartAsync(settings: [("Proxies:Known", "127.0.0.1, ::1"), ("Limits:SignInsPerMinute", "4")]);
        using var visitor = new Visitor();
        Task<Hop> SendAsync(HttpMethod method, string path) =>
            visitor.SendWithAsync(
                method,
                strict.App.At(path),
                method == HttpMethod.Post ? [new("dialect", "v2")] : null,
                ("X-Forwarded-For", "203.0.113.7")
            );

        foreach (var _ in new[] { 1, 2 })
        {
            Assert.Equal(HttpStatusCode.Found, (await SendAsync(HttpMethod.Get, "/signin")).Status);
            Assert.InRange((int)(await SendAsync(HttpMethod.Post, page)).Status, 200, 302);
        }

        (await SendAsync(HttpMethod.Post, page)).ShouldBeAProblem(HttpStatusCode.TooManyRequests);
        (await SendAsync(HttpMethod.Get, "/signin")).ShouldBeAProblem(HttpStatusCode.TooManyRequests);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, page)).Status); // looking is free
    }

    private Task<Hop> PostAsync(
        Visitor visitor,
        int step,
        IEnumerable<KeyValuePair<string, string>> fields,
        params (string, string)[] headers
    ) => visitor.SendWithAsync(HttpMethod.Post, App.At($"/walkthrough/{step}"), [.. fields, new("send", "")], headers);

    private async Task<Hop> WalkToAsync(Visitor visitor, int step)
    {
        Provider.Lies = new();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        if (step > 2)
        {
            var asked = await visitor.PostAsync(await visitor.StepAsync(App, 2), "send");
            await scene.BringAsync(visitor, Provider.Answer(asked));
        }

        for (var each = 4; each < step; each += 2)
            await visitor.SendAsync(await visitor.StepAsync(App, each));
        return await visitor.StepAsync(App, step);
    }
}
