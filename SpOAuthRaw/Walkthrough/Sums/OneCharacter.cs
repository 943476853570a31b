namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>One character that was changed, and nothing else: the smallest lie one can tell.</summary>
/// <param name="Part">Where: the name of the figure that shows it.</param>
/// <param name="Index">Its place in that part, from 0.</param>
/// <param name="Before">What stood there.</param>
/// <param name="After">What stands there now.</param>
public sealed record OneCharacter(string Part, int Index, char Before, char After)
{
    private const int MostTries = 20;

    /// <summary>Changes a character in the middle of a part, always the same one; <c>null</c> when the part is empty.</summary>
    /// <param name="text">The text that holds the part.</param>
    /// <param name="part">The part's name.</param>
    /// <param name="start">Where in the text it begins.</param>
    /// <param name="length">How long it is.</param>
    /// <param name="isTelling">
    /// What the changed text should still be, so that not the first stage but a telling one breaks. Where no place will do, it is the middle.
    /// </param>
    public static (string Text, OneCharacter Change)? In(string text, string part, int start, int length, Func<string, bool> isTelling)
    {
        if (length == 0)
            return null;
        var changed = Places(length).Take(MostTries).Select(index => At(text, part, start, index)).ToList();
        return changed.FirstOrDefault(each => isTelling(each.Text), changed[0]);
    }

    /// <summary>
    /// From the middle on. Four characters of base64url hold three octets: the last of the four lies within one octet, so that a decoded text
    /// shows one other letter and not two; and it has no spare bits, which a change would make invalid (RFC 4648 §3.5).
    /// </summary>
    private static IEnumerable<int> Places(int length)
    {
        var middle = Math.Min(length / 2 / 4 * 4 + 3, length - 1);
        for (var index = middle; index < length; index += 4)
            yield return index;
    }

    private static (string Text, OneCharacter Change) At(string text, string part, int start, int index)
    {
        var before = text[start + index];
        var after = Next(before);
        return ($"{text[..(start + index)]}{after}{text[(start + index + 1)..]}", new OneCharacter(part, index, before, after));
    }

    /// <summary>The next in base64url's alphabet.</summary>
    private static char Next(char character) =>
        Base64UrlText.Alphabet[(Base64UrlText.Alphabet.IndexOf(character, StringComparison.Ordinal) + 1) % Base64UrlText.Alphabet.Length];
}
