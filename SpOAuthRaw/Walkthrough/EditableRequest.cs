using System.Buffers;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// The question to SharePoint as a list of fields that can be edited: its path, then its headers. Whatever the fields say, it goes to the
/// configured SharePoint and nowhere else, and it stays one question.
/// </summary>
public static class EditableRequest
{
    /// <summary>The field for the request's target, named as a request line's part is (RFC 9112 §3.2).</summary>
    public const string Target = "request-target";

    /// <summary>How many fields somebody may send: more than any message here has, and few enough for a page to show them all.</summary>
    public const int MostFields = 100;

    /// <summary>Fields that say how long a message is, whose it is or what becomes of the connection: the client writes them, nobody else.</summary>
    private static readonly string[] Framing =
    [
        "Host",
        "Content-Length",
        "Transfer-Encoding",
        "Connection",
        "Keep-Alive",
        "Upgrade",
        "TE",
        "Trailer",
        "Expect",
        "Proxy-Authorization",
        "Proxy-Connection",
    ];

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create(
        "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    /// <summary>The fields of a question.</summary>
    public static IReadOnlyList<Parameter> FieldsOf(UserProfileRequest request) =>
        [new(Target, request.Address.PathAndQuery), .. request.Headers];

    /// <summary>The question that fields make.</summary>
    /// <returns>The question, or the field that can't be sent and why.</returns>
    public static Checked<UserProfileRequest> From(IReadOnlyList<Parameter> fields, Uri site)
    {
        var target = fields.Where(field => field.Name == Target).Select(field => field.Value).ToArray();
        if (
            target is not [['/', ..]]
            || !Uri.TryCreate(site.GetLeftPart(UriPartial.Authority) + target[0], UriKind.Absolute, out var address)
            || address.GetLeftPart(UriPartial.Authority) != site.GetLeftPart(UriPartial.Authority)
        )
            return new FailedCheck(Target, "RFC 9112 §3.2.1", Expected: "/…", Received: string.Join(' ', target));

        Parameter[] headers = [.. fields.Where(field => field.Name != Target)];
        foreach (var (name, value) in headers)
        {
            if (name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters))
                return new FailedCheck(name, "RFC 9110 §5.1", Reason: "malformed");
            if (value.AsSpan().ContainsAnyExceptInRange(' ', '~'))
                return new FailedCheck(name, "RFC 9110 §5.5", Reason: "malformed");
            if (Framing.Contains(name, StringComparer.OrdinalIgnoreCase) || !IsOfARequest(name))
                return new FailedCheck(name, "RFC 9112 §6", Reason: "malformed");
        }

        return new UserProfileRequest { Address = address, Headers = headers };
    }

    /// <summary>Fields that describe a body have no place on a GET, and the client would drop them without a word.</summary>
    private static bool IsOfARequest(string name)
    {
        using var request = new HttpRequestMessage();
        return request.Headers.TryAddWithoutValidation(name, "x");
    }
}
