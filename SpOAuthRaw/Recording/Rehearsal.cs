namespace SpOAuthRaw.Recording;

/// <summary>
/// Has a request written out as it would go over the connection, without a connection: the framework's own client writes it, into memory.
/// So what a page announces and what is then sent can't differ.
/// </summary>
public static class Rehearsal
{
    /// <summary>The bytes of a request.</summary>
    /// <param name="send">Sends it with the client it is given; what comes of that is of no interest, because nobody answers.</param>
    public static async Task<byte[]> OfAsync(Func<HttpClient, Task> send)
    {
        using var paper = new Paper();
        using var handler = new InTheClear(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                ActivityHeadersPropagator = null,
                ConnectCallback = (_, _) => ValueTask.FromResult<Stream>(paper),
            }
        );
        using var client = new HttpClient(handler);
        await send(client);
        return paper.Written;
    }

    /// <summary>There is no connection that could be encrypted, and inside of it an https request looks the same as an http one.</summary>
    private sealed class InTheClear(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = request.RequestUri!;
            request.RequestUri = new UriBuilder(address)
            {
                Scheme = Uri.UriSchemeHttp,
                Port = address.IsDefaultPort ? -1 : address.Port,
            }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }

    /// <summary>Takes all that is written; to whoever reads, the other side has hung up.</summary>
    private sealed class Paper : MemoryStream
    {
        public byte[] Written => ToArray(); // also when the client has thrown the connection away

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(0);

        public override int Read(byte[] buffer, int offset, int count) => 0;
    }
}
