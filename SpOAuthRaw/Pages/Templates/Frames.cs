using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SpOAuthRaw.Pages.Shared;

namespace SpOAuthRaw.Pages.Templates;

/// <summary>What the frame around a page depends on (see <c>_Layout.cshtml</c>).</summary>
public sealed record FrameModel(string Title, PathString Path, string WayBack, bool HidesSecrets, bool IsWide)
{
    /// <summary>Where in the frame the page begins; the frame says so while it is written.</summary>
    public int BodyAt { get; set; }
}

/// <summary>The frame around a page: what comes before it and what comes after it.</summary>
public sealed record Frame(byte[] Top, byte[] Bottom)
{
    /// <summary>What comes before the page.</summary>
    public string TopText => Encoding.UTF8.GetString(Top);

    /// <summary>What comes after the page.</summary>
    public string BottomText => Encoding.UTF8.GetString(Bottom);
}

/// <summary>Makes the frames. Those of the home page are kept: there are two for each language and each state of the switch.</summary>
public sealed class Frames(TemplateFactory templates)
{
    private readonly ConcurrentDictionary<(string Title, string Language, bool HidesSecrets), Frame> home = new();

    /// <summary>The frame around the page that answers a request.</summary>
    public Frame For(HttpContext context, string title, bool isWide = false)
    {
        var wayBack = LanguageEndpoint.WayBack(context);
        var hides = SecretsEndpoint.HidesSecrets(context);
        return wayBack == "/" && context.Request.Path == "/" && !isWide
            ? home.GetOrAdd((title, CultureInfo.CurrentUICulture.Name, hides), _ => Render(new FrameModel(title, "/", "/", hides, isWide)))
            : Render(new FrameModel(title, context.Request.Path, wayBack, hides, isWide));
    }

    private Frame Render(FrameModel model) =>
        templates.Render<Pages_Shared__Layout, FrameModel, Frame>(
            model,
            page => new Frame(page[..model.BodyAt].ToArray(), page[model.BodyAt..].ToArray())
        );
}
