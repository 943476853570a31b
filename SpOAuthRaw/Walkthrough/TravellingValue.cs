using System.Text.Json;
using System.Text.RegularExpressions;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Walkthrough;

/// <summary>A value that appears on several pages and keeps one colour on all of them.</summary>
/// <param name="Kind">Its colour: state, nonce, pkce, code, token or secret.</param>
/// <param name="Name">What it is called on the wire.</param>
/// <param name="Value">The value itself.</param>
public sealed record TravellingValue(string Kind, string Name, string Value)
{
    /// <summary>Whether it is masked while secrets are hidden.</summary>
    public bool IsSecret => Kind is "code" or "token" or "secret" || Name.Equals("code_verifier", StringComparison.OrdinalIgnoreCase);

    /// <summary>The colour of a name's values; <c>null</c> for a name that no travelling value has.</summary>
    public static string? KindOf(string name) =>
        name.ToLowerInvariant() switch
        {
            "state" => "state",
            "nonce" => "nonce",
            "code" => "code",
            "code_verifier" or "code_challenge" => "pkce",
            "id_token" or "id_token_hint" or "access_token" or "authorization" => "token",
            "refresh_token" or "client_secret" or "client_assertion" or "assertion" or "password" or "cookie" or "set-cookie" => "secret",
            _ => null,
        };

    /// <summary>Without the value.</summary>
    public override string ToString() => Name;

    /// <summary>The values of a run.</summary>
    public static IReadOnlyList<TravellingValue> Of(Run run, Replay replay, ClientRegistration client, Session? session = null)
    {
        TravellingValue?[] all =
        [
            new("state", "state", run.Pending.State),
            new("nonce", "nonce", run.Pending.Nonce),
            new("pkce", "code_verifier", run.Pending.CodeVerifier.Value),
            new("pkce", "code_challenge", run.Pending.CodeVerifier.Challenge),
            Named("code", "code", run.Response?.Code),
            Named("token", "id_token", run.Response?.IdToken),
            Named("token", "id_token", replay.Tokens?.IdToken),
            Named("token", "access_token", replay.Tokens?.AccessToken),
            Named("secret", "refresh_token", replay.Tokens?.RefreshToken),
            Named("token", "access_token", session?.AccessToken),
            Named("secret", "refresh_token", session?.RefreshToken),
            Named("secret", "client_secret", client.ClientSecret),
        ];
        return [.. all.OfType<TravellingValue>(), .. run.OwnExchanges.SelectMany(SecretsIn.Exchange), .. SecretsIn.Fields(run.Asked)];
    }

    /// <summary>The secrets of a session.</summary>
    public static IReadOnlyList<TravellingValue> Of(Session session, ClientRegistration client)
    {
        TravellingValue?[] all =
        [
            Named("token", "access_token", session.AccessToken),
            Named("secret", "refresh_token", session.RefreshToken),
            Named("secret", "client_secret", client.ClientSecret),
        ];
        return [.. all.OfType<TravellingValue>()];
    }

    private static TravellingValue? Named(string kind, string name, string? value) =>
        value is { Length: > 5 } ? new(kind, name, value) : null;
}

/// <summary>A piece of a message: a value that travels, or the text between two.</summary>
public readonly partial record struct Piece(string Text, TravellingValue? Value)
{
    /// <summary>Cuts a text into pieces. Put together again they are the text, to the letter.</summary>
    public static IReadOnlyList<Piece> Cut(string text, IReadOnlyList<TravellingValue> values)
    {
        var needles = values
            .SelectMany(value =>
                new[] { value.Value, Uri.EscapeDataString(value.Value), JsonEncodedText.Encode(value.Value).ToString() }
                    .Distinct()
                    .Select(form => (Form: form, Value: value))
            )
            .OrderByDescending(needle => needle.Form.Length)
            .ToArray();

        var pieces = new List<Piece>();
        var (position, start) = (0, 0);
        while (position < text.Length)
        {
            var length = 0;
            var found = Array.Find(
                needles,
                needle =>
                    (length = Math.Max(LengthAt(text, position, needle.Form), Spelling.LengthAt(text, position, needle.Value.Value))) > 0
            );
            if (found.Value is null)
            {
                position++;
                continue;
            }

            if (position > start)
                pieces.Add(new Piece(text[start..position], null));
            pieces.Add(new Piece(text.Substring(position, length), found.Value));
            start = position += length;
        }

        if (start < text.Length)
            pieces.Add(new Piece(text[start..], null));
        return pieces;
    }

    /// <summary>How long a value is where it stands; 0 when it doesn't. The border of two chunks may go through it (RFC 9112 §7.1).</summary>
    private static int LengthAt(string text, int position, string value)
    {
        var at = position;
        for (var i = 0; i < value.Length; i++, at++)
        {
            if (i > 0 && at < text.Length && text[at] == '\n' && Border().Match(text, at) is { Success: true, Length: var border })
                at += border;
            if (at >= text.Length || text[at] != value[i])
                return 0;
        }

        return at - position;
    }

    [GeneratedRegex(@"\G\n[0-9A-Fa-f]{1,8}(;[^\n]*)?\n")]
    private static partial Regex Border();
}
