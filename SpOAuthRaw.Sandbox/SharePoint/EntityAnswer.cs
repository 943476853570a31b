using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace SpOAuthRaw.Sandbox.SharePoint;

/// <summary>One entity, to be written in whichever envelope was accepted. <c>$select</c> leaves only the members it names.</summary>
/// <param name="type">The entity's type, such as <c>SP.User</c>.</param>
/// <param name="metadata">The fragment of <c>odata.metadata</c>.</param>
/// <param name="url">The entity's address below <c>_api/</c>.</param>
/// <param name="members">The members in order; <see langword="null"/>: the entity itself is null.</param>
internal sealed class EntityAnswer(string site, string type, string metadata, string url, JsonObject? members)
    : SharePointAnswer(StatusCodes.Status200OK)
{
    private string Id => $"{site}/_api/{url}";

    protected override (string ContentType, byte[] Body) Body(HttpContext http)
    {
        var envelope = Envelopes.For(http.Request);
        var selected = members is null ? null : Select(members, http.Request.Query["$select"].ToString());
        return (
            envelope.ContentType(),
            envelope == Envelope.Atom ? AtomEntry.Write(Id, type, selected) : JsonAnswer.Bytes(Json(envelope, selected))
        );
    }

    private JsonObject Json(Envelope envelope, JsonObject? selected) =>
        (envelope, selected) switch
        {
            (Envelope.Verbose, null) => new JsonObject { ["d"] = new JsonObject { [url[(url.LastIndexOf('/') + 1)..]] = null } },
            (Envelope.Verbose, _) => new JsonObject { ["d"] = Verbose(selected) },
            (_, null) => new JsonObject { ["odata.null"] = true },
            (Envelope.NoMetadata, _) => selected,
            _ => Minimal(selected),
        };

    private static JsonObject Select(JsonObject all, string select)
    {
        var names = select.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return names.Length == 0 || names.Contains("*")
            ? all
            : new JsonObject(all.Where(member => names.Contains(member.Key, StringComparer.OrdinalIgnoreCase)).Select(Copy));
    }

    private JsonObject Minimal(JsonObject selected) =>
        new([
            KeyValuePair.Create("odata.metadata", (JsonNode?)$"{site}/_api/$metadata#{metadata}"),
            KeyValuePair.Create("odata.type", (JsonNode?)type),
            KeyValuePair.Create("odata.id", (JsonNode?)Id),
            KeyValuePair.Create("odata.editLink", (JsonNode?)url),
            .. selected.Select(Copy),
        ]);

    private JsonObject Verbose(JsonObject selected) =>
        new([
            KeyValuePair.Create(
                "__metadata",
                (JsonNode?)
                    new JsonObject
                    {
                        ["id"] = Id,
                        ["uri"] = Id,
                        ["type"] = type,
                    }
            ),
            .. selected.Select(member => KeyValuePair.Create(member.Key, VerboseValue(member.Value))),
        ]);

    // Lists become an object around "results"; complex values say their type.
    private static JsonNode? VerboseValue(JsonNode? value) =>
        value switch
        {
            JsonArray list => new JsonObject { ["results"] = new JsonArray([.. list.Select(VerboseValue)]) },
            JsonObject complex => new JsonObject([
                KeyValuePair.Create("__metadata", (JsonNode?)new JsonObject { ["type"] = ComplexType(complex) }),
                .. complex.Select(Copy),
            ]),
            _ => value?.DeepClone(),
        };

    private static string ComplexType(JsonObject complex) => complex.ContainsKey("Key") ? "SP.KeyValue" : "SP.UserIdInfo";

    private static KeyValuePair<string, JsonNode?> Copy(KeyValuePair<string, JsonNode?> member) =>
        KeyValuePair.Create(member.Key, member.Value?.DeepClone());
}
