using System.Net;
using System.Text.RegularExpressions;
using SpOAuthRaw.Tests.Hosting;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The walkthrough's pages over real sign-ins.</summary>
public sealed partial class WalkthroughTests(SandboxApp app) : IClassFixture<SandboxApp>
{
    public static TheoryData<int> Steps => [.. Enumerable.Range(1, 8)];

    [Theory]
    [MemberData(nameof(Steps))]
    public async Task Before_any_sign_in_a_page_teaches_and_says_how_to_begin(int step)
    {
        using var visitor = new Visitor();

        var page = await visitor.GetAsync(app.App.At($"/walkthrough/{step}"));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Html.ById("no-run"));
        Assert.Contains("data-source=\"SpOAuthRaw/Protocol/", page.Html.Source, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Each_step_of_a_sign_in_shows_its_messages(Dialect dialect)
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(app.App, dialect);

        var pages = await PagesAsync(visitor);

        Assert.All(pages, page => Assert.Null(page.ById("no-run")));
        Assert.All(
            [1, 4, 6],
            step =>
                Assert.Contains(
                    "<pre class=\"wire\" tabindex=\"0\" data-wire=\"response\"",
                    pages[step - 1].Source,
                    StringComparison.Ordinal
                )
        );
        Assert.All([2, 3, 8], step => Assert.Contains("data-channel=\"front\"", pages[step - 1].Source, StringComparison.Ordinal));
        Assert.Equal(16, Regex.Count(pages[4].Source, "data-check=\"[^\"]+\" data-result=\"(passed|skipped)\""));
        Assert.Equal(dialect == Dialect.V1 ? 7 + 16 : 7, Regex.Count(pages[2].Source, "data-check="));
    }

    [Fact]
    public async Task The_token_request_on_the_page_is_the_one_that_was_sent()
    {
        using var visitor = new Visitor();
        await visitor.SignInAsync(app.App);
        await visitor.PostAsync(app.App.At("/secrets"), [KeyValuePair.Create("secrets", "")]); // show them

        var page = (await PagesAsync(visitor))[3];

        var request = WebUtility.HtmlDecode(Tags().Replace(RequestPre().Match(page.Source).Groups[1].Value, ""));
        Assert.StartsWith("POST /organizations/oauth2/v2.0/token HTTP/1.1\nHost: ", request, StringComparison.Ordinal);
        Assert.Contains("\n\nclient_id=", request, StringComparison.Ordinal);
        Assert.Matches(
            "&grant_type=authorization_code&code=[^&]+&redirect_uri=http%3A%2F%2Flocalhost%3A[0-9]+%2Fauth&code_verifier=[A-Za-z0-9_-]{43}&",
            request
        );
        Assert.Contains("&client_secret=", request, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_form_that_came_in_chunks_is_read_again_as_it_was_read(bool walks)
    {
        using var visitor = new Visitor();
        if (walks)
            await visitor.SendAsync(await visitor.BeginWalkAsync(app.App, Dialect.V1));
        var asked = walks
            ? await visitor.PostAsync(await visitor.StepAsync(app.App, 2), "send")
            : await visitor.BeginAsync(app.App, Dialect.V1);
        var form = (await visitor.AnswerAsync(asked)).Html.Form(element => element["id"] == "response");
        var request = new HttpRequestMessage(HttpMethod.Post, form.Action) { Content = new FormUrlEncodedContent(form.Fields) };
        request.Headers.TransferEncodingChunked = true;

        (await visitor.SendAsync(request)).ShouldRedirectTo(walks ? app.App.At("/walkthrough/3") : app.App.Origin);

        var three = await visitor.StepAsync(app.App, 3);
        Assert.Contains("Transfer-Encoding: chunked\n", three.Wire("callback"), StringComparison.Ordinal);
        Assert.Null(three.Html.ById("step-failed"));
    }

    [Fact]
    public async Task A_sign_in_that_was_refused_can_be_walked_up_to_where_it_stopped()
    {
        using var visitor = new Visitor();
        await visitor.TrySignInAsync(app.App, person: "conditional-access@contoso.example");

        var pages = await PagesAsync(visitor);

        Assert.NotNull(pages[2].ById("step-failed"));
        Assert.Contains("AADSTS53003", pages[2].TextOf("error-description"), StringComparison.Ordinal);
        Assert.Null(pages[3].ById("step-failed"));
        Assert.DoesNotContain("data-exchange", pages[3].Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Hidden_secrets_are_nowhere_in_the_pages()
    {
        using var visitor = new Visitor();
        var home = (await visitor.SignInAsync(app.App)).Html;
        var token = home.TextOf("access-token");
        // Configured like a real tenant, so they are hidden until somebody wants to see them.
        var pages = await PagesAsync(visitor);

        Assert.All(pages, page => Assert.DoesNotContain(token, page.Source, StringComparison.Ordinal));
        Assert.Contains("data-masked", pages[3].Source, StringComparison.Ordinal);
        Assert.DoesNotContain("make-believe_Secret", pages[3].Source, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Another_browser_sees_nothing_of_a_sign_in()
    {
        using var visitor = new Visitor();
        using var stranger = new Visitor();
        await visitor.SignInAsync(app.App);

        var page = (await stranger.GetAsync(app.App.At("/walkthrough/4"))).Html;

        Assert.NotNull(page.ById("no-run"));
    }

    [Fact]
    public void Every_step_has_code_to_show()
    {
        Assert.All(Lesson.Steps.SelectMany(step => step.Sources), place => Assert.InRange(SourceExcerpt.Of(place)?.Length ?? 0, 40, 6000));
        Assert.All(SourceExcerpt.Files, path => Assert.False(string.IsNullOrWhiteSpace(SourceExcerpt.File(path))));
    }

    [Fact]
    public void A_message_cut_into_pieces_is_the_message()
    {
        TravellingValue[] values = [new("code", "code", "a+b/c"), new("state", "state", "xyz")];
        const string Text = "code=a%2Bb%2Fc&state=xyz \"a\\u002Bb/c\" a+b/c xy";

        var pieces = Piece.Cut(Text, values);

        Assert.Equal(Text, string.Concat(pieces.Select(piece => piece.Text)));
        Assert.Equal(["code", "state", "code", "code"], pieces.Where(piece => piece.Value is not null).Select(piece => piece.Value!.Name));
    }

    [Fact]
    public void A_value_that_two_chunks_share_is_found_across_their_border()
    {
        TravellingValue[] values = [new("token", "access_token", "eyJhbGciOi.secret.token")];
        const string Text = "HTTP/1.1 200 OK\nTransfer-Encoding: chunked\n\n1c\n{\"access_token\":\"eyJhbGciOi\na\n.secret.token\"}\n0\n\n";

        var pieces = Piece.Cut(Text, values);

        Assert.Equal(Text, string.Concat(pieces.Select(piece => piece.Text)));
        Assert.Equal("eyJhbGciOi\na\n.secret.token", Assert.Single(pieces, piece => piece.Value is not null).Text);
    }

    private async Task<Html[]> PagesAsync(Visitor visitor)
    {
        var pages = new List<Html>();
        for (var step = 1; step <= 8; step++)
        {
            var page = await visitor.GetAsync(app.App.At($"/walkthrough/{step}"));
            Assert.Equal(HttpStatusCode.OK, page.Status);
            pages.Add(page.Html);
        }

        return [.. pages];
    }

    [GeneratedRegex("<pre[^>]* data-wire=\"request\"[^>]*>(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex RequestPre();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Tags();
}
