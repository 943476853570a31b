using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>PKCE's sum.</summary>
public class ChallengeSumTests
{
    private const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    private const string Challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    [Fact]
    public void The_values_on_the_way_are_those_of_RFC_7636_appendix_B()
    {
        var sum = ChallengeSum.Of(Verifier, Challenge);

        Assert.True(sum.Holds);
        Assert.StartsWith("64426a66744a655a", sum["verifier.ascii"], StringComparison.Ordinal);
        Assert.Equal("13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3", sum["digest"]); // there in decimal: 19, 211, 30, 150 …
        Assert.Equal(Challenge, sum["challenge.computed"]);
    }

    [Theory]
    [InlineData(Verifier, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cN", "match", "match")]
    [InlineData(Verifier, "", "match", "match")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXj", Challenge, "match", "match")]
    [InlineData("", Challenge, "verifier", "verifier.length")]
    [InlineData("short", Challenge, "verifier", "verifier.length")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX=", Challenge, "verifier", "verifier.characters")]
    [InlineData("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXé", Challenge, "verifier", "verifier.characters")]
    public void Each_stage_can_break_and_says_why(string verifier, string challenge, string stage, string reason)
    {
        var sum = ChallengeSum.Of(verifier, challenge);

        Assert.Equal((stage, reason), (sum.Broken?.Name, sum.Broken?.Reason));
    }

    [Fact]
    public void A_verifier_of_129_characters_is_none() =>
        Assert.Equal("verifier.length", ChallengeSum.Of(new string('a', 129), Challenge).Broken?.Reason);
}
