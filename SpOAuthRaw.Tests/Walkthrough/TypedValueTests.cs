using System.Net;
using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Values that somebody typed into a message: they travel with their colour, and are covered where a secret is, however short.</summary>
public sealed class TypedValueTests(SandboxApp sandbox) : IClassFixture<SandboxApp>
{
    private RunningApp App => sandbox.App;

    [Theory]
    [InlineData("state", "mine", "state")]
    [InlineData("nonce", "x", "nonce")]
    [InlineData("nonce", "another-nonce-of-mine", "nonce")]
    [InlineData("code_challenge", "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "pkce")]
    public async Task What_was_really_asked_keeps_its_colour_from_page_to_page(string name, string value, string kind)
    {
        using var visitor = new Visitor();
        await visitor.SendAsync(await visitor.BeginWalkAsync(App));
        var two = await visitor.StepAsync(App, 2);
        var preview = await visitor.PreviewAsync(two, ($"p.{name}", value));
        await visitor.AskAsync(two, ($"p.{name}", value));

        var asked = await visitor.StepAsync(App, 2);

        Assert.All(
            [preview, asked],
            page => Assert.Contains(Span(name, value, kind), page.Exchange("authorize").Inner, StringComparison.Ordinal)
        );
        Assert.Contains(name, RowsOf(asked));
        if (name == "state")
            Assert.Contains(
                Span(name, value, kind),
                (await visitor.StepAsync(App, 3)).Exchange("callback").Inner,
                StringComparison.Ordinal
            );
        if (name != "nonce")
            return;
        await visitor.SendAsync(await visitor.StepAsync(App, 4));
        var five = await visitor.StepAsync(App, 5);
        Assert.Contains(Span(name, value, kind), five.Html.ById("token-claims")!.Inner, StringComparison.Ordinal);
        Assert.Contains(name, RowsOf(five));
    }

    [Theory]
    [InlineData("abc12")]
    [InlineData("q7")]
    [InlineData("a+b")]
    public async Task A_short_secret_is_covered_on_every_page(string typed)
    {
        using var visitor = new Visitor();
        var four = await visitor.WalkToAsync(App, 4);
        var preview = await visitor.PreviewAsync(four, ("p.client_secret", typed));
        await visitor.SendAsync(four, ("p.client_secret", typed));
        await visitor.SendAsync(await visitor.StepAsync(App, 4)); // and now as it should be: the other is among the tries

        Hop[] pages = [preview, await visitor.StepAsync(App, 4), await visitor.GetAsync(App.At("/walkthrough/all"))];

        foreach (var text in pages.Select(page => Walking.Unmarked(page.Html.Source)))
            Assert.DoesNotMatch($"""client_secret ?[=:] ?"?({Regex.Escape(typed)}|{Regex.Escape(Uri.EscapeDataString(typed))})""", text);
        await visitor.SwitchSecretsAsync(App);
        Assert.Contains(Uri.EscapeDataString(typed), (await visitor.StepAsync(App, 4)).Wire("try-4-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task So_are_a_short_token_in_a_header_and_one_in_an_address()
    {
        using var visitor = new Visitor();
        var six = await visitor.WalkToAsync(App, 6);

        var sent = await visitor.SendAsync(
            six,
            ("p.Authorization", "Bearer zq9"),
            ("p.request-target", "/_api/web?access_token=xyzzy-7&x=%26client_secret%3Dw0w")
        );

        Assert.DoesNotMatch("zq9|xyzzy-7", Walking.Unmarked(sent.Html.Source));
        Assert.Matches(@"Authorization: Bearer <span [^>]*data-masked", sent.Exchange("profile").Inner);
    }

    [Theory]
    [InlineData("client_secret=ab&x=ab", "client_secret=[ab]&x=ab")]
    [InlineData("{\"client_secret\": \"ab\", \"x\": \"ab\"}", "{\"client_secret\": \"[ab]\", \"x\": \"ab\"}")]
    [InlineData("{\"x\":\"{\\\"client_secret\\\":\\\"ab\\\"}\"}", "{\"x\":\"{\\\"client_secret\\\":\\\"[ab]\\\"}\"}")]
    [InlineData("client_secret = ab\nnot_client_secret = ab", "client_secret = [ab]\nnot_client_secret = ab")]
    [InlineData("/a?u=%3Fclient_secret%3Dab", "/a?u=%3Fclient_secret%3D[ab]")]
    [InlineData("client_secret=abc", "client_secret=abc")]
    [InlineData("clien\n5\nt_secret=ab", "clien\n5\nt_secret=[ab]")]
    public void A_short_value_is_found_behind_its_own_name_and_nowhere_else(string text, string found)
    {
        var pieces = Piece.Cut(text, [new TravellingValue("secret", "client_secret", "ab")]);

        Assert.Equal(found, string.Concat(pieces.Select(piece => piece.Value is null ? piece.Text : $"[{piece.Text}]")));
    }

    private static string Span(string name, string value, string kind) =>
        $"<span class=\"v v-{kind}\" data-v=\"{name}\">{WebUtility.HtmlEncode(value)}</span>";

    private static IEnumerable<string?> RowsOf(Hop page) =>
        new Html(page.Html.ById("values")!.Inner).Elements.Where(element => element.Name == "li").Select(row => row["data-v"]);
}
