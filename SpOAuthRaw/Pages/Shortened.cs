namespace SpOAuthRaw.Pages;

/// <summary>What strangers send may be long; a page stays readable.</summary>
public static class Shortened
{
    /// <summary>The text, cut after so many characters, never through a surrogate pair.</summary>
    public static string To(string text, int length)
    {
        if (text.Length <= length)
            return text;
        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end] + "…";
    }
}
