namespace SpOAuthRaw.Protocol;

/// <summary>Asks SharePoint (RFC 6750 §2.1). Judging the answer is <see cref="UserProfile"/>'s work.</summary>
public sealed class UserProfileClient(HttpClient http)
{
    /// <summary>Sends the question.</summary>
    /// <returns>The answer whatever its status, or <see cref="Unreachable"/>.</returns>
    public async Task<Checked<HttpAnswer>> SendAsync(UserProfileRequest question, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, question.Address);
        foreach (var (name, value) in question.Headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return await HttpAnswer.ToAsync(http, request, Party.SharePoint, cancellationToken);
    }
}
