namespace SpOAuthRaw.Tests;

/// <summary>Reading what the browser brought back.</summary>
public sealed class EncodedResponseTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("code=a&state=b", "code=a|state=b")]
    [InlineData("code=a&code=b&Code=c", "code=a|code=b|Code=c")] // doubled, and in another case: the protocol wants to know
    [InlineData("error_description=a+b%20c%2B", "error_description=a b c+")]
    [InlineData("code=a=b&&state&=c", "code=a=b|state=|=c")]
    [InlineData("code=%zz%4&state=%C3%A9", "code=%zz%4|state=é")] // what is not encoded is taken as it stands
    [InlineData("?code=a", "?code=a")] // the question mark of a query is not part of it
    public void Every_parameter_comes_out_in_order(string encoded, string expected)
    {
        var response = AuthorizationResponse.Read(ResponseMode.Query, encoded).ShouldPass();

        Assert.Equal(expected, string.Join('|', response.Parameters.Select(each => $"{each.Name}={each.Value}")));
        Assert.Equal(encoded, response.Encoded);
    }

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void More_than_anybody_sends_is_refused(int count, bool passes) =>
        Assert.Equal(
            passes,
            AuthorizationResponse.Read(ResponseMode.FormPost, string.Join('&', Enumerable.Repeat("a=b", count))).Succeeded(out _, out _)
        );
}
