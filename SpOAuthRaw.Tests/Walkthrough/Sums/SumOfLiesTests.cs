using SpOAuthRaw.Tests.Attacks;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The sums of tokens that the sandbox would not make: with at_hash, and with the signature of somebody else.</summary>
public sealed class SumOfLiesTests(Scene scene) : IClassFixture<Scene>
{
    private const string AccessToken = "FAKE-access-token-with-a-hash";

    [Fact]
    public async Task The_access_token_beside_a_token_with_at_hash_is_worked()
    {
        scene.Provider.Lies = new()
        {
            IdToken = token => token.With("at_hash", IdTokenBuilder.LeftHalf("SHA256", AccessToken)),
            Tokens = answer => answer["access_token"] = AccessToken,
        };
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);

        var step = (await visitor.GetAsync(scene.App.At("/walkthrough/5"))).Html;
        var sum = (await visitor.GetAsync(scene.App.At("/walkthrough/sum/at_hash?step=5"))).ShouldBeAPage().Html;

        Assert.Contains("/walkthrough/sum/at_hash?step=5", step.Source, StringComparison.Ordinal);
        Assert.StartsWith("These are the values of your sign-in", sum.TextOf("origin"), StringComparison.Ordinal);
        Assert.Equal("holds", sum.ById("verdict")!["data-verdict"]);
        Assert.Equal(IdTokenBuilder.LeftHalf("SHA256", AccessToken), sum.Elements.Single(each => each["data-figure"] == "at_hash").Text);
        Assert.DoesNotContain(AccessToken, sum.Source, StringComparison.Ordinal); // hidden until somebody wants to see it
    }

    [Fact]
    public async Task A_sign_in_that_was_refused_for_its_signature_shows_where_the_sum_broke()
    {
        scene.Provider.Lies = new() { IdToken = token => token.SignedInsteadBy(Given.StrangersRsa) };
        using var visitor = new Visitor();
        (await scene.TrySignInAsync(visitor)).ShouldFail("signature");

        var sum = (await visitor.GetAsync(scene.App.At("/walkthrough/sum/signature?step=5"))).ShouldBeAPage().Html;

        Assert.StartsWith("These are the values of your sign-in", sum.TextOf("origin"), StringComparison.Ordinal);
        Assert.Equal("leading", Assert.Single(sum.Elements, each => each["data-result"] == "failed")["data-stage"]);
        Assert.Equal("true", sum.ById("opinion")!["data-agrees"]);
    }

    [Fact]
    public async Task A_real_value_that_is_typed_again_stays_hidden()
    {
        scene.Provider.Lies = new();
        using var visitor = new Visitor();
        var answer = scene.Provider.Answer(await visitor.BeginAsync(scene.App, Dialect.V1));
        await scene.BringAsync(visitor, answer);

        var page = await visitor.PostAsync(scene.App.At("/walkthrough/sum/c_hash?step=3"), [new("code", $" {answer["code"]}\r\n")]);

        Assert.Equal("holds", page.ShouldBeAPage().Html.ById("verdict")!["data-verdict"]);
        Assert.DoesNotContain(answer["code"], page.Html.Source, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_switches_on_a_posted_page_lead_back_to_it()
    {
        using var visitor = new Visitor();

        var page = await visitor.PostAsync(scene.App.At("/walkthrough/sum/pkce?step=2"), [new("flip", "verifier")]);

        var back = page.ShouldBeAPage().Html.Elements.Where(each => each["name"] == "returnUrl").Select(each => each["value"]).Distinct();
        Assert.Equal("/walkthrough/sum/pkce?step=2", Assert.Single(back));
    }
}
