namespace SpOAuthRaw.Walkthrough.Exports;

/// <summary>A form in which a run can be taken along.</summary>
/// <param name="Extension">The file's extension, without its dot; its words are filed under it.</param>
/// <param name="MediaType">What it is served as.</param>
/// <param name="Write">Makes the file.</param>
public sealed record ExportFormat(string Extension, string MediaType, Func<IReadOnlyList<ExportedMessage>, Mask, string> Write)
{
    /// <summary>The forms there are.</summary>
    public static IReadOnlyList<ExportFormat> All { get; } =
    [
        new("har", "application/json", HarExport.Write), // none is registered for it; its syntax is JSON's
        new("http", "text/plain; charset=utf-8", HttpFileExport.Write),
        new("sh", "application/x-sh", ShellExport.Write),
        new("md", "text/markdown; charset=utf-8", MarkdownExport.Write), // RFC 7763
    ];
}
