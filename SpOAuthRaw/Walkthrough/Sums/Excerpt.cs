namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>How much a sum takes in, and what it shows of more.</summary>
public static class Excerpt
{
    /// <summary>What a sum takes in, in characters. A real token has about 2,000.</summary>
    public const int LongestInput = 64 * 1024;

    private const int Shown = 2 * 1024;

    /// <summary>The text, or its beginning and its length when it is longer than any value of a sum that is not a whole token.</summary>
    public static string Of(string text) => text.Length <= Shown ? text : $"{text[..Shown]}… ({text.Length})";
}
