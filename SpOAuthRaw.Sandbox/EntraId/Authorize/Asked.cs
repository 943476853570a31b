using Microsoft.AspNetCore.Http;
using OpenIddict.Abstractions;

namespace SpOAuthRaw.Sandbox.EntraId.Authorize;

/// <summary>An authorization request (RFC 6749 §4.1.1, OIDC Core §3.1.2.1) after its checks: what is asked, and where the answer goes.</summary>
internal sealed record Asked
{
    public required Dialect Dialect { get; init; }

    /// <summary>Registered, or this record would not exist: nothing is sent to an address that was not checked.</summary>
    public required Uri RedirectUri { get; init; }

    public required string? State { get; init; }
    public required ResponseMode Mode { get; init; }
    public RequestedScope Scope { get; init; } = RequestedScope.None;
    public string? Nonce { get; init; }
    public string? LoginHint { get; init; }
    public string? Claims { get; init; }
    public bool WantsClientInfo { get; init; }
    public IReadOnlyList<string> Prompt { get; init; } = [];

    /// <summary>The request's parameters as they came, for the forms of the sign-in pages to send once more.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    /// <summary>The request that this exchange is about; <see langword="null"/> as long as client and redirect URI are not proven.</summary>
    public static Asked? In(HttpContext context) => context.Items[typeof(Asked)] as Asked;

    public void Into(HttpContext context) => context.Items[typeof(Asked)] = this;

    /// <summary>Reads what is needed to answer at all; the rest follows once it is checked.</summary>
    public static Asked From(HttpContext context, OpenIddictRequest request, Dialect dialect, Uri redirectUri) =>
        new()
        {
            Dialect = dialect,
            RedirectUri = redirectUri,
            State = request.State,
            Mode = ResponseModes.For(request.ResponseMode, request.ResponseType),
            Nonce = request.Nonce,
            LoginHint = request.LoginHint,
            Claims = (string?)request[OpenIddictConstants.Parameters.Claims],
            WantsClientInfo = (string?)request["client_info"] == "1",
            Prompt = request.Prompt?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [],
            Parameters = [.. Sent(context.Request)],
        };

    private static IEnumerable<KeyValuePair<string, string>> Sent(HttpRequest request)
    {
        IEnumerable<KeyValuePair<string, Microsoft.Extensions.Primitives.StringValues>> all = HttpMethods.IsPost(request.Method)
            ? request.Form
            : request.Query;
        // The pages' own buttons are not part of what the client asked.
        return all.Where(p => p.Key is not ("user" or "consent")).Select(p => KeyValuePair.Create(p.Key, p.Value.ToString()));
    }
}
