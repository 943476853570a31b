using System.Text;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Pages;

/// <summary>
/// Finds what the browser brought back: behind the question mark of a GET, or in the body of a POST. The framework's own collections are not
/// asked, as they fold upper and lower case together and doubled names into one, and the protocol wants to know of both.
/// </summary>
public static class AuthorizationResponseReader
{
    /// <summary>Codes and ID tokens have a few thousand bytes; a query or a form of this size has nothing of ours in it.</summary>
    private const int Largest = 64 * 1024; // bytes

    /// <summary>Reads the query of a GET or the form of a POST.</summary>
    /// <returns>The response, or what makes the request none.</returns>
    public static async Task<Checked<AuthorizationResponse>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsGet(request.Method))
            return request.QueryString.Value is { Length: > Largest + 1 and var length }
                ? new FailedCheck("parameters", "RFC 6749 §4.1.2", $"≤ {Largest}", $"{length - 1}", "oversized")
                : AuthorizationResponse.Read(ResponseMode.Query, request.QueryString.Value is ['?', .. var query] ? query : "");

        if (!"application/x-www-form-urlencoded".Equals(request.ContentType?.Split(';')[0].Trim(), StringComparison.OrdinalIgnoreCase))
            return new FailedCheck("Content-Type", "Form Post Response Mode §2", "application/x-www-form-urlencoded", request.ContentType);
        if (await BodyAsync(request, cancellationToken) is not { } form)
            return new FailedCheck(
                "Content-Length",
                "Form Post Response Mode §2",
                $"≤ {Largest}",
                request.ContentLength?.ToString(System.Globalization.CultureInfo.InvariantCulture)
            );
        return AuthorizationResponse.Read(ResponseMode.FormPost, form);
    }

    private static async Task<string?> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // As large as the form says it is: a buffer for the largest would cost more than all else here.
        var buffer = new byte[Math.Min(request.ContentLength ?? Largest, Largest) + 1];
        try
        {
            var length = await request.Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
            return length <= Largest ? Encoding.UTF8.GetString(buffer, 0, length) : null;
        }
        catch (Exception exception) when (exception is BadHttpRequestException or IOException)
        {
            return null; // cut off, or larger than the server takes
        }
    }
}
