using System.Text.RegularExpressions;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A piece of a text.</summary>
/// <param name="Text">The piece as it was recorded.</param>
/// <param name="Name">What its value is called when it is to be left out; <c>null</c> when it may be seen.</param>
public readonly record struct MaskedPiece(string Text, string? Name);

/// <summary>
/// Leaves the secrets out of messages. They are known by their place (see <see cref="SecretPlaces"/>), and what was once found there is known
/// by its value everywhere else: in a provider's error text, in a header, in another spelling.
/// </summary>
public sealed partial class Mask
{
    /// <summary>Shorter values are covered in their places alone: elsewhere they are words like any other.</summary>
    private const int Shortest = 4;

    /// <summary>Shorter values are covered elsewhere only where they stand as a word.</summary>
    private const int NoWord = 8;

    /// <summary>Cookies are often words such as <c>prod</c>; those that are secret are long.</summary>
    private const int ShortestCookie = 16;

    private readonly Dictionary<string, Secret> secrets = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> ofKind = new(StringComparer.Ordinal);
    private readonly bool hides;
    private Secret[] searched = [];
    private Needles needles = new([]);

    private Mask(bool hides) => this.hides = hides;

    /// <summary>Leaves nothing out.</summary>
    public static Mask Nothing { get; } = new(hides: false);

    /// <summary>Whether secrets are left out.</summary>
    public bool Hides => hides;

    /// <summary>A mask for messages that belong together.</summary>
    /// <param name="messages">The messages.</param>
    /// <param name="known">Values that are secret wherever they came from.</param>
    public static Mask Over(IEnumerable<ExportedMessage> messages, IEnumerable<TravellingValue> known)
    {
        var mask = new Mask(hides: true);
        foreach (var place in messages.SelectMany(Places))
            mask.Add(place.Name, place.Value);
        foreach (var value in known.Where(value => value.IsSecret))
            mask.Add(value.Name, value.Value);
        mask.searched = [.. mask.secrets.Values.Where(secret => secret.Value.Length >= Shortest)];
        mask.needles = new Needles([.. mask.searched.Select(secret => secret.Value)]);
        return mask;
    }

    /// <summary>A message's address.</summary>
    public IReadOnlyList<MaskedPiece> Url(ExportedMessage message) => Cut(message.Url, SecretPlaces.InUrl(message.Url));

    /// <summary>A header's value.</summary>
    public IReadOnlyList<MaskedPiece> Header(KeyValuePair<string, string> header) =>
        Cut(header.Value, SecretPlaces.InHeader(header.Key, header.Value));

    /// <summary>A request's body; <c>null</c> when it is no text.</summary>
    public IReadOnlyList<MaskedPiece>? RequestBody(ExportedMessage message) =>
        ExportedMessage.TextOf(message.RequestBody) is { } text ? Cut(text, InRequest(message, text)) : null;

    /// <summary>An answer's body; <c>null</c> when it is no text.</summary>
    public IReadOnlyList<MaskedPiece>? ResponseBody(ExportedMessage message) =>
        ExportedMessage.TextOf(message.ResponseBody) is { } text ? Cut(text, InResponse(message, text)) : null;

    /// <summary>The pieces as one text, with a placeholder for each that is left out.</summary>
    public static string Text(IEnumerable<MaskedPiece> pieces) =>
        string.Concat(pieces.Select(piece => piece.Name is { } name ? $"***{name}***" : piece.Text));

    private static IEnumerable<SecretPlace> Places(ExportedMessage message) =>
        [
            .. SecretPlaces.InUrl(message.Url),
            .. message.RequestHeaders.Concat(message.ResponseHeaders).SelectMany(header => SecretPlaces.InHeader(header.Key, header.Value)),
            .. ExportedMessage.TextOf(message.RequestBody) is { } request ? InRequest(message, request) : [],
            .. ExportedMessage.TextOf(message.ResponseBody) is { } response ? InResponse(message, response) : [],
        ];

    private static IEnumerable<SecretPlace> InRequest(ExportedMessage message, string text) =>
        message.RequestHeader("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            ? SecretPlaces.InForm(text)
            : SecretPlaces.InText(text);

    private static IEnumerable<SecretPlace> InResponse(ExportedMessage message, string text) =>
        SecretPlaces.InText(text, isError: message.Status >= 400);

    /// <summary>Two values of one name are told apart: a script's variable can hold only one of them.</summary>
    private void Add(string name, string value)
    {
        if (value.Length == 0 || secrets.ContainsKey(value) || (name == "cookie" && value.Length < ShortestCookie))
            return;
        name = NotAWord().Replace(name, "_");
        ofKind[name] = ofKind.GetValueOrDefault(name) + 1;
        secrets.Add(value, new(value, name, ofKind[name]));
    }

    private List<MaskedPiece> Cut(string text, IEnumerable<SecretPlace> places)
    {
        if (!hides)
            return [new(text, null)];

        var pieces = new List<MaskedPiece>();
        var start = 0;
        foreach (var (from, length, name) in Merged([.. places.Concat(SecretPlaces.Tokens(text)).Select(Known), .. ByValue(text)]))
        {
            if (from > start)
                pieces.Add(new(text[start..from], null));
            pieces.Add(new(text.Substring(from, length), name));
            start = from + length;
        }

        if (start < text.Length || pieces.Count == 0)
            pieces.Add(new(text[start..], null));
        return pieces;
    }

    private (int Start, int Length, string Name) Known(SecretPlace place) =>
        (place.Start, place.Length, secrets.GetValueOrDefault(place.Value)?.Name ?? place.Name);

    private IEnumerable<(int Start, int Length, string Name)> ByValue(string text) =>
        needles
            .In(text, (start, end, value) => searched[value].Value.Length >= NoWord || IsWord(text, start, end - start))
            .Select(found => (found.Start, found.End - found.Start, searched[found.Value].Name));

    private static bool IsWord(string text, int position, int length) =>
        WordMayBegin().IsMatch(text.AsSpan(Math.Max(0, position - 6), Math.Min(6, position)))
        && (position + length >= text.Length || !char.IsLetterOrDigit(text[position + length]));

    /// <summary>Stretches that overlap become one, called after the longest.</summary>
    private static IEnumerable<(int Start, int Length, string Name)> Merged(IEnumerable<(int Start, int Length, string Name)> stretches)
    {
        (int Start, int Length, string Name)? open = null;
        var longest = 0;
        foreach (var next in stretches.Where(each => each.Length > 0).OrderBy(each => each.Start).ThenByDescending(each => each.Length))
        {
            if (open is { } last && next.Start < last.Start + last.Length)
            {
                var end = Math.Max(last.Start + last.Length, next.Start + next.Length);
                open = (last.Start, end - last.Start, next.Length > longest ? next.Name : last.Name);
                longest = Math.Max(longest, next.Length);
                continue;
            }

            if (open is { } whole)
                yield return whole;
            (open, longest) = (next, next.Length);
        }

        if (open is { } final)
            yield return final;
    }

    /// <summary>A value that is left out.</summary>
    private sealed record Secret(string Value, string Kind, int Number)
    {
        public string Name => Number == 1 ? Kind : $"{Kind}_{Number}";
    }

    [GeneratedRegex("[^A-Za-z0-9_]")]
    private static partial Regex NotAWord();

    /// <summary>The beginning, or behind what is no letter: an escape such as <c>%3D</c> ends in letters and is none.</summary>
    [GeneratedRegex(@"(?:^|[^A-Za-z0-9]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\[nrt])$")]
    private static partial Regex WordMayBegin();
}
