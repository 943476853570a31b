using System.Text.Json;

namespace SpOAuthRaw.Protocol;

/// <summary>JSON objects from outside (RFC 8259), read so strictly that no two readers can see two different messages in one.</summary>
internal static class StrictJson
{
    // No comments, no trailing commas, each member once.
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The object; <c>null</c> when the bytes are anything else.</summary>
    public static JsonElement? Object(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Options);
            return document.RootElement.ValueKind == JsonValueKind.Object && IsReadable(document.RootElement)
                ? document.RootElement.Clone()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Reads every text once: .NET tells only then of bytes that are not UTF-8, and of half a surrogate pair (RFC 8259 §8.2).</summary>
    private static bool IsReadable(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsReadable(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().All(IsReadable),
            JsonValueKind.String => element.GetString() is not null,
            _ => true,
        };
}
