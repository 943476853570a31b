namespace SpOAuthRaw.Tests;

public class PendingAuthorizationTests
{
    [Fact]
    public void State_nonce_and_verifier_are_made_new_for_each_sign_in()
    {
        var pending = Enumerable.Range(0, 100).Select(_ => PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now));

        var values = pending.SelectMany(each => new[] { each.State, each.Nonce, each.CodeVerifier.Value });

        Assert.Equal(300, values.Distinct().Count());
    }

    [Fact]
    public void State_and_nonce_have_256_bits()
    {
        var pending = PendingAuthorization.New(Dialect.V2, Given.RedirectUri, Given.Now);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", pending.State);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", pending.Nonce);
    }
}
