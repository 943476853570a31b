using System.Buffers;
using System.Text.Encodings.Web;

namespace SpOAuthRaw.Pages.Templates;

/// <summary>Renders templates.</summary>
public sealed class TemplateFactory(IServiceProvider services, HtmlEncoder encoder)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spare;

    /// <summary>The bytes of a template's page.</summary>
    public byte[] Render<TTemplate, TModel>(TModel model)
        where TTemplate : Template<TModel>, new()
    {
        var buffer = spare ?? new ArrayBufferWriter<byte>(16 * 1024);
        spare = null;
        buffer.ResetWrittenCount();
        new TTemplate().Render(services, encoder, model, buffer);
        var page = buffer.WrittenSpan.ToArray();
        spare = buffer;
        return page;
    }
}
