using System.Text.Json.Serialization;

namespace SpOAuthRaw.Walkthrough.Exports;

// HTTP Archive 1.2 (http://www.softwareishard.com/blog/har-12-spec/), as far as a run has something to put there. Members that begin with an
// underscore are this app's own; readers pass over them.

/// <summary>The file.</summary>
public sealed record HarFile(HarLog Log);

/// <summary>The root of the archive.</summary>
public sealed record HarLog(HarCreator Creator, HarPage[] Pages, HarEntry[] Entries, string Comment)
{
    /// <summary>The format's version.</summary>
    public string Version => "1.2";
}

/// <summary>Who wrote the archive.</summary>
public sealed record HarCreator(string Name, string Version);

/// <summary>The sign-in, as the page that all entries belong to.</summary>
public sealed record HarPage(DateTimeOffset StartedDateTime, string Id, string Title)
{
    /// <summary>Nothing was measured in a browser.</summary>
    public HarPageTimings PageTimings => new(-1, -1);
}

/// <summary>-1: does not apply.</summary>
public sealed record HarPageTimings(double OnContentLoad, double OnLoad);

/// <summary>A request and its answer.</summary>
public sealed record HarEntry
{
    /// <summary>The page.</summary>
    public required string Pageref { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset StartedDateTime { get; init; }

    /// <summary>How long it took, in milliseconds.</summary>
    public required double Time { get; init; }

    /// <summary>The request.</summary>
    public required HarRequest Request { get; init; }

    /// <summary>The answer.</summary>
    public required HarResponse Response { get; init; }

    /// <summary>Nothing came out of a cache.</summary>
    public HarCache Cache => new();

    /// <summary>All of the time was waiting, as far as anybody knows.</summary>
    public required HarTimings Timings { get; init; }

    /// <summary>What was not recorded.</summary>
    public string? Comment { get; init; }

    /// <summary>The step of the lesson.</summary>
    [JsonPropertyName("_step")]
    public required int Step { get; init; }

    /// <summary>What it is for.</summary>
    [JsonPropertyName("_name")]
    public required string Name { get; init; }

    /// <summary><c>front</c> or <c>back</c>.</summary>
    [JsonPropertyName("_channel")]
    public required string Channel { get; init; }

    /// <summary>1, or more where a busy server was asked again.</summary>
    [JsonPropertyName("_attempt")]
    public required int Attempt { get; init; }
}

/// <summary>A request.</summary>
public sealed record HarRequest(
    string Method,
    string Url,
    string HttpVersion,
    HarCookie[] Cookies,
    HarPair[] Headers,
    HarPair[] QueryString,
    HarPostData? PostData,
    int HeadersSize,
    int BodySize
);

/// <summary>An answer; status 0 where none was recorded.</summary>
public sealed record HarResponse(
    int Status,
    string StatusText,
    string HttpVersion,
    HarCookie[] Cookies,
    HarPair[] Headers,
    HarContent Content,
    [property: JsonPropertyName("redirectURL")] string RedirectUrl,
    int HeadersSize,
    int BodySize
);

/// <summary>A header, or a parameter of a query.</summary>
public sealed record HarPair(string Name, string Value);

/// <summary>A cookie.</summary>
public sealed record HarCookie(string Name, string Value);

/// <summary>A request's body.</summary>
public sealed record HarPostData(string MimeType, string Text);

/// <summary>An answer's body; text in <c>base64</c> where that is its encoding.</summary>
public sealed record HarContent(int Size, string MimeType, string? Text, string? Encoding, string? Comment);

/// <summary>Nothing.</summary>
public sealed record HarCache;

/// <summary>In milliseconds.</summary>
public sealed record HarTimings(double Send, double Wait, double Receive);

/// <summary>Writes the archive.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    WriteIndented = true
)]
[JsonSerializable(typeof(HarFile))]
[JsonSerializable(typeof(string))]
public sealed partial class HarJson : JsonSerializerContext;
