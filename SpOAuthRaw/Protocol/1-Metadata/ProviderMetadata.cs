using System.Text.Json;

namespace SpOAuthRaw.Protocol;

/// <summary>What the provider says of itself (OpenID Connect Discovery §3). Every address the app uses comes from here.</summary>
public sealed record ProviderMetadata
{
    /// <summary>The name the provider's tokens carry as <c>iss</c>; with <c>{tenantid}</c> in it where many tenants are served.</summary>
    public required string Issuer { get; init; }

    /// <summary>Where the browser is sent to sign in.</summary>
    public required Uri AuthorizationEndpoint { get; init; }

    /// <summary>Where the code is traded for tokens.</summary>
    public required Uri TokenEndpoint { get; init; }

    /// <summary>Where the signing keys are (RFC 7517 §5).</summary>
    public required Uri JwksUri { get; init; }

    /// <summary>Where the browser is sent to sign out (RP-Initiated Logout §2.1); <c>null</c> when the provider has no such place.</summary>
    public Uri? EndSessionEndpoint { get; init; }

    /// <summary>The signature algorithms the provider announces for ID tokens.</summary>
    public required IReadOnlyList<string> IdTokenSigningAlgorithms { get; init; }

    /// <summary>Whether every authorization response carries <c>iss</c> (RFC 9207 §3). Entra ID does not announce it.</summary>
    public bool AnnouncesIssParameter { get; init; }

    /// <summary>Reads the document and checks that it is the asked provider's, before a browser or a secret goes anywhere it names.</summary>
    /// <returns>The metadata, or the first member that is missing or wrong (Discovery §4.3).</returns>
    public static Checked<ProviderMetadata> Accept(HttpAnswer answer, Authority authority)
    {
        if ((int)answer.Status != 200 || answer.Json() is not { } document)
            return ErrorResponse.From(answer) is { } error ? error : NotMetadata(answer);

        if (Text(document, "issuer") is not { } issuer || !authority.Recognizes(issuer))
            return new FailedCheck("issuer", "Discovery §4.3", ExpectedIssuer(authority), Text(document, "issuer"));

        foreach (var name in new[] { "authorization_endpoint", "token_endpoint", "jwks_uri" })
            if (Endpoint(document, name) is null)
                return new FailedCheck(name, "Discovery §3", "https://…", Text(document, name));

        if (document.TryGetProperty("end_session_endpoint", out _) && Endpoint(document, "end_session_endpoint") is null)
            return new FailedCheck("end_session_endpoint", "RP-Initiated Logout §2.1", "https://…", Text(document, "end_session_endpoint"));

        return new ProviderMetadata
        {
            Issuer = issuer,
            AuthorizationEndpoint = Endpoint(document, "authorization_endpoint")!,
            TokenEndpoint = Endpoint(document, "token_endpoint")!,
            JwksUri = Endpoint(document, "jwks_uri")!,
            EndSessionEndpoint = Endpoint(document, "end_session_endpoint"),
            IdTokenSigningAlgorithms = Texts(document, "id_token_signing_alg_values_supported"),
            AnnouncesIssParameter =
                document.TryGetProperty("authorization_response_iss_parameter_supported", out var announced)
                && announced.ValueKind == JsonValueKind.True,
        };
    }

    private static string ExpectedIssuer(Authority authority) =>
        string.Join(", ", authority.IssuersFor(authority.ServesManyTenants ? Authority.TenantTemplate : authority.TenantId));

    private static Unreachable NotMetadata(HttpAnswer answer) =>
        new(Party.Provider, answer.Address, UnreachableReason.NotUnderstood, $"HTTP {(int)answer.Status}");

    private static string? Text(JsonElement document, string name) =>
        document.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static IReadOnlyList<string> Texts(JsonElement document, string name) =>
        document.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Array
            ? [.. member.EnumerateArray().Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!)]
            : [];

    /// <summary>An endpoint that may be given a code, a token or a secret: https, or http on this very machine (RFC 6749 §3.2).</summary>
    private static Uri? Endpoint(JsonElement document, string name) =>
        Uri.TryCreate(Text(document, name), UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || (uri.Scheme == Uri.UriSchemeHttp && uri.IsLoopback))
        && uri.Fragment.Length == 0
        && uri.UserInfo.Length == 0
            ? uri
            : null;
}
