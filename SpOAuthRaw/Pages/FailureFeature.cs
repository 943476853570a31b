using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Pages;

/// <summary>Hands a failure to the page that explains it.</summary>
public static class FailureFeature
{
    /// <summary>Ends the request with the failure's status; the page follows (see <c>Problem.cshtml</c>).</summary>
    public static void Fail(this HttpContext context, Failure failure)
    {
        context.Items[typeof(Failure)] = failure;
        context.Response.StatusCode = StatusOf(failure);
    }

    /// <summary>Ends the request with an offer to post the same form once more.</summary>
    public static void Fail(this HttpContext context, RepostOffer offer)
    {
        context.Items[typeof(RepostOffer)] = offer;
        context.Fail(new FailedCheck("state", "RFC 6749 §10.12", Received: offer.Response.State, Reason: "unknown"));
    }

    /// <summary>The failure to explain; <c>null</c> when the status says it all.</summary>
    public static Failure? Failure(this HttpContext context) => context.Items[typeof(Failure)] as Failure;

    /// <summary>Says which step of the recorded sign-in failed, for the page that explains it to lead there.</summary>
    public static void BrokeAt(this HttpContext context, int? step) => context.Items[typeof(FailureFeature)] = step;

    /// <summary>The step of the recorded sign-in that failed; <c>null</c> when nothing was recorded.</summary>
    public static int? BrokenStep(this HttpContext context) => context.Items[typeof(FailureFeature)] as int?;

    /// <summary>The provider's silence is not the browser's fault (RFC 9110 §15.6.3, §15.6.5); everything else is a request we don't accept.</summary>
    private static int StatusOf(Failure failure) =>
        failure switch
        {
            Unreachable { Reason: UnreachableReason.TimedOut } => StatusCodes.Status504GatewayTimeout,
            Unreachable or ErrorResponse { Status: >= 500 } => StatusCodes.Status502BadGateway,
            _ => StatusCodes.Status400BadRequest,
        };
}
