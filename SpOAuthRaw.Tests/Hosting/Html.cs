using System.Net;
using System.Text.RegularExpressions;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Finds elements in a page. Enough HTML for pages whose every attribute is quoted; browsers judge the rest.</summary>
public sealed partial class Html(string source)
{
    private static readonly string[] Void = ["input", "meta", "link", "br", "hr", "img"];

    /// <summary>The page as it came.</summary>
    public string Source => source;

    /// <summary>All elements, in order.</summary>
    public IEnumerable<Element> Elements => StartTag().Matches(source).Select(ElementAt);

    /// <summary>The element with an id; <c>null</c> when there is none.</summary>
    public Element? ById(string id) => Elements.SingleOrDefault(element => element["id"] == id);

    /// <summary>The text of the element with an id.</summary>
    public string TextOf(string id) => ById(id)?.Text ?? throw new InvalidOperationException($"No #{id} on this page:\n{source}");

    /// <summary>The one form for which something holds.</summary>
    public Form Form(Func<Element, bool> which) => new(Elements.Single(element => element.Name == "form" && which(element)));

    /// <summary>The only form of a page.</summary>
    public Form Form() => Form(_ => true);

    private Element ElementAt(Match tag)
    {
        var name = tag.Groups["name"].Value;
        var attributes = Attribute()
            .Matches(tag.Groups["attributes"].Value)
            .ToDictionary(match => match.Groups["name"].Value, match => WebUtility.HtmlDecode(match.Groups["value"].Value));
        return new Element(name, attributes, Void.Contains(name) ? "" : Inner(name, tag.Index + tag.Length));
    }

    private string Inner(string name, int start)
    {
        var depth = 1;
        foreach (var tag in new Regex($"<(/?){name}\\b").Matches(source, start).Cast<Match>())
            if ((depth += tag.Groups[1].Length > 0 ? -1 : 1) == 0)
                return source[start..tag.Index];
        return source[start..];
    }

    [GeneratedRegex("""<(?<name>[a-z][a-z0-9]*)(?<attributes>(\s+[a-z][\w-]*(="[^"]*")?)*)\s*/?>""")]
    private static partial Regex StartTag();

    [GeneratedRegex("""(?<name>[a-z][\w-]*)(="(?<value>[^"]*)")?""")]
    private static partial Regex Attribute();
}

/// <summary>An element of a page.</summary>
public sealed partial record Element(string Name, IReadOnlyDictionary<string, string> Attributes, string Inner)
{
    /// <summary>An attribute's value; <c>null</c> when it is not there.</summary>
    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);

    /// <summary>What a reader sees of it.</summary>
    public string Text => WebUtility.HtmlDecode(Tag().Replace(Inner, "")).Trim();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();
}

/// <summary>A form as it would be sent, but for its buttons.</summary>
public sealed class Form(Element element)
{
    /// <summary>Where it goes.</summary>
    public string Action => element["action"] ?? "";

    /// <summary>Its hidden fields, in order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; } =
    [
        .. new Html(element.Inner)
            .Elements.Where(input => input.Name == "input")
            .Select(input => KeyValuePair.Create(input["name"] ?? "", input["value"] ?? "")),
    ];

    /// <summary>The value of a field.</summary>
    public string this[string name] => Fields.Single(field => field.Key == name).Value;
}
