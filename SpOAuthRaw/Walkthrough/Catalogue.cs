using System.Collections.Frozen;

namespace SpOAuthRaw.Walkthrough;

/// <summary>What kind of name it is; the same name can mean different things in different places.</summary>
public enum Term
{
    /// <summary>A parameter of a URL or a form, or of an authentication challenge.</summary>
    Parameter,

    /// <summary>An HTTP header field.</summary>
    Header,

    /// <summary>A claim of a token, or a parameter of its header.</summary>
    Claim,

    /// <summary>A member of a JSON document.</summary>
    Member,
}

/// <summary>Who gets to see a value.</summary>
[Flags]
public enum Witness
{
    /// <summary>Nobody.</summary>
    None = 0,

    /// <summary>The browser, and whoever can look into it.</summary>
    Browser = 1,

    /// <summary>This app.</summary>
    App = 2,

    /// <summary>The identity provider.</summary>
    Provider = 4,

    /// <summary>SharePoint.</summary>
    SharePoint = 8,
}

/// <summary>One name and where it is specified. What it is for stands in the resource <c>Terms</c>.</summary>
/// <param name="Name">The name as it stands on the wire.</param>
/// <param name="Term">What kind of name.</param>
/// <param name="SeenBy">Who sees the value. An ID token's claims are given as in today's way; in the 2016 way the browser carries them too.</param>
/// <param name="Specification">Who says so, such as <c>RFC 6749 §4.1.1</c>.</param>
/// <param name="Source">The very section.</param>
/// <param name="Entra">What Entra ID or SharePoint say to it, where they add to the specification or depart from it.</param>
public sealed record Entry(string Name, Term Term, Witness SeenBy, string Specification, Uri Source, Uri? Entra = null)
{
    /// <summary>The key of its words; with <c>.without</c> behind it, of what goes wrong without it. Every entry has both.</summary>
    /// <remarks>Resource keys do not tell capitals from small letters, so <c>value</c> beside <c>Value</c> has a key of its own.</remarks>
    public string Key { get; init; } = $"{Term}.{Name}";

    /// <summary>Whether it is one of HTTP's many headers, and not one that OAuth is about (RFC 6750 §2.1, §3).</summary>
    public bool IsHttps =>
        Term == Term.Header
        && !Name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        && !Name.Equals("WWW-Authenticate", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Every parameter, header, claim and JSON member that can appear in a sign-in, in both dialects, and what else is standard in a request.</summary>
public static partial class Catalogue
{
    private const Witness AtHome = Witness.Browser | Witness.App;
    private const Witness FrontChannel = Witness.Browser | Witness.App | Witness.Provider;
    private const Witness BackChannel = Witness.App | Witness.Provider;
    private const Witness Token = Witness.App | Witness.Provider | Witness.SharePoint;
    private const Witness WithSharePoint = Witness.App | Witness.SharePoint;
    private const Witness Everybody = Witness.Browser | Witness.App | Witness.Provider | Witness.SharePoint;

    /// <summary>All of them, in teaching order within their kind.</summary>
    public static IReadOnlyList<Entry> All { get; } =
    [.. Parameters, .. OtherParameters, .. Headers, .. BrowserHeaders, .. Claims, .. Members];

    private static readonly FrozenDictionary<(Term, string), Entry> ByName = All.ToFrozenDictionary(entry =>
        (entry.Term, Comparable(entry.Term, entry.Name))
    );

    /// <summary>The entry for a name; <c>null</c> when the catalogue does not know it.</summary>
    public static Entry? Find(Term term, string name) => ByName.GetValueOrDefault((term, Comparable(term, name)));

    /// <summary>Header names alone don't tell capitals from small letters (RFC 9110 §5.1).</summary>
    private static string Comparable(Term term, string name) => term == Term.Header ? name.ToLowerInvariant() : name;
}
