using System.Text.Json;
using System.Text.Unicode;

namespace SpOAuthRaw.Protocol;

/// <summary>JSON objects from outside (RFC 8259), read so strictly that no two readers can see two different messages in one.</summary>
internal static class StrictJson
{
    // No comments, no trailing commas, each member once.
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    /// <summary>The object; <c>null</c> when the bytes are anything else.</summary>
    public static JsonElement? Object(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var element = JsonElement.Parse(utf8, Options);
            return element.ValueKind == JsonValueKind.Object && IsText(utf8, element) ? element : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>All UTF-8, and no half of a surrogate pair (RFC 8259 §8.1, §8.2). Only what is escaped can hide one.</summary>
    private static bool IsText(ReadOnlySpan<byte> utf8, JsonElement element) =>
        Utf8.IsValid(utf8) && (utf8.IndexOf("\\u"u8) < 0 || IsReadable(element));

    /// <summary>Reads every text once: .NET tells only then of what is wrong with one.</summary>
    private static bool IsReadable(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().All(member => member.Name is not null && IsReadable(member.Value)),
            JsonValueKind.Array => element.EnumerateArray().All(IsReadable),
            JsonValueKind.String => element.GetString() is not null,
            _ => true,
        };
}
