using System.Text;

namespace SpOAuthRaw.Protocol;

/// <summary>One name and value of a message, as it stands on the wire before encoding.</summary>
public readonly record struct Parameter(string Name, string Value)
{
    /// <summary>Without the value, which may be a code or a secret.</summary>
    public override string ToString() => Name;
}

/// <summary>Lists of parameters, in the order in which they are sent.</summary>
public static class Parameters
{
    /// <summary>
    /// The list as <c>application/x-www-form-urlencoded</c> (RFC 6749 appendix B): the query of a URL and the body of a POST alike.
    /// Every reserved character is escaped, so a secret with <c>+</c>, <c>/</c> or <c>~</c> in it arrives unharmed.
    /// </summary>
    public static string ToFormUrlEncoded(this IEnumerable<Parameter> parameters)
    {
        var encoded = new StringBuilder(1024);
        foreach (var (name, value) in parameters)
        {
            if (encoded.Length > 0)
                encoded.Append('&');
            encoded.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        }

        return encoded.ToString();
    }

    /// <summary>The endpoint with the parameters behind it. A query that the endpoint already has is kept (RFC 6749 §3.1).</summary>
    public static Uri WithQuery(this Uri endpoint, IEnumerable<Parameter> parameters) =>
        new($"{endpoint.AbsoluteUri}{(endpoint.Query.Length > 0 ? '&' : '?')}{parameters.ToFormUrlEncoded()}");
}
