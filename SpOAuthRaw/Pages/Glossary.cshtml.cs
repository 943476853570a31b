using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Words;

namespace SpOAuthRaw.Pages;

/// <summary>OAuth's words in alphabetical order, each with an anchor that other pages can link to.</summary>
public sealed class GlossaryModel(IStringLocalizer<Glossary> words) : PageModel
{
    /// <summary>The terms as the reader's language sorts them.</summary>
    public IReadOnlyList<GlossaryTerm> Terms =>
        [.. GlossaryTerms.All.OrderBy(term => words[$"Term.{term.Anchor}"].Value, StringComparer.CurrentCultureIgnoreCase)];
}
