using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A stretch of a text.</summary>
/// <param name="Start">Its first character.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Name">What the value there is called.</param>
/// <param name="Value">The value, decoded.</param>
public readonly record struct SecretPlace(int Start, int Length, string Name, string Value);

/// <summary>
/// Finds secrets by where they stand: behind a name that only secrets have, in a header made for them, or in the shape of a token. It needs
/// no message to be well formed: an answer that breaks off in the middle of a token has one all the same.
/// </summary>
public static partial class SecretPlaces
{
    private const string Names =
        "client_secret|client_assertion|code_verifier|device_code|code|refresh_token|access_token|id_token_hint|id_token|assertion|password|subject_token|actor_token";

    /// <summary>Three parts, or an encrypted one's five (RFC 7515 §7.1, RFC 7516 §7.1). Without backtracking: others choose how long a text is.</summary>
    private static readonly Regex Jwt = new(@"eyJ[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){2,4}", RegexOptions.NonBacktracking);

    private static readonly HashSet<string> Secret = new(Names.Split('|'), StringComparer.OrdinalIgnoreCase);

    /// <summary>In an address: its query and its fragment.</summary>
    public static IEnumerable<SecretPlace> InUrl(string url)
    {
        var start = url.AsSpan().IndexOfAny('?', '#');
        return start < 0 ? [] : InForm(url, start + 1);
    }

    /// <summary>In <c>name=value&amp;name=value</c>, however odd.</summary>
    public static IEnumerable<SecretPlace> InForm(string form, int start = 0)
    {
        while (start < form.Length)
        {
            var end = form.AsSpan(start).IndexOfAny('&', '#', '?') is var length and >= 0 ? start + length : form.Length;
            var equals = form.IndexOf('=', start, end - start);
            if (equals >= 0 && WebUtility.UrlDecode(form[start..equals]) is var name && Secret.Contains(name))
            {
                // A question mark may stand in a value; it ends a name alone.
                end = form.AsSpan(equals).IndexOfAny('&', '#') is var rest and >= 0 ? equals + rest : form.Length;
                yield return new(equals + 1, end - equals - 1, name.ToLowerInvariant(), WebUtility.UrlDecode(form[(equals + 1)..end]));
            }

            start = end + 1;
        }
    }

    /// <summary>In a header.</summary>
    public static IEnumerable<SecretPlace> InHeader(string name, string value)
    {
        if (name.EndsWith("Authorization", StringComparison.OrdinalIgnoreCase))
        {
            var start = value.IndexOf(' ', StringComparison.Ordinal) + 1;
            var isBearer = value.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
            return [new(start, value.Length - start, isBearer ? "access_token" : "authorization", value[start..])];
        }

        if (name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            return CookieValue().Matches(value).Select(Cookie).Where(cookie => cookie.Value != Exchange.KeptBack);
        if (name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            return CookieValue().Matches(value).Take(1).Select(Cookie).Where(cookie => cookie.Value != Exchange.KeptBack);
        return InText(value);

        static SecretPlace Cookie(Match match) =>
            new(match.Groups["value"].Index, match.Groups["value"].Length, "cookie", match.Groups["value"].Value);
    }

    /// <summary>In a text of any kind.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isError">Whether it is the body of an error answer, where JSON's <c>code</c> is the error's own.</param>
    public static IEnumerable<SecretPlace> InText(string text, bool isError = false) =>
        [
            .. JsonMember()
                .Matches(text)
                .Where(match => !isError || match.Groups["name"].Value != "code")
                .Select(match => PlaceOf(match, OutOfJson)),
            .. JsonWithinJson().Matches(text).Select(match => PlaceOf(match, value => value)),
            .. Assignment().Matches(text).Select(match => PlaceOf(match, value => WebUtility.UrlDecode(value))),
        ];

    /// <summary>Whatever has the shape of a token, under any name.</summary>
    public static IEnumerable<SecretPlace> Tokens(string text) =>
        Jwt.Matches(text).Select(match => new SecretPlace(match.Index, match.Length, "token", match.Value));

    /// <summary>In a text that nobody can make sense of: besides all that, each row of characters that is as long as a token is.</summary>
    public static IEnumerable<SecretPlace> InUnread(string text) =>
        text.Length == 0
            ? []
            :
            [
                .. text.Split('\n').Select(line => line.Split(':', 2)).Where(line => line.Length == 2).SelectMany(InLine),
                .. InText(text),
                .. LongRow().Matches(text).Select(match => new SecretPlace(match.Index, match.Length, "token", match.Value)),
            ];

    private static IEnumerable<SecretPlace> InLine(string[] line) => InHeader(line[0].Trim(), line[1].Trim());

    private static SecretPlace PlaceOf(Match match, Func<string, string> decode)
    {
        var value = match.Groups["value"];
        return new(value.Index, value.Length, match.Groups["name"].Value.ToLowerInvariant(), decode(value.Value));
    }

    private static string OutOfJson(string value)
    {
        try
        {
            return JsonSerializer.Deserialize($"\"{value}\"", HarJson.Default.String) ?? value;
        }
        catch (JsonException)
        {
            return value; // broken off in the middle
        }
    }

    /// <summary>A member of JSON, which may break off before its closing quote.</summary>
    [GeneratedRegex(
        $"""
            "(?<name>{Names})"\s*:\s*"(?<value>(?>(?:[^"\\]|\\.)*))
            """,
        RegexOptions.IgnoreCase | RegexOptions.Singleline
    )]
    private static partial Regex JsonMember();

    /// <summary>The same in a JSON text that is a string of another.</summary>
    [GeneratedRegex(
        $"""
            \\"(?<name>{Names})\\"\s*:\s*\\"(?<value>[^"\\]*)
            """,
        RegexOptions.IgnoreCase
    )]
    private static partial Regex JsonWithinJson();

    /// <summary><c>name=value</c> somewhere in a sentence or a header.</summary>
    [GeneratedRegex($"""(?<=^|[?&#;,\s"'(])(?<name>{Names})=(?<value>[^&#;,\s"'<>\\)]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Assignment();

    /// <summary>What tokens, codes and secrets are made of (RFC 6750 §2.1, RFC 3986 §2.1), and whatever stands between two pieces of one.</summary>
    [GeneratedRegex(@"[A-Za-z0-9._~+/=%-](?>[A-Za-z0-9._~+/=%\0-]{19,})")]
    private static partial Regex LongRow();

    [GeneratedRegex(@"(?:^|;)[^=;]*=(?<value>[^;]*)")]
    private static partial Regex CookieValue();
}
