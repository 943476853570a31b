using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace SpOAuthRaw.Protocol;

/// <summary>Posts a form to the token endpoint (RFC 6749 §3.2). It never repeats one: a code is good for a single try.</summary>
public sealed class TokenEndpointClient(HttpClient http)
{
    private static readonly MediaTypeHeaderValue Form = new("application/x-www-form-urlencoded");
    private static readonly MediaTypeWithQualityHeaderValue Json = new("application/json");

    /// <summary>Sends the request. The client follows no redirect, or a 307 would carry code and secret to another place (RFC 9700 §4.12).</summary>
    /// <returns>The answer whatever its status, or <see cref="Unreachable"/>.</returns>
    public async Task<Checked<HttpAnswer>> SendAsync(Uri endpoint, IReadOnlyList<Parameter> form, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new SingleUseContent(Encoding.ASCII.GetBytes(form.ToFormUrlEncoded())) { Headers = { ContentType = Form } },
        };
        request.Headers.Accept.Add(Json);
        return await HttpAnswer.ToAsync(http, request, Party.Provider, cancellationToken);
    }

    /// <summary>
    /// A body that goes out once. When a kept-alive connection dies before the answer, .NET's handler would send the request again by itself;
    /// a code that arrived the first time would then look stolen (AADSTS54005, RFC 6749 §4.1.2).
    /// </summary>
    private sealed class SingleUseContent(byte[] body) : HttpContent
    {
        private bool sent;

        protected override bool TryComputeLength(out long length)
        {
            length = body.Length;
            return true;
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            if (sent)
                throw new HttpRequestException("The connection broke off before an answer came, and this request is not sent twice.");
            sent = true;
            await stream.WriteAsync(body);
        }
    }
}
