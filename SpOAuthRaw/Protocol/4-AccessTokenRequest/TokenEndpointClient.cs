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
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes(form.ToFormUrlEncoded())) { Headers = { ContentType = Form } },
        };
        request.Headers.Accept.Add(Json);
        return await HttpAnswer.ToAsync(http, request, Party.Provider, cancellationToken);
    }
}
