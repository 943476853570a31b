using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;

namespace SpOAuthRaw.Pages.Templates;

/// <summary>
/// What a <c>.cshtml</c> becomes that says <c>@inherits Template&lt;TModel&gt;</c>: the same markup, written straight into bytes, without MVC. For the
/// page of every request and the frame around all pages (see <c>docs/decisions/0015</c>). It knows text, attributes and words; no tag helpers.
/// </summary>
public abstract class Template<TModel>
{
    private IServiceProvider services = null!;
    private ArrayBufferWriter<byte> output = null!;
    private string? attributeStart;
    private string attributeEnd = "";

    /// <summary>What the markup shows.</summary>
    public TModel Model { get; private set; } = default!;

    /// <summary>Escapes text; the one that all pages use.</summary>
    public HtmlEncoder HtmlEncoder { get; private set; } = null!;

    /// <summary>Writes the page into a buffer.</summary>
    internal void Render(IServiceProvider provider, HtmlEncoder encoder, TModel model, ArrayBufferWriter<byte> buffer)
    {
        (services, HtmlEncoder, Model, output) = (provider, encoder, model, buffer);
        ExecuteAsync().GetAwaiter().GetResult(); // nothing in a template waits
    }

    /// <summary>The markup; the compiler writes it.</summary>
    public abstract Task ExecuteAsync();

    /// <summary>What the app has one of: its words, its facts. MVC's <c>@inject</c> would bring all of MVC along.</summary>
    protected T The<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>Writes another template's markup here.</summary>
    protected void Part<TTemplate, TPart>(TPart model)
        where TTemplate : Template<TPart>, new() => new TTemplate().Render(services, HtmlEncoder, model, output);

    /// <summary>Writes markup.</summary>
    public void WriteLiteral(string? markup) => Encoding.UTF8.GetBytes(markup, output);

    /// <summary>Writes text, escaped.</summary>
    public void Write(string? text)
    {
        if (!string.IsNullOrEmpty(text))
            Encoding.UTF8.GetBytes(HtmlEncoder.Encode(text), output); // gives back the same string where there is nothing to escape
    }

    /// <summary>Writes a value: markup as it is, anything else as escaped text.</summary>
    public void Write(object? value)
    {
        if (value is IHtmlContent markup)
            WriteLiteral(TextOf(markup));
        else
            Write(value?.ToString());
    }

    /// <summary>Begins an attribute whose value the compiler doesn't know. One whose only value is <c>null</c> or <c>false</c> is left out.</summary>
    public void BeginWriteAttribute(string name, string prefix, int prefixOffset, string suffix, int suffixOffset, int attributeValuesCount)
    {
        (attributeStart, attributeEnd) = (prefix, suffix);
        if (attributeValuesCount > 1)
            StartAttribute();
    }

    /// <summary>Writes a part of an attribute's value.</summary>
    public void WriteAttributeValue(string prefix, int prefixOffset, object? value, int valueOffset, int valueLength, bool isLiteral)
    {
        if (value is null or false)
            return;
        StartAttribute();
        WriteLiteral(prefix);
        if (isLiteral)
            WriteLiteral(value.ToString());
        else
            Write(value);
    }

    /// <summary>Ends an attribute.</summary>
    public void EndWriteAttribute()
    {
        if (attributeStart is null)
            WriteLiteral(attributeEnd);
    }

    private void StartAttribute()
    {
        WriteLiteral(attributeStart);
        attributeStart = null;
    }

    private string TextOf(IHtmlContent markup)
    {
        using var writer = new StringWriter(System.Globalization.CultureInfo.InvariantCulture);
        markup.WriteTo(writer, HtmlEncoder);
        return writer.ToString();
    }
}
