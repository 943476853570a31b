using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SpOAuthRaw.Protocol;

/// <summary>What came back to a request on the back channel: whole, and not yet judged.</summary>
/// <param name="Address">The address that was asked.</param>
/// <param name="Status">The status line's code.</param>
/// <param name="Headers">The response's headers, without those of the content.</param>
/// <param name="Body">The content, byte for byte.</param>
public sealed record HttpAnswer(Uri Address, HttpStatusCode Status, HttpResponseHeaders Headers, byte[] Body)
{
    /// <summary>The body as text. JSON is UTF-8 (RFC 8259 §8.1); bytes that are not come out as U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>The body as a JSON object; <c>null</c> when it is anything else.</summary>
    public JsonElement? Json() => StrictJson.Object(Body);

    /// <summary>Without headers and body: tokens and cookies are among them.</summary>
    public override string ToString() => $"{nameof(HttpAnswer)} {{ {Address}, {(int)Status} }}";

    /// <summary>Sends a request and reads the whole answer, within the client's time-out and size limit.</summary>
    /// <returns>The answer whatever its status, or <see cref="Unreachable"/>. Throws only when the caller itself gave up.</returns>
    public static async Task<Checked<HttpAnswer>> ToAsync(
        HttpClient client,
        HttpRequestMessage request,
        Party party,
        CancellationToken cancellationToken
    )
    {
        var address = request.RequestUri!;
        try
        {
            using var response = await client.SendAsync(request, cancellationToken);
            var body = await response.Content.ReadAsByteArrayAsync(cancellationToken);
            return new HttpAnswer(address, response.StatusCode, response.Headers, body);
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            return new Unreachable(party, address, UnreachableReason.TooLarge, $"> {client.MaxResponseContentBufferSize} B");
        }
        catch (HttpRequestException exception)
        {
            return new Unreachable(party, address, UnreachableReason.NoConnection, exception.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Unreachable(party, address, UnreachableReason.TimedOut, $"{client.Timeout.TotalSeconds:0.#} s");
        }
    }
}
