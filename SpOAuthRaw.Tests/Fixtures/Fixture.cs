using System.Text.Json;

namespace SpOAuthRaw.Tests;

/// <summary>The recorded answers beside this file.</summary>
public static class Fixture
{
    public static string Text(string path) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Fixtures", path));

    public static JsonElement Json(string path) => JsonDocument.Parse(Text(path)).RootElement;

    /// <summary>An answer that is a body alone.</summary>
    public static HttpAnswer Answer(string path, int status = 200) => Given.Answer(status, Text(path));

    /// <summary>An answer that was recorded whole: <c>{ status, headers, body | body_text }</c>.</summary>
    public static HttpAnswer Recorded(string path) => Recorded(Json(path));

    public static HttpAnswer Recorded(JsonElement recorded)
    {
        var status = recorded.GetProperty("status").GetInt32();
        var body =
            recorded.TryGetProperty("body", out var json) ? json.GetRawText()
            : recorded.TryGetProperty("body_text", out var text) ? text.GetString()!
            : "";
        return Given.Answer(status, body, [.. HeadersOf(recorded)]);
    }

    private static IEnumerable<(string Name, string Value)> HeadersOf(JsonElement recorded)
    {
        if (!recorded.TryGetProperty("headers", out var headers))
            return [];
        return headers.ValueKind == JsonValueKind.Array
            ? headers.EnumerateArray().Select(pair => (pair[0].GetString()!, pair[1].GetString()!))
            : headers.EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!));
    }
}
