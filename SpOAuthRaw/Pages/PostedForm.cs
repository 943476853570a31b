using Microsoft.AspNetCore.WebUtilities;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Pages;

/// <summary>What a browser posts to this app's own pages.</summary>
public static class PostedForm
{
    private const int Longest = 128 * 1024; // bytes; our largest form has a few thousand

    /// <summary>The failure that a form is which can't be read: cut off, too large, or with a character that no name has.</summary>
    public static FailedCheck Unreadable { get; } = new("form", "RFC 9110 §15.5.1");

    /// <summary>
    /// Keeps the body, so that it can be written down after it was read. In memory alone, as secrets may have been typed into the form: one that is
    /// longer than any of ours can't be read at all, and goes to no file.
    /// </summary>
    public static void KeepBody(this HttpRequest request) => request.EnableBuffering(bufferThreshold: Longest, bufferLimit: Longest);

    /// <summary>The form of a request; <c>null</c> when there is none that can be read: cut off, or larger than any form of ours.</summary>
    public static async Task<IFormCollection?> TryReadFormAsync(this HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : null;
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            return null;
        }
    }

    /// <summary>The fields of a form that was read before, in their order and by their very names: a collection of fields knows neither order nor case. The body must have been kept.</summary>
    public static async Task<IReadOnlyList<Parameter>> FieldsAsync(this HttpRequest request)
    {
        request.Body.Position = 0;
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var fields = new List<Parameter>();
        foreach (var pair in new QueryStringEnumerable(await reader.ReadToEndAsync()))
            fields.Add(new Parameter(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));
        return fields;
    }

    /// <summary>
    /// The form of a request that was read before, as it came; its antiforgery token, which is good for as long as the session, is not written
    /// down (see <see cref="FrontChannel"/>). The body must have been kept.
    /// </summary>
    public static async Task<string> FormTextAsync(this HttpRequest request)
    {
        request.Body.Position = 0;
        using var reader = new StreamReader(request.Body, leaveOpen: true);
        var pairs = (await reader.ReadToEndAsync()).Split('&');
        return string.Join(
            '&',
            pairs.Select(pair =>
                pair.StartsWith(CurrentSession.FormField + '=', StringComparison.Ordinal)
                    ? $"{CurrentSession.FormField}={Exchange.KeptBack}"
                    : pair
            )
        );
    }
}
