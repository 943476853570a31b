using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;

namespace SpOAuthRaw.Hosting;

/// <summary>
/// Second tries for questions that may be asked twice: GETs of metadata, keys and the profile. Never for the token endpoint, where a code is
/// good for one try, and never for longer than a person waits.
/// </summary>
public static class PatientRetries
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    /// <summary>Adds the framework's standard resilience handler, which takes the client's time-out away: it is to be set behind this.</summary>
    public static void AddPatientRetries(this IHttpClientBuilder client)
    {
        // Outermost, so that what the handler below throws of its own comes out as what HttpClient throws.
        client.AddHttpMessageHandler(() => new RejectionsAsRequestFailures());
        client.AddStandardResilienceHandler(options =>
        {
            options.Retry.DisableForUnsafeHttpMethods();
            options.Retry.MaxRetryAttempts = 2;
            options.Retry.Delay = TimeSpan.FromMilliseconds(250);
            options.Retry.BackoffType = DelayBackoffType.Exponential;
            options.Retry.ShouldRetryAfterHeader = true;
            options.Retry.ShouldHandle = outcome => ValueTask.FromResult(IsWorthATry(outcome.Outcome));

            // The client's own time-out speaks for all attempts together, body included; these two would only keep clocks of their own.
            options.AttemptTimeout.TimeoutGenerator = _ => ValueTask.FromResult(Timeout.InfiniteTimeSpan);
            options.TotalRequestTimeout.TimeoutGenerator = _ => ValueTask.FromResult(Timeout.InfiniteTimeSpan);

            // One person's throttling must not close the way for all: the circuit opens only where nobody is answered any more.
            options.CircuitBreaker.SamplingDuration = TimeSpan.FromSeconds(60);
            options.CircuitBreaker.MinimumThroughput = 50;
            options.CircuitBreaker.FailureRatio = 0.95;
            options.CircuitBreaker.BreakDuration = TimeSpan.FromSeconds(2);
            options.CircuitBreaker.ShouldHandle = outcome => ValueTask.FromResult(outcome.Outcome.Exception is HttpRequestException);
        });
    }

    /// <summary>A broken connection, a busy server that asks for no long wait, a server's fault.</summary>
    private static bool IsWorthATry(Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is HttpRequestException { HttpRequestError: not HttpRequestError.ConfigurationLimitExceeded }
        || outcome.Result
            is {
                StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError
            } answer
            && WaitAskedBy(answer) <= LongestWait;

    private static TimeSpan WaitAskedBy(HttpResponseMessage answer) =>
        answer.Headers.RetryAfter switch
        {
            { Delta: { } wait } => wait,
            { Date: { } date } => date - TimeProvider.System.GetUtcNow(),
            _ => TimeSpan.Zero,
        };

    private sealed class RejectionsAsRequestFailures : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (ExecutionRejectedException exception)
            {
                throw new HttpRequestException(HttpRequestError.Unknown, exception.Message, exception);
            }
        }
    }
}
