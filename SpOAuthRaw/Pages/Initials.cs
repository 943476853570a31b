using System.Globalization;

namespace SpOAuthRaw.Pages;

/// <summary>Stands in a picture's place.</summary>
public static class Initials
{
    /// <summary>The first letters of the first and the last word of a name, in whatever script it is written.</summary>
    public static string Of(string name)
    {
        string[] words =
        [
            .. name.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(word => StringInfo.GetNextTextElement(word))
                .Where(first => char.IsLetter(first, 0)),
        ];
        return words switch
        {
            [] => "?",
            [var only] => only.ToUpper(CultureInfo.InvariantCulture),
            [var first, .., var last] => (first + last).ToUpper(CultureInfo.InvariantCulture),
        };
    }
}
