using System.Text.RegularExpressions;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Walkthrough.Sums;

/// <summary>A sum to play with: what goes in, what can be changed in it, and who works it.</summary>
/// <param name="Name">Its address, and what its words are filed under.</param>
/// <param name="Fields">What goes in.</param>
/// <param name="Parts">In what one character can be changed.</param>
/// <param name="Work">Works the sum.</param>
/// <param name="Opinion">What the code says that signs people in.</param>
public sealed partial record Exercise(
    string Name,
    IReadOnlyList<Field> Fields,
    IReadOnlyList<Part> Parts,
    Func<IReadOnlyDictionary<string, string>, WorkedSum> Work,
    Func<IReadOnlyDictionary<string, string>, bool> Opinion
)
{
    /// <summary>All four.</summary>
    public static IReadOnlyList<Exercise> All { get; } =
    [
        new(
            "pkce",
            [new("code_verifier", IsSecret: true), new("code_challenge")],
            [Part.Whole("verifier", "code_verifier"), Part.Whole("challenge", "code_challenge")],
            values => ChallengeSum.Of(values["code_verifier"], values["code_challenge"]),
            values => SecondOpinion.OnChallenge(values["code_verifier"], values["code_challenge"])
        ),
        new(
            "signature",
            [new("id_token", IsSecret: true, IsLong: true), new("keys", IsLong: true)],
            [
                new("header", "id_token", token => Segment(token, 0), IsToken),
                new("payload", "id_token", token => Segment(token, 1), IsToken),
                new("signature", "id_token", token => Segment(token, 2), _ => true),
                new("n", "keys", FirstModulus, _ => true),
            ],
            values => SignatureSum.Of(values["id_token"], KeySetText.Read(values["keys"])),
            values => SecondOpinion.OnSignature(values["id_token"], KeySetText.Read(values["keys"]))
        ),
        LeftHalf("c_hash", "code", LeftHalfSum.OfCode),
        LeftHalf("at_hash", "access_token", LeftHalfSum.OfAccessToken),
    ];

    private static Exercise LeftHalf(string claim, string value, Func<string, string, string, WorkedSum> work) =>
        new(
            claim,
            [new(value, IsSecret: true, IsLong: true), new(claim), new("alg")],
            [Part.Whole(value, value), Part.Whole(claim, claim)],
            values => work(values[value], values[claim], values["alg"]),
            values => SecondOpinion.OnHash(values[value], values[claim], values["alg"])
        );

    /// <summary>One of a token's three parts; nothing when there are not three.</summary>
    private static (int Start, int Length) Segment(string token, int number)
    {
        if (token.Split('.', 4) is not { Length: 3 } segments)
            return default;
        return (segments.Take(number).Sum(each => each.Length + 1), segments[number].Length);
    }

    /// <summary>Still a token: with its JSON broken, it would never come to the question whether header and payload are what was signed.</summary>
    private static bool IsToken(string text) => IdToken.Decode(text).Succeeded(out _, out _);

    /// <summary>The first key's n, which is the one in use: the keys are written with the token's own in front.</summary>
    private static (int Start, int Length) FirstModulus(string keys) =>
        Modulus().Match(keys) is { Success: true } found ? (found.Groups[1].Index, found.Groups[1].Length) : default;

    [GeneratedRegex("\"n\"\\s*:\\s*\"([A-Za-z0-9_-]+)\"")]
    private static partial Regex Modulus();
}

/// <summary>What goes into a sum.</summary>
/// <param name="Name">Its name on the wire, and in the form.</param>
/// <param name="IsSecret">Whether it is masked while secrets are hidden.</param>
/// <param name="IsLong">Whether it takes more than a line.</param>
public sealed record Field(string Name, bool IsSecret = false, bool IsLong = false);

/// <summary>What one character can be changed in.</summary>
/// <param name="Name">The name of the figure that shows it.</param>
/// <param name="Field">The field that holds it.</param>
/// <param name="Where">Finds it in the field's value; of no length when it isn't there.</param>
/// <param name="IsTelling">What the field's value should still be after the change.</param>
public sealed record Part(string Name, string Field, Func<string, (int Start, int Length)> Where, Func<string, bool> IsTelling)
{
    /// <summary>All of a field.</summary>
    public static Part Whole(string name, string field) => new(name, field, value => (0, value.Length), _ => true);
}
