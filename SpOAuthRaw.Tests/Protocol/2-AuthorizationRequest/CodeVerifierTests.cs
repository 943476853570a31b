namespace SpOAuthRaw.Tests;

public class CodeVerifierTests
{
    [Fact]
    public void The_challenge_is_that_of_RFC_7636_appendix_B()
    {
        var verifier = new CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");

        var challenge = verifier.Challenge;

        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", challenge);
    }

    [Fact]
    public void A_new_verifier_is_43_unreserved_characters()
    {
        var verifier = CodeVerifier.New();

        Assert.Matches("^[A-Za-z0-9._~-]{43}$", verifier.Value);
    }

    [Fact]
    public void No_two_verifiers_are_alike()
    {
        var verifiers = Enumerable.Range(0, 1000).Select(_ => CodeVerifier.New().Value);

        Assert.Equal(1000, verifiers.Distinct().Count());
    }
}
