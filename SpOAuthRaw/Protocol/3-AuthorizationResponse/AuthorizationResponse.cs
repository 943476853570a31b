namespace SpOAuthRaw.Protocol;

/// <summary>How the browser brought the response back (OAuth 2.0 Multiple Response Types §2.1, Form Post Response Mode §2).</summary>
public enum ResponseMode
{
    /// <summary>In the URL's query, by a redirect.</summary>
    Query,

    /// <summary>In a form, by a page that posts itself.</summary>
    FormPost,
}

/// <summary>What the browser brought back, as it was received: anybody may have written it (RFC 6749 §4.1.2, OIDC Core §3.3.2.5).</summary>
/// <param name="Mode">How it came.</param>
/// <param name="Parameters">Every parameter, doubled ones too, in order.</param>
public sealed record AuthorizationResponse(ResponseMode Mode, IReadOnlyList<Parameter> Parameters)
{
    /// <summary>An honest provider sends six at most.</summary>
    private const int MostParameters = 64;

    /// <summary>The same as it was encoded: the query behind its question mark, or the form.</summary>
    public string Encoded
    {
        get => field ??= Parameters.ToFormUrlEncoded();
        init;
    }

    /// <summary>Reads it name by name and in order (RFC 6749 appendix B).</summary>
    /// <param name="mode">How it came.</param>
    /// <param name="encoded">The query behind its question mark, or the form.</param>
    public static Checked<AuthorizationResponse> Read(ResponseMode mode, string encoded)
    {
        var parameters = new List<Parameter>();
        foreach (var range in encoded.AsSpan().Split('&'))
        {
            var pair = encoded.AsSpan(range);
            if (pair.IsEmpty)
                continue;
            if (parameters.Count == MostParameters)
                return new FailedCheck("parameters", "RFC 6749 §4.1.2", $"≤ {MostParameters}", $"> {MostParameters}", "oversized");
            var end = pair.IndexOf('=') is var equals and >= 0 ? equals : pair.Length;
            parameters.Add(new Parameter(Decoded(pair[..end]), Decoded(pair[Math.Min(end + 1, pair.Length)..])));
        }

        return new AuthorizationResponse(mode, parameters) { Encoded = encoded };
    }

    private static string Decoded(ReadOnlySpan<char> text) =>
        Uri.UnescapeDataString(text.Contains('+') ? text.ToString().Replace('+', ' ') : text);

    /// <summary>Our <c>state</c>, if it is ours.</summary>
    public string? State => Value("state");

    /// <summary>The one-time code.</summary>
    public string? Code => Value("code");

    /// <summary>The front-channel ID token of the hybrid flow.</summary>
    public string? IdToken => Value("id_token");

    /// <summary>The provider's name, where it gives it (RFC 9207 §2).</summary>
    public string? Iss => Value("iss");

    /// <summary>The name of a parameter that stands there more than once; <c>null</c> when none does (RFC 6749 §3.1 forbids it).</summary>
    public string? Repeated => Parameters.CountBy(parameter => parameter.Name).FirstOrDefault(count => count.Value > 1).Key;

    /// <summary>The value of a parameter; the first, should it be doubled.</summary>
    public string? Value(string name)
    {
        foreach (var parameter in Parameters)
            if (parameter.Name == name)
                return parameter.Value;
        return null;
    }

    /// <summary>Without the values: a code may be among them.</summary>
    public override string ToString() => $"{nameof(AuthorizationResponse)} {{ {string.Join(", ", Parameters.Select(each => each.Name))} }}";
}
