using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Pages;

/// <summary>A whole file of the project's own source.</summary>
public sealed class SourceModel : PageModel
{
    /// <summary>The file's path from the repository's root.</summary>
    public string Path { get; private set; } = "";

    /// <summary>What stands in it.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Answers <c>GET /source/{path}</c>: an embedded file by its very name, and nothing from a disk.</summary>
    public IActionResult OnGet(string path)
    {
        if (SourceExcerpt.File(path) is not { } text)
            return NotFound();
        (Path, Text) = (path, text);
        return Page();
    }
}
