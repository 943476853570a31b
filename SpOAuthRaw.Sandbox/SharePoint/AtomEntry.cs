using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>An entity as an Atom entry (RFC 4287 §4.1.2) with OData 3's properties in it: what a caller gets who asks for nothing else.</summary>
internal static class AtomEntry
{
    public static readonly XNamespace Metadata = "http://schemas.microsoft.com/ado/2007/08/dataservices/metadata";
    private static readonly XNamespace Data = "http://schemas.microsoft.com/ado/2007/08/dataservices";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    public static byte[] Write(string id, string type, JsonObject? members) =>
        Bytes(members is null ? Null(type) : Entry(id, type, members));

    public static byte[] Bytes(XElement root)
    {
        using var stream = new MemoryStream();
        using (var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), CheckCharacters = false }))
            root.Save(writer);
        return stream.ToArray();
    }

    private static XElement Null(string type) =>
        new(Data + type[(type.LastIndexOf('.') + 1)..], Prefixes(), new XAttribute(Metadata + "null", "true"));

    private static XElement Entry(string id, string type, JsonObject members) =>
        new(
            Atom + "entry",
            Prefixes(),
            new XElement(Atom + "id", id),
            new XElement(
                Atom + "category",
                new XAttribute("term", type),
                new XAttribute("scheme", "http://schemas.microsoft.com/ado/2007/08/dataservices/scheme")
            ),
            new XElement(Atom + "link", new XAttribute("rel", "edit"), new XAttribute("href", id)),
            new XElement(Atom + "title"),
            new XElement(
                Atom + "content",
                new XAttribute("type", "application/xml"),
                new XElement(Metadata + "properties", members.Select(member => Property(member.Key, member.Value)))
            )
        );

    private static XElement Property(string name, JsonNode? value) =>
        value switch
        {
            null => new XElement(Data + name, new XAttribute(Metadata + "null", "true")),
            JsonArray list => new XElement(Data + name, list.Select(item => Property("element", item))),
            JsonObject complex => new XElement(Data + name, complex.Select(member => Property(member.Key, member.Value))),
            _ => Simple(name, value),
        };

    private static XElement Simple(string name, JsonNode value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.Number => new XElement(Data + name, new XAttribute(Metadata + "type", "Edm.Int32"), value.ToString()),
            JsonValueKind.True or JsonValueKind.False => new XElement(
                Data + name,
                new XAttribute(Metadata + "type", "Edm.Boolean"),
                value.ToJsonString()
            ),
            _ => new XElement(Data + name, value.ToString()),
        };

    private static object[] Prefixes() =>
        [new XAttribute(XNamespace.Xmlns + "d", Data.NamespaceName), new XAttribute(XNamespace.Xmlns + "m", Metadata.NamespaceName)];
}
