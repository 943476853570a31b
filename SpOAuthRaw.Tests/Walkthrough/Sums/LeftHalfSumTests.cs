using SpOAuthRaw.Walkthrough.Sums;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>The sum of c_hash and at_hash.</summary>
public class LeftHalfSumTests
{
    private const string Code = "Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk";
    private const string CodeHash = "LDktKdoQak3Pk0cnXxCltA";

    [Fact]
    public void The_code_of_OIDC_Core_appendix_A_has_its_c_hash()
    {
        var sum = LeftHalfSum.OfCode(Code, CodeHash, "RS256");

        Assert.True(sum.Holds);
        Assert.Equal(64, sum["digest"]!.Length);
        Assert.Equal(sum["digest"]![..32], sum["digest.half"]);
        Assert.Equal(CodeHash, sum["hash.computed"]);
    }

    [Fact]
    public void The_access_token_of_OIDC_Core_appendix_A_has_its_at_hash() =>
        Assert.True(LeftHalfSum.OfAccessToken("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "77QmUPtjPfzWtF2AnpK9RQ", "RS256").Holds);

    [Theory]
    [InlineData(Code, "LDktKdoQak3Pk0cnXxCltB", "RS256", "match", "match")]
    [InlineData("another", CodeHash, "RS256", "match", "match")]
    [InlineData(Code, CodeHash, "RS384", "match", "match")]
    [InlineData(Code, CodeHash, "none", "algorithm", "algorithm")]
    [InlineData(Code, CodeHash, "", "algorithm", "algorithm")]
    [InlineData("", CodeHash, "RS256", "value", "empty")]
    [InlineData("é", CodeHash, "RS256", "value", "not-ascii")]
    public void Each_stage_can_break_and_says_why(string code, string claim, string algorithm, string stage, string reason)
    {
        var sum = LeftHalfSum.OfCode(code, claim, algorithm);

        Assert.Equal((stage, reason), (sum.Broken?.Name, sum.Broken?.Reason));
    }

    [Fact]
    public void A_code_of_more_than_64_kB_is_not_taken_in() =>
        Assert.Equal("long", LeftHalfSum.OfCode(new string('a', 70_000), CodeHash, "RS256").Broken?.Reason);
}
