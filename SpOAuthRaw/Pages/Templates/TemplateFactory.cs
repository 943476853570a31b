using System.Buffers;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Mvc.Razor.Internal;

namespace SpOAuthRaw.Pages.Templates;

/// <summary>Makes templates and gives them what they <c>@inject</c>. That is the app's own words and facts, of which there is one each.</summary>
public sealed class TemplateFactory(IServiceProvider services, HtmlEncoder encoder)
{
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? spare;

    private readonly ConcurrentDictionary<Type, (PropertyInfo Property, object Value)[]> injected = new();

    /// <summary>The bytes of a template's page.</summary>
    public byte[] Render<TTemplate, TModel>(TModel model)
        where TTemplate : Template<TModel>, new() => Render<TTemplate, TModel, byte[]>(model, bytes => bytes.ToArray());

    /// <summary>Makes a page and hands its bytes on; they are gone afterwards.</summary>
    public TResult Render<TTemplate, TModel, TResult>(TModel model, Func<ReadOnlySpan<byte>, TResult> use)
        where TTemplate : Template<TModel>, new()
    {
        var buffer = spare ?? new ArrayBufferWriter<byte>(16 * 1024);
        spare = null;
        buffer.ResetWrittenCount();
        Create<TTemplate, TModel>().Render(this, encoder, model, buffer);
        var result = use(buffer.WrittenSpan);
        spare = buffer;
        return result;
    }

    /// <summary>A template that is ready to be rendered.</summary>
    internal TTemplate Create<TTemplate, TModel>()
        where TTemplate : Template<TModel>, new()
    {
        var template = new TTemplate();
        foreach (var (property, value) in injected.GetOrAdd(typeof(TTemplate), Find))
            property.SetValue(template, value);
        return template;
    }

    /// <summary>MVC's own helpers, which the compiler declares in every <c>.cshtml</c>, stay empty: they would bring all of MVC along.</summary>
    private (PropertyInfo, object)[] Find(Type template) =>
        [
            .. template
                .GetProperties()
                .Where(property => property.IsDefined(typeof(RazorInjectAttribute)))
                .Where(property =>
                    property.PropertyType.Namespace?.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal) == false
                )
                .Select(property => (property, services.GetRequiredService(property.PropertyType))),
        ];
}
