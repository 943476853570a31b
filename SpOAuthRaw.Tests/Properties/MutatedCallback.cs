using System.Globalization;
using System.Text;

namespace SpOAuthRaw.Tests.Properties;

/// <summary>A real callback, as the browser would carry it to the app.</summary>
/// <param name="Mode">In the query, or in a form.</param>
/// <param name="Parameters">Names and values as they stand on the wire, encoded.</param>
/// <param name="Cookies">The cookies that belong to it.</param>
/// <param name="IsRedeemed">Whether its code has been used up, so that nothing at all could sign anybody in with it.</param>
public sealed record CapturedCallback(
    ResponseMode Mode,
    IReadOnlyList<(string Name, string Value)> Parameters,
    string Cookies,
    bool IsRedeemed
);

/// <summary>Makes of a real callback one that must not sign anybody in. The same seed makes the same ones again.</summary>
public sealed class CallbackMutator(IReadOnlyList<CapturedCallback> originals, string sessionCookie, int seed)
{
    private const string Form = "application/x-www-form-urlencoded";

    private static readonly string[] Methods = ["PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "PROPFIND", "X"];

    private static readonly string[] Types =
    [
        "application/json",
        "text/plain",
        "multipart/form-data; boundary=b",
        "multipart/form-data",
        "application/x-www-form-urlencoded; charset=utf-16",
        "application/x-www-form-urlencoded; charset=\"",
        "APPLICATION/X-WWW-FORM-URLENCODED",
        "//;;",
        "\xff\xfe",
    ];

    private static readonly string[] Damage =
    [
        "%",
        "%%",
        "%zz",
        "%4",
        "%00",
        "%0d%0a",
        "%ff%fe",
        "%ed%a0%80",
        "%c0%80",
        "+",
        "&",
        "=",
        ";",
        "#",
    ];

    private readonly Random random = new(seed);

    /// <summary>The next request.</summary>
    public (string Request, bool HasBody) Next()
    {
        var it = new Draft(Pick(originals));
        for (var count = random.Next(4); count > 0; count--)
            Mutate(it);
        if (it.Original.IsRedeemed)
            Mutate(it);
        else
            Spoil(it);
        return (Write(it), it.Method != "HEAD");
    }

    /// <summary>Any change, also one that changes nothing.</summary>
    private void Mutate(Draft it)
    {
        switch (random.Next(14))
        {
            case 0:
                it.Drop(AnyIndex(it));
                break;
            case 1:
                it.Parameters.Insert(random.Next(it.Parameters.Count + 1), it.At(AnyIndex(it)));
                break;
            case 2:
                it.Swap(AnyIndex(it), AnyIndex(it));
                break;
            case 3:
                it.Parameters.Add((Noise(8), Noise(40)));
                break;
            case 4:
                it.Change(AnyIndex(it), value => Pick(Damage) + value);
                break;
            case 5:
                it.Change(AnyIndex(it), value => value.Insert(random.Next(value.Length + 1), Pick(Damage)));
                break;
            case 6:
                it.Change(AnyIndex(it), Flipped);
                break;
            case 7:
                it.Change(AnyIndex(it), value => value[..random.Next(value.Length + 1)]);
                break;
            case 8:
                it.Rename(AnyIndex(it), name => random.Next(2) == 0 ? name.ToUpperInvariant() : Flipped(name));
                break;
            case 9 when random.Next(10) == 0: // they take time to send
                it.Change(AnyIndex(it), _ => new string('a', random.Next(200_000)));
                break;
            case 10:
                it.FlipsInTheEnd++;
                break;
            case 11:
                it.ContentType = random.Next(4) == 0 ? null : Pick(Types);
                break;
            case 12:
                it.Cookies = Flipped(it.Cookies);
                break;
            default:
                Spoil(it);
                break;
        }
    }

    /// <summary>A change after which nobody may be signed in, whatever came before it.</summary>
    private void Spoil(Draft it)
    {
        switch (random.Next(9))
        {
            case 0:
                it.Set("state", _ => Noise(43));
                break;
            case 1:
                it.Parameters.RemoveAll(each => each.Name == "state");
                break;
            case 2:
                it.Set("state", state => Pick("ABCDEFG".ToCharArray()) + state);
                break;
            case 3:
                it.Set("state", _ => Pick(originals).Parameters.First(each => each.Name == "state").Value + "A"); // nearly another's
                break;
            case 4:
                it.Cookies = "SpOAuth.Language=c%3Den";
                break;
            case 5:
                it.Mode = it.Original.Mode == ResponseMode.Query ? ResponseMode.FormPost : ResponseMode.Query;
                it.ContentType = Form;
                break;
            case 6:
                it.Parameters.Add(("error", Pick(["access_denied", "", "%3Cb%3E", Noise(20)])));
                break;
            case 7:
                it.Parameters.Add(("iss", "https%3A%2F%2Fattacker.example"));
                break;
            default:
                it.Method = Pick(Methods);
                break;
        }
    }

    private string Write(Draft it)
    {
        var encoded = string.Join('&', it.Parameters.Select(each => $"{each.Name}={each.Value}"));
        for (; it.FlipsInTheEnd > 0 && it.Original.IsRedeemed; it.FlipsInTheEnd--)
            encoded = Flipped(encoded);

        var inQuery = it.Mode == ResponseMode.Query;
        var request = new StringBuilder();
        request.Append(
            CultureInfo.InvariantCulture,
            $"{it.Method ?? (inQuery ? "GET" : "POST")} /auth{(inQuery ? $"?{encoded}" : "")} HTTP/1.1\r\n"
        );
        request.Append(CultureInfo.InvariantCulture, $"Host: localhost\r\nCookie: {sessionCookie}; {it.Cookies}\r\n");
        if (inQuery)
            return request.Append("\r\n").ToString();
        if (it.ContentType is { } type)
            request.Append(CultureInfo.InvariantCulture, $"Content-Type: {type}\r\n");
        return request.Append(CultureInfo.InvariantCulture, $"Content-Length: {encoded.Length}\r\n\r\n{encoded}").ToString();
    }

    private int AnyIndex(Draft it) => it.Parameters.Count == 0 ? -1 : random.Next(it.Parameters.Count);

    private T Pick<T>(IReadOnlyList<T> from) => from[random.Next(from.Count)];

    private string Noise(int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(1, longest + 1)).Select(_ => Uri.EscapeDataString($"{(char)random.Next(1, 0x250)}")));

