namespace SpOAuthRaw.Walkthrough;

/// <summary>Where a page explains a name: the anchor that the glossary links to. The name itself, as long as no other element has it.</summary>
public static class NameAnchors
{
    /// <summary>The provider's error stands on a page of a step that failed, under this very id.</summary>
    private const string Taken = "error";

    /// <summary>An anchor for each name of a page. A name that is explained twice, once a kind, keeps its own for the first.</summary>
    public static IReadOnlyDictionary<Entry, string> Of(IEnumerable<Entry> names)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { Taken };
        return names.Distinct().ToDictionary(name => name, name => taken.Add(name.Name) ? name.Name : $"{name.Term}-{name.Name}");
    }
}
