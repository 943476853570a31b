using System.Diagnostics;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Walkthrough.Exports;
using Xunit;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>Values are found in a text wherever they stand, and as quickly in one that somebody made to take long.</summary>
public sealed class NeedlesTests
{
    [Theory]
    [InlineData("- secret -", "secret")]
    [InlineData("a%20b+c / a+b%2Bc / a b+c / a%2520b%252Bc", "a b+c")]
    [InlineData("a%2520b%252Bc, a%2Bb%252Bc, a+b%252bc", "a b+c")]
    [InlineData("\"<\\u003e\" &lt;&#62; &#x3c;&gt; \\u0026lt;\\u0026gt; %3C%3e", "<>")]
    [InlineData("%F0%9F%98%80! \\ud83d\\ude00! &#128512;! 😀!", "😀!")]
    [InlineData("se\n5\ncret, s%\n1;x=y\n65cret", "secret")]
    public void A_value_is_found_in_every_spelling_and_nothing_else_is(string text, string value)
    {
        var found = new Needles([value]).In(text);

        Assert.NotEmpty(found);
        var left = text.Where((_, at) => !found.Any(each => each.Start <= at && at < each.End));
        Assert.DoesNotContain(left, char.IsAsciiLetterOrDigit);
    }

    [Fact]
    public void Where_two_values_overlap_neither_keeps_an_end_in_sight()
    {
        TravellingValue[] values = [new("code", "one", "abcdef"), new("code", "two", "defghi"), new("code", "three", "cdef")];

        var pieces = Piece.Cut("-abcdefghi-", values);

        Assert.Equal(["-", "abcdef", "ghi", "-"], pieces.Select(piece => piece.Text));
        Assert.Equal([null, "one", "two", null], pieces.Select(piece => piece.Value?.Name));
    }

    [Fact]
    public void Of_values_that_begin_together_the_longest_is_found()
    {
        TravellingValue[] values = [new("code", "short", "secret"), new("code", "long", "secret-2"), new("code", "none", "")];

        var pieces = Piece.Cut("secret secret-2", values);

        Assert.Equal(["short", "long"], pieces.Where(piece => piece.Value is not null).Select(piece => piece.Value!.Name));
    }

    public static TheoryData<string> Costly => ["%25", "~", "+", "a", "\\u007e", "&#126;", "~0000", "%7E0000", "\n1\n"];

    [Theory]
    [MemberData(nameof(Costly))]
    public void A_text_that_was_made_to_take_long_does_not(string repeated)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, 200_000 / repeated.Length));
        TravellingValue[] values =
        [
            .. Enumerable.Range(0, 1000).Select(number => new TravellingValue("code", "code", $"~{number:D5}")),
            .. Enumerable.Range(0, 20).Select(number => new TravellingValue("code", "code", new string('a', 16_000) + number)),
        ];
        var clock = Stopwatch.StartNew();

        var pieces = Piece.Cut(text, values);

        Assert.Equal(text.Length, pieces.Sum(piece => piece.Text.Length));
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 5); // tenths of one here; minutes, where each value is looked for from each character
    }
}