    /// <summary>One byte is another: any but the line feed, which would end the request line and begin a header of our own making.</summary>
    private string Flipped(string text)
    {
        if (text.Length == 0)
            return text;
        var characters = text.ToCharArray();
        var other = (char)random.Next(256);
        characters[random.Next(characters.Length)] = other is '\n' or '\r' ? '%' : other;
        return new string(characters);
    }

    private sealed class Draft(CapturedCallback original)
    {
        public CapturedCallback Original => original;

        public List<(string Name, string Value)> Parameters { get; } = [.. original.Parameters];

        public ResponseMode Mode { get; set; } = original.Mode;

        public string Cookies { get; set; } = original.Cookies;

        public string? ContentType { get; set; } = Form;

        public string? Method { get; set; }

        public int FlipsInTheEnd { get; set; }

        public (string, string) At(int index) => index < 0 ? ("state", "") : Parameters[index];

        public void Drop(int index)
        {
            if (index >= 0)
                Parameters.RemoveAt(index);
        }

        public void Swap(int one, int other)
        {
            if (one >= 0)
                (Parameters[one], Parameters[other]) = (Parameters[other], Parameters[one]);
        }

        public void Change(int index, Func<string, string> change)
        {
            if (index >= 0)
                Parameters[index] = (Parameters[index].Name, change(Parameters[index].Value));
        }

        public void Rename(int index, Func<string, string> change)
        {
            if (index >= 0)
                Parameters[index] = (change(Parameters[index].Name), Parameters[index].Value);
        }

        public void Set(string name, Func<string, string> change)
        {
            for (var index = 0; index < Parameters.Count; index++)
                if (Parameters[index].Name == name)
                    Change(index, change);
        }
    }
}
