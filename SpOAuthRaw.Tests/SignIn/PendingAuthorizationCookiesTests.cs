using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

public class PendingAuthorizationCookiesTests
{
    private readonly PendingAuthorizationCookies cookies = Cookies();

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public void A_sign_in_is_found_by_its_state(Dialect dialect)
    {
        var pending = Given.PendingAuthorization(dialect);
        var browser = Added(cookies, pending);

        var found = cookies.Find(Returning(browser), pending.State)?.Pending;

        Assert.Equal(pending, found);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("another")]
    public void Another_state_finds_none(string? state)
    {
        var browser = Added(cookies, Given.PendingAuthorization());

        var found = cookies.Find(Returning(browser), state)?.Pending;

        Assert.Null(found);
    }

    [Fact]
    public void Another_browser_has_none()
    {
        Added(cookies, Given.PendingAuthorization());

        var found = cookies.Find(Returning([]), Given.PendingAuthorization().State)?.Pending;

        Assert.Null(found);
    }

    [Fact]
    public void Two_tabs_do_not_disturb_each_other()
    {
        var first = PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now);
        var second = PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now);
        var browser = Returning([.. Added(cookies, first), .. Added(cookies, second)]);

        Assert.Equal(first, cookies.Find(browser, first.State)?.Pending);
        Assert.Equal(second, cookies.Find(browser, second.State)?.Pending);
    }

    [Fact]
    public void A_cookie_under_another_s_name_is_not_taken()
    {
        var first = PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now);
        var second = PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now);
        var swapped = new SetCookieHeaderValue(Added(cookies, first)[0].Name, Added(cookies, second)[0].Value);

        var found = cookies.Find(Returning([swapped]), first.State)?.Pending;

        Assert.Null(found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("!")]
    [InlineData("AAAA")]
    [InlineData("not-ours")]
    public void A_cookie_that_is_not_ours_is_none(string value)
    {
        var pending = Given.PendingAuthorization();
        var name = Added(cookies, pending)[0].Name;

        var found = cookies.Find(Returning([new SetCookieHeaderValue(name, value)]), pending.State)?.Pending;

        Assert.Null(found);
    }

    [Fact]
    public void A_cookie_of_another_key_ring_is_none()
    {
        var pending = Given.PendingAuthorization();
        var browser = Added(Cookies(), pending);

        var found = cookies.Find(Returning(browser), pending.State)?.Pending;

        Assert.Null(found);
    }

    [Fact]
    public void Neither_name_nor_value_tells_the_state()
    {
        var pending = Given.PendingAuthorization();

        var cookie = Assert.Single(Added(cookies, pending));

        Assert.All(
            new[] { pending.State, pending.Nonce, pending.CodeVerifier.Value },
            secret => Assert.DoesNotContain(secret, cookie.ToString(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Today_s_cookie_is_lax_and_dies_after_fifteen_minutes()
    {
        var cookie = Assert.Single(Added(cookies, Given.PendingAuthorization()));

        Assert.True(cookie.HttpOnly);
        Assert.Equal(Microsoft.Net.Http.Headers.SameSiteMode.Lax, cookie.SameSite);
        Assert.Equal(Given.Now.AddMinutes(15), cookie.Expires);
        Assert.True(cookie.ToString().Length < 4096);
    }

    [Fact]
    public void A_form_post_from_another_site_brings_none_and_secure_alone()
    {
        var given = Added(cookies, Given.PendingAuthorization(Dialect.V1));

        Assert.Contains(
            given,
            cookie => cookie is { SameSite: Microsoft.Net.Http.Headers.SameSiteMode.None, Secure: true, HttpOnly: true }
        );
    }

    [Fact]
    public void On_https_the_cookie_is_bound_to_the_host()
    {
        var secure = Cookies("https://profile.contoso.com");
        var cookie = Assert.Single(Added(secure, Given.PendingAuthorization(Dialect.V1)));

        Assert.StartsWith("__Host-", cookie.Name.Value, StringComparison.Ordinal);
        Assert.True(cookie.Secure);
    }

    [Fact]
    public void On_https_one_without_the_prefix_may_be_another_host_s_and_is_none()
    {
        var secure = Cookies("https://profile.contoso.example");
        var pending = Given.PendingAuthorization();
        var ours = Returning([]);
        secure.Add(ours, pending, new WalkInProgress("key", AnswerMayLackState: true));
        var cookie = Assert.Single(SetBy(ours));
        var planted = Returning([
            new SetCookieHeaderValue(cookie.Name.ToString().Replace("__Host-", "", StringComparison.Ordinal), cookie.Value),
        ]);
        var elsewhere = Returning([new SetCookieHeaderValue($"x{cookie.Name}", cookie.Value)]);
        var good = Returning([cookie]);

        Assert.All(
            [planted, elsewhere],
            browser =>
            {
                Assert.Null(secure.Find(browser, pending.State));
                Assert.Null(secure.Find(browser, null));
                Assert.False(secure.IsWalking(browser));
            }
        );
        Assert.NotNull(secure.Find(good, null));
        Assert.True(secure.IsWalking(good));
    }

    [Fact]
    public void The_ninth_sign_in_under_way_takes_the_oldest_one_s_place()
    {
        var pending = Enumerable
            .Range(0, 8)
            .Select(age => PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now.AddMinutes(-age)))
            .ToArray();
        var browser = Returning([.. pending.SelectMany(each => Added(cookies, each))]);

        cookies.Add(browser, PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now));

        var taken = SetBy(browser).Single(cookie => cookie.Value.Length == 0);
        Assert.Equal(Added(cookies, pending[7])[0].Name, taken.Name);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public void A_used_one_is_taken_back(Dialect dialect)
    {
        var pending = Given.PendingAuthorization(dialect);
        var given = Added(cookies, pending);
        var browser = Returning(given);

        cookies.Remove(browser, pending);

        var taken = SetBy(browser);
        Assert.Equal(given.Select(cookie => cookie.Name.Value).Order(), taken.Select(cookie => cookie.Name.Value).Order());
        Assert.All(taken, cookie => Assert.True(cookie.Value.Length == 0 && cookie.Expires < Given.Now));
    }

    private static PendingAuthorizationCookies Cookies(string origin = "") =>
        new(
            new EphemeralDataProtectionProvider(),
            new PublicOrigin(Options.Create(new AppOptions { PublicOrigin = origin }), Options.Create(new AzureAdOptions()), new Server()),
            Given.Clock()
        );

    private static IReadOnlyList<SetCookieHeaderValue> Added(PendingAuthorizationCookies to, PendingAuthorization pending)
    {
        var context = Returning([]);
        to.Add(context, pending);
        return SetBy(context);
    }

    private static IReadOnlyList<SetCookieHeaderValue> SetBy(HttpContext context) =>
        [.. SetCookieHeaderValue.ParseList([.. context.Response.Headers.SetCookie.OfType<string>()])];

    private static DefaultHttpContext Returning(IReadOnlyList<SetCookieHeaderValue> jar)
    {
        var context = new DefaultHttpContext();
        context.Request.Scheme = "http";
        context.Request.Host = new HostString("localhost:5555");
        context.Request.Headers.Cookie = string.Join("; ", jar.Select(cookie => $"{cookie.Name}={cookie.Value}"));
        return context;
    }

    /// <summary>A server that listens nowhere in particular.</summary>
    private sealed class Server : IServer
    {
        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose() { }
    }
}
