using System.Text;
using System.Text.Json;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Every name in a step's messages, once and in order of appearance: what a reader may ask about.</summary>
public static class NamesIn
{
    /// <summary>The names of parameters.</summary>
    public static IEnumerable<(Term Term, string Name)> Parameters(IEnumerable<Parameter> parameters) =>
        parameters.Select(parameter => (Term.Parameter, parameter.Name));

    /// <summary>The names in an exchange: headers, fields of the form, members of the JSON.</summary>
    public static IEnumerable<(Term Term, string Name)> Exchange(Exchange? exchange) =>
        (exchange?.Attempts ?? []).SelectMany(attempt => Message(attempt.Request).Concat(Message(attempt.Response)));

    /// <summary>The names of an exchange's headers.</summary>
    public static IEnumerable<(Term Term, string Name)> Headers(Exchange? exchange) =>
        (exchange?.Attempts ?? [])
            .SelectMany(attempt => new[] { WireMessage.From(attempt.Request), WireMessage.From(attempt.Response) })
            .OfType<WireMessage>()
            .SelectMany(message => message.Headers.Select(header => (Term.Header, header.Key)));

    /// <summary>The names in a token: its header's and its claims'.</summary>
    public static IEnumerable<(Term Term, string Name)> Token(IdToken? token) =>
        token is null ? [] : Members(token.Header).Concat(Members(token.Claims)).Select(name => (Term.Claim, name));

    /// <summary>The names in a message: headers, fields of the form, members of the JSON.</summary>
    public static IEnumerable<(Term Term, string Name)> Message(byte[] bytes)
    {
        if (WireMessage.From(bytes) is not { } message)
            return [];
        var headers = message.Headers.Select(header => (Term.Header, header.Key));
        return message.Header("Content-Type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) == true
            ? headers.Concat(
                Encoding
                    .UTF8.GetString(message.Body)
                    .Split('&')
                    .Select(pair => (Term.Parameter, Uri.UnescapeDataString(pair.Split('=')[0])))
            )
            : headers.Concat(Members(message.Body).Select(name => (Term.Member, name)));
    }

    private static IEnumerable<string> Members(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return [.. Members(document.RootElement)];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Members(JsonElement json) =>
        json.ValueKind switch
        {
            JsonValueKind.Object => json.EnumerateObject().SelectMany(member => Members(member.Value).Prepend(member.Name)),
            JsonValueKind.Array => json.EnumerateArray().SelectMany(Members),
            _ => [],
        };
}
