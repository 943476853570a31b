using System.Text;

namespace SpOAuthRaw.Protocol;

/// <summary>Why a resource server did not take the token: the <c>WWW-Authenticate: Bearer</c> header (RFC 6750 §3).</summary>
/// <param name="Parameters">The challenge's parameters by name, in any case (RFC 9110 §11.2).</param>
public sealed record BearerChallenge(IReadOnlyDictionary<string, string> Parameters)
{
    /// <summary><c>invalid_token</c>, <c>insufficient_scope</c>, or Entra ID's <c>insufficient_claims</c>.</summary>
    public string? Error => Parameters.GetValueOrDefault("error");

    /// <summary>The resource server's own words.</summary>
    public string? ErrorDescription => Parameters.GetValueOrDefault("error_description");

    /// <summary>SharePoint's tenant, as a GUID.</summary>
    public string? Realm => Parameters.GetValueOrDefault("realm");

    /// <summary>What more is demanded of the person (continuous access evaluation): JSON in base64; <c>null</c> when nothing is, or it is no JSON.</summary>
    public string? Claims
    {
        get
        {
            var text = Parameters.GetValueOrDefault("claims");
            var bytes = new byte[text?.Length ?? 0];
            return
                text is not null
                && Convert.TryFromBase64String(text, bytes, out var length)
                && StrictJson.Object(bytes.AsSpan(0, length)) is not null
                ? Encoding.UTF8.GetString(bytes, 0, length)
                : null;
        }
    }

    /// <summary>Reads the Bearer challenges of a header, of which there may be several, in one line or in more (RFC 9110 §11.6.1).</summary>
    /// <returns>The one that says most of what to do: that more claims are demanded, else which error it is; <c>null</c> when there is none.</returns>
    /// <remarks>
    /// A parser, not a split at commas: SharePoint's <c>trusted_issuers</c> holds commas inside its quotes, and the base64 of
    /// <c>claims</c> ends in equals signs (RFC 9110 §5.6.4).
    /// </remarks>
    public static BearerChallenge? From(IEnumerable<string> headerValues) =>
        headerValues
            .SelectMany(value => new ChallengeReader(value).All("Bearer"))
            .OrderByDescending(challenge => challenge.Error == "insufficient_claims")
            .ThenByDescending(challenge => challenge.Error is not null)
            .FirstOrDefault();

    /// <summary>Reads <c>scheme name=value, name="quoted \" value", scheme …</c> from left to right.</summary>
    private sealed class ChallengeReader(string text)
    {
        private int position;

        public List<BearerChallenge> All(string scheme)
        {
            var all = new List<BearerChallenge>();
            Dictionary<string, string>? found = null;
            while (position < text.Length)
            {
                var word = Token();
                if (word.Length == 0)
                {
                    position++; // a comma, a blank, or garbage: passed over one character at a time
                    continue;
                }

                SkipBlanks();
                if (Next() == '=')
                {
                    position++;
                    SkipBlanks();
                    var value = Next() == '"' ? QuotedString() : Token();
                    found?.TryAdd(word, value); // each parameter once (RFC 6750 §3): the first counts
                }
                else
                {
                    // The next challenge begins.
                    found = word.Equals(scheme, StringComparison.OrdinalIgnoreCase) ? new(StringComparer.OrdinalIgnoreCase) : null;
                    if (found is not null)
                        all.Add(new BearerChallenge(found));
                }
            }

            return all;
        }

        private char Next() => position < text.Length ? text[position] : '\0';

        private void SkipBlanks()
        {
            while (Next() is ' ' or '\t')
                position++;
        }

        private string Token()
        {
            var start = position;
            while (position < text.Length && text[position] is not (' ' or '\t' or ',' or '=' or '"'))
                position++;
            return text[start..position];
        }

        private string QuotedString()
        {
            var value = new StringBuilder();
            for (position++; position < text.Length && text[position] != '"'; position++)
            {
                if (text[position] == '\\' && position + 1 < text.Length)
                    position++;
                value.Append(text[position]);
            }

            position++;
            return value.ToString();
        }
    }
}
