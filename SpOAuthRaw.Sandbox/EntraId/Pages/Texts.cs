using System.Globalization;
using System.Resources;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace SpOAuthRaw.Sandbox.EntraId.Pages;

/// <summary>The pages' words in the browser's language: French where it is preferred to English, else English.</summary>
internal sealed class Texts
{
    private static readonly ResourceManager Resources = new("SpOAuthRaw.Sandbox.EntraId.Pages.Texts", typeof(Texts).Assembly);
    private static readonly Texts English = new("en");
    private static readonly Texts French = new("fr");

    private readonly CultureInfo _culture;

    private Texts(string language)
    {
        Language = language;
        _culture = CultureInfo.GetCultureInfo(language);
    }

    public string Language { get; }

    public string this[string key] => Resources.GetString(key, _culture) ?? key;

    public string Format(string key, params object[] values) => string.Format(_culture, this[key], values);

    /// <summary>By <c>Accept-Language</c> (RFC 9110 §12.5.4): the first of the two languages in the browser's order.</summary>
    public static Texts For(HttpContext http)
    {
        if (!StringWithQualityHeaderValue.TryParseList(http.Request.Headers.AcceptLanguage, out var languages))
            return English;
        var first = languages
            .OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString())
            .FirstOrDefault(language => Is(language, "en") || Is(language, "fr"));
        return first is not null && Is(first, "fr") ? French : English;
    }

    private static bool Is(string language, string wanted) =>
        language.Equals(wanted, StringComparison.OrdinalIgnoreCase)
        || language.StartsWith(wanted + "-", StringComparison.OrdinalIgnoreCase);
}
