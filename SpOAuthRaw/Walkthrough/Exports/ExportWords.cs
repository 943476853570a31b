using System.Globalization;
using System.Resources;
using SpOAuthRaw.Words;

namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>The words in the files that are taken along, in the language of whoever takes them. Numbers and dates have one form, as on the wire.</summary>
internal static class ExportWords
{
    private static readonly ResourceManager Words = new(typeof(TakeAway));

    /// <summary>A sentence.</summary>
    /// <param name="name">Its name in <see cref="TakeAway"/>, without the <c>File.</c> before it.</param>
    /// <param name="values">What it speaks of.</param>
    public static string Of(string name, params object?[] values) =>
        string.Format(CultureInfo.InvariantCulture, Words.GetString($"File.{name}", CultureInfo.CurrentUICulture)!, values);
}
