namespace SpOAuthRaw.Tests;

public class ParameterTests
{
    [Theory]
    [InlineData("a+b", "a%2Bb")]
    [InlineData("a/b", "a%2Fb")]
    [InlineData("a~b", "a~b")]
    [InlineData("a b", "a%20b")] // every form reader takes %20 for a blank; not every URL reader takes a +
    [InlineData("a&b=c", "a%26b%3Dc")]
    [InlineData("a%2Bb", "a%252Bb")]
    [InlineData(" %&+£€", "%20%25%26%2B%C2%A3%E2%82%AC")] // RFC 6749 appendix B
    [InlineData("", "")]
    public void A_value_is_escaped(string value, string encoded)
    {
        Parameter[] parameters = [new("name", value)];

        var form = parameters.ToFormUrlEncoded();

        Assert.Equal($"name={encoded}", form);
    }

    [Fact]
    public void Names_are_escaped_and_order_is_kept()
    {
        Parameter[] parameters = [new("b", "1"), new("a&", "2"), new("b", "3")];

        var form = parameters.ToFormUrlEncoded();

        Assert.Equal("b=1&a%26=2&b=3", form);
    }

    [Fact]
    public async Task A_form_reader_reads_back_what_was_written()
    {
        Parameter[] parameters = [new("client_secret", "a+b/c~d e&f=g%h é€😀")];

        var form = await new Microsoft.AspNetCore.WebUtilities.FormReader(parameters.ToFormUrlEncoded()).ReadFormAsync();

        Assert.Equal(parameters[0].Value, form["client_secret"]);
    }

    [Fact]
    public void A_query_begins_with_a_question_mark()
    {
        var endpoint = new Uri("https://login.example/authorize");

        var url = endpoint.WithQuery([new("a", "b")]);

        Assert.Equal("https://login.example/authorize?a=b", url.AbsoluteUri);
    }

    [Fact]
    public void A_query_that_the_endpoint_has_is_kept()
    {
        var endpoint = new Uri("https://login.example/authorize?policy=one");

        var url = endpoint.WithQuery([new("a", "b")]);

        Assert.Equal("https://login.example/authorize?policy=one&a=b", url.AbsoluteUri);
    }

    [Fact]
    public void Escapes_survive_the_url()
    {
        var endpoint = new Uri("https://login.example/authorize");

        var url = endpoint.WithQuery([new("redirect_uri", "http://localhost:5555/auth?a=1+2")]);

        Assert.Equal("https://login.example/authorize?redirect_uri=http%3A%2F%2Flocalhost%3A5555%2Fauth%3Fa%3D1%2B2", url.AbsoluteUri);
    }
}
