namespace SpOAuthRaw.Tests;

/// <summary>Half of a surrogate pair is no text (RFC 8259 §8.2), wherever in an object it hides; everything else that is escaped is.</summary>
public class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":"\ud800"}""")]
    [InlineData("""{"\udfff":"a"}""")]
    [InlineData("""{"a":"good","b":"\ud800"}""")]
    [InlineData("""{"b":"\ud800","a":"good"}""")]
    [InlineData("""{"a":["good",{"b":["\ud800"]}]}""")]
    [InlineData("""{"a":["\ud800","good"]}""")]
    public void Half_a_pair_anywhere_makes_it_no_JSON(string text)
    {
        Assert.Null(Given.Answer(200, text).Json());
    }

    [Theory]
    [InlineData("""{"a":"\u00e9"}""")]
    [InlineData("""{"a":"\ud83d\ude00","b":[1,true,null,{"c":"\u0041"}],"d":{}}""")]
    [InlineData("""{"\u0061":5,"b":[],"c":false}""")]
    public void What_is_escaped_rightly_is_read(string text)
    {
        Assert.NotNull(Given.Answer(200, text).Json());
    }
}
