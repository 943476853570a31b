using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Words;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Explains an error that Entra ID showed on its own page and never sent here, such as AADSTS50011: paste the message, read what to do.
/// </summary>
public sealed class ErrorsModel(Explainer explainer, PublicOrigin origin) : PageModel
{
    private const int LongestText = 4000;

    /// <summary>What was pasted.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Text { get; set; }

    /// <summary>What the text says, as far as it is an error of Entra ID; <c>null</c> when nothing was pasted.</summary>
    public ErrorResponse? Error { get; private set; }

    /// <summary>The words for the first code that is known.</summary>
    public Explanation? Explanation { get; private set; }

    /// <summary>Every code there are words for, smallest first.</summary>
    public IReadOnlyList<(string Code, Explanation Words)> Known => explainer.KnownCodes;

    /// <summary>What must stand in the app registration.</summary>
    public Uri RedirectUri => origin.RedirectUri(Request);

    /// <summary>Answers <c>GET /errors</c>.</summary>
    public void OnGet()
    {
        if (string.IsNullOrWhiteSpace(Text))
            return;
        Text = Shortened.To(Text.Trim(), LongestText);

        // A bare number is what people type; Entra ID writes AADSTS before it.
        var text = int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"AADSTS{Text}" : Text;
        Error = ErrorResponse.FromText(text);
        Explanation = Error.Codes.Count > 0 ? explainer.Explain(Error) : null;
    }
}
