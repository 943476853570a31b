using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using SpOAuthRaw.Pages.Shared;

namespace SpOAuthRaw.Pages.Templates;

/// <summary>What the frame around a page depends on (see <c>_Layout.cshtml</c>).</summary>
public sealed record FrameModel(string Language, string Title, string Path, string WayBack, bool HidesSecrets, bool IsWide)
{
    /// <summary>Stands in the frame where the page belongs; no page has such bytes.</summary>
    public const string Page = "\u0001";
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
    private readonly ConcurrentDictionary<FrameModel, Frame> home = new();

    /// <summary>The frame around the page that answers a request.</summary>
    public Frame For(HttpContext context, string title, bool isWide = false)
    {
        var model = new FrameModel(
            CultureInfo.CurrentUICulture.TwoLetterISOLanguageName,
            title,
            context.Request.Path.Value ?? "",
            LanguageEndpoint.WayBack(context),
            SecretsEndpoint.HidesSecrets(context),
            isWide
        );
        return model is { Path: "/", WayBack: "/" } ? home.GetOrAdd(model, Render) : Render(model);
    }

    private Frame Render(FrameModel model)
    {
        var frame = templates.Render<Pages_Shared__Layout, FrameModel>(model);
        var page = Array.IndexOf(frame, (byte)FrameModel.Page[0]);
        return new Frame(frame[..page], frame[(page + 1)..]);
    }
}
