using System.Collections.Concurrent;

namespace SpOAuthRaw.Recording;

/// <summary>Collects the exchanges that happen between <see cref="Begin"/> and the end of what it gives, in this flow of execution alone.</summary>
public sealed class Recorder(TimeProvider clock)
{
    /// <summary>
    /// More than a client takes of an answer, headers included. An answer in very small chunks is longer on the wire than what is in it: of a
    /// large one the end is missing here, and the pages can't judge it again.
    /// </summary>
    private const int LargestMessage = 1280 * 1024; // bytes

    private static readonly AsyncLocal<Session?> Listening = new();
    private static readonly AsyncLocal<Open?> Current = new();

    private readonly ConcurrentDictionary<string, Exchange> latest = new(StringComparer.Ordinal);

    /// <summary>Begins to listen.</summary>
    public Session Begin() => Listening.Value = new Session();

    /// <summary>
    /// The last exchange with an address that everybody shares, such as the provider's metadata: it was fetched once, for whoever came first.
    /// One that went well, and is whole, stays until another does.
    /// </summary>
    public Exchange? Latest(Uri address) => latest.GetValueOrDefault(address.AbsoluteUri);

    /// <summary>Stands outside a client's retries: one question, whatever number of attempts it takes.</summary>
    /// <param name="shared">Whether the answers are everybody's, so that the last one is kept.</param>
    public DelegatingHandler Question(bool shared) => new QuestionHandler(this, shared);

    /// <summary>Stands innermost: one attempt.</summary>
    public DelegatingHandler Attempt() => new AttemptHandler(clock);

    /// <summary>Listens to a client's connections.</summary>
    public static ValueTask<Stream> TapAsync(SocketsHttpPlaintextStreamFilterContext context, CancellationToken cancellationToken) =>
        new(new TappedStream(context.PlaintextStream, () => Current.Value?.Attempt));

    /// <summary>What was heard.</summary>
    public sealed class Session : IDisposable
    {
        private readonly ConcurrentQueue<Exchange> heard = new();

        /// <summary>The exchanges, in the order in which they ended.</summary>
        public IReadOnlyList<Exchange> Exchanges => [.. heard];

        internal void Add(Exchange exchange) => heard.Enqueue(exchange);

        /// <summary>Ends listening.</summary>
        public void Dispose() => Listening.Value = null;
    }

    private void Keep(Exchange exchange, bool shared)
    {
        if (shared && latest.Count < 16)
            latest.AddOrUpdate(
                exchange.Address.AbsoluteUri,
                exchange,
                (_, former) => WentWell(exchange) || !WentWell(former) ? exchange : former
            );
        Listening.Value?.Add(exchange);
    }

    private static bool WentWell(Exchange exchange) =>
        exchange is { IsAnswered: true, Attempts: [.., var last] } && WireMessage.From(last.Response) is { Status: 200, IsWhole: true };

    /// <summary>A question under way.</summary>
    private sealed class Open
    {
        public List<Attempt> Attempts { get; } = [];

        public MessageBuffer? Attempt { get; set; }
    }

    /// <summary>Outside the retries: one question.</summary>
    private sealed class QuestionHandler(Recorder recorder, bool shared) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var open = Current.Value = new Open();
            var timedOut = false;
            HttpRequestError? error = null;
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                timedOut = true;
                throw;
            }
            catch (HttpRequestException exception)
            {
                error = exception.HttpRequestError;
                throw;
            }
            finally
            {
                recorder.Keep(new Exchange(request.RequestUri!, open.Attempts, timedOut, error), shared);
            }
        }
    }

    /// <summary>Inside the retries: one attempt. The answer is read whole here, while the connection is still this attempt's alone.</summary>
    private sealed class AttemptHandler(TimeProvider clock) : DelegatingHandler
    {
        private const int LargestAnswer = 1024 * 1024; // bytes; the client's own limit

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Current.Value is not { } open)
                return await base.SendAsync(request, cancellationToken);

            var buffer = open.Attempt = new MessageBuffer(LargestMessage);
            var (sentAt, started) = (clock.GetUtcNow(), clock.GetTimestamp());
            try
            {
                var response = await base.SendAsync(request, cancellationToken);
                await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
                return response;
            }
            finally
            {
                open.Attempt = null;
                var (sent, received) = buffer.Take();
                open.Attempts.Add(new Attempt(sent, received, sentAt, clock.GetElapsedTime(started)));
            }
        }
    }
}
