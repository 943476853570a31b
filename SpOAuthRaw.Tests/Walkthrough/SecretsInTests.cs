using System.Text;
using SpOAuthRaw.Recording;
using SpOAuthRaw.Walkthrough;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough;

/// <summary>Secrets beside a message's ordinary places, and in spellings that a page shows otherwise than a header's value has them.</summary>
public sealed class SecretsInTests
{
    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nSet-Cookie: session=CANARY-one-of-two\r\n CANARY-two-of-two; path=/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nSet-Cookie: session=CANARY-one-of-two\n\tCANARY-two-of-two; path=/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nSet-Cookie: session=CANARY-one-of-two\rCANARY-two-of-two; path=/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nSet-Cookie: session=CANARY-one-of-two\0CANARY-two-of-two; path=/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nAuthorization: Bearer CANARY-one-of-two\n\tCANARY-two-of-two\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX: {\"refresh_token\":\"CANARY-one\r\n CANARY-two\"}\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nSet-Cookie: session=CANARY-à-la-française; path=/\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nX-Said: access_token=CANARY-à-la-française\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nSet-Cookie: a=CANARY-of-a-cookie\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=CANARY_of_an_extension\r\n{}\r\n0\r\nX: code=CANARY\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{\"refresh_token\":\"CANARY\"}")]
    [InlineData("HTTP/1.1 200 OK\r\nAuthorization: Bearer CANARY\r\nbroken off")]
    [InlineData("what is this? CANARY.of.something.that.is.long")]
    public void None_is_left_on_a_page(string message)
    {
        var bytes = Encoding.UTF8.GetBytes(message);

        TravellingValue[] values = [.. SecretsIn.Message(bytes)];
        var seen = Piece.Cut(WireMessage.TextOf(bytes), values).Where(piece => piece.Value is null).Select(piece => piece.Text);

        Assert.All(values, value => Assert.True(value.IsSecret));
        Assert.DoesNotContain("CANARY", string.Concat(seen), StringComparison.Ordinal);
    }

    [Fact]
    public void The_words_of_a_header_that_a_page_shows_as_it_is_are_no_secrets()
    {
        const string header = "X: {\"refresh_token\":\"ends on Sunday\"}";

        var values = SecretsIn.Message(Encoding.UTF8.GetBytes($"HTTP/1.1 200 OK\r\n{header}\r\nContent-Length: 0\r\n\r\n"));

        Assert.Equal("ends on Sunday", Assert.Single(values).Value);
    }
}
