namespace SpOAuthRaw.Tests;

public class LeftHalfHashTests
{
    [Fact]
    public void The_access_token_of_OIDC_Core_appendix_A_has_its_at_hash()
    {
        var hash = LeftHalfHash.Of("jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y", "RS256");

        Assert.Equal("77QmUPtjPfzWtF2AnpK9RQ", hash); // appendix A.4
    }

    [Fact]
    public void The_code_of_OIDC_Core_appendix_A_has_its_c_hash()
    {
        var hash = LeftHalfHash.Of("Qcb0Orv1zh30vL1MPRsbm-diHiMwcLyZvn1arpZv-Jxf_11jnpEX3Tgfvk", "RS256");

        Assert.Equal("LDktKdoQak3Pk0cnXxCltA", hash); // appendix A.3
    }

    [Theory]
    [InlineData("RS256", "SHA256", 22)]
    [InlineData("ES384", "SHA384", 32)]
    [InlineData("PS512", "SHA512", 43)]
    public void The_hash_follows_the_algorithm_s_name(string algorithm, string hash, int length)
    {
        var half = LeftHalfHash.Of(Given.Code, algorithm);

        Assert.Equal(IdTokenBuilder.LeftHalf(hash, Given.Code), half);
        Assert.Equal(length, half.Length);
    }
}
