using System.Buffers;
using System.Text.Encodings.Web;

namespace SpOAuthRaw.Pages.Templates;

/// <summary>Renders templates.</summary>
public sealed class TemplateFactory(IServiceProvider services, HtmlEncoder encoder)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spare;

    /// <summary>The bytes of a template's page, to be kept.</summary>
    public byte[] Render<TTemplate, TModel>(TModel model)
        where TTemplate : Template<TModel>, new()
    {
        byte[] page = [];
        Render<TTemplate, TModel>(model, bytes => page = bytes.ToArray());
        return page;
    }

    /// <summary>Hands over the bytes of a template's page, which are good for as long as it takes to write them: the next page has the same buffer.</summary>
    public void Render<TTemplate, TModel>(TModel model, Action<ReadOnlySpan<byte>> write)
        where TTemplate : Template<TModel>, new()
    {
        var buffer = spare ?? new ArrayBufferWriter<byte>(16 * 1024);
        spare = null;
        buffer.ResetWrittenCount();
        new TTemplate().Render(services, encoder, model, buffer);
        write(buffer.WrittenSpan);
        spare = buffer;
    }
}
