using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>The form in which a message can be changed before it is sent: its names, and how it becomes a list of parameters again.</summary>
public static class SendForm
{
    /// <summary>Before a parameter's name.</summary>
    public const string Prefix = "p.";

    /// <summary>The field whose values name parameters to leave out, each as <see cref="Row"/> writes it.</summary>
    public const string Drop = "drop";

    /// <summary>The field whose values name parameters to send twice.</summary>
    public const string Twice = "twice";

    /// <summary>The field whose values name parameters that are covered on the page: one that comes back empty is as it was.</summary>
    public const string Kept = "kept";

    /// <summary>The fields for a parameter that is not there yet.</summary>
    public const string AddName = "add.name";

    /// <summary>Its value.</summary>
    public const string AddValue = "add.value";

    private const int Longest = 16 * 1024; // characters in all; servers and browsers take no longer addresses

    /// <summary>The field that says which messages the page knows of: when the last of them was sent, so that a second click is told from a second try.</summary>
    public const string LastSeen = "seen";

    /// <summary>The field with a hash of the message as the page showed it: what nobody has written may be newer by the time it is sent.</summary>
    public const string Shown = "shown";

    /// <summary>The field that says that the page showed changes which are kept with the run: without them its form would send another message.</summary>
    public const string Drafted = "drafted";

    /// <summary>The button that throws the changes away.</summary>
    public const string Discard = "discard";

    /// <summary>One row of the form.</summary>
    public static string Row(string name, int occurrence) => $"{occurrence}.{name}";

    /// <summary>The value of <see cref="Shown"/>.</summary>
    public static string HashOf(IReadOnlyList<Parameter> fields) =>
        Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(fields.ToFormUrlEncoded())));

    /// <summary>The value of <see cref="LastSeen"/>.</summary>
    public static string Seen(DateTimeOffset? lastSent) =>
        (lastSent ?? DateTimeOffset.MinValue).UtcTicks.ToString(CultureInfo.InvariantCulture);

    /// <summary>When the last message was sent that the page knew of; <c>null</c> when the form does not say.</summary>
    public static DateTimeOffset? Seen(IFormCollection form) =>
        long.TryParse(form[LastSeen], NumberStyles.None, CultureInfo.InvariantCulture, out var ticks)
        && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : null;

    /// <summary>The parameters of a posted form, in the order in which they stood on the page. Names differ by case too.</summary>
    /// <param name="form">The form's fields, in order.</param>
    /// <param name="before">What the page showed, for the values that it covered.</param>
    public static Checked<IReadOnlyList<Parameter>> Read(IReadOnlyList<Parameter> form, IReadOnlyList<Parameter> before)
    {
        var (dropped, doubled, kept) = (Of(Drop), Of(Twice), Of(Kept));
        var occurrences = new Dictionary<string, int>(StringComparer.Ordinal);
        var parameters = new List<Parameter>();
        foreach (var (field, typed) in form.Where(each => each.Name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var name = field[Prefix.Length..];
            var occurrence = occurrences[name] = occurrences.GetValueOrDefault(name, -1) + 1;
            var row = Row(name, occurrence);
            if (dropped.Contains(row))
                continue;
            var value = typed.Length == 0 && kept.Contains(row) ? Covered(name, occurrence) : typed;
            parameters.Add(new Parameter(name, value));
            if (doubled.Contains(row))
                parameters.Add(new Parameter(name, value));
        }

        string[] added = [.. form.Where(each => each.Name == AddValue).Select(each => each.Value)];
        foreach (var (index, name) in form.Where(each => each.Name == AddName).Select(each => each.Value).Index())
            if (name.Length > 0)
                parameters.Add(new Parameter(name, added.ElementAtOrDefault(index) ?? ""));

        var length = parameters.Sum(each => each.Name.Length + each.Value.Length);
        return length <= Longest
            ? parameters
            : new FailedCheck("parameters", "README.md", Expected: $"≤ {Longest}", Received: $"{length}", Reason: "too long");

        HashSet<string> Of(string name) => [.. form.Where(each => each.Name == name).Select(each => each.Value)];

        string Covered(string name, int occurrence) =>
            before.Where(each => each.Name == name).Select(each => each.Value).ElementAtOrDefault(occurrence) ?? "";
    }
}
