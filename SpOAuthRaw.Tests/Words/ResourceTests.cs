using System.Collections;
using System.Globalization;
using System.Resources;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Words;
using Xunit;

namespace SpOAuthRaw.Tests;

/// <summary>The words in both languages: complete, in agreement, and used.</summary>
public partial class ResourceTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");

    private static readonly string App = Path.GetFullPath(Path.Combine(Here(), "..", "..", "SpOAuthRaw"));

    public static TheoryData<Type> Resources =>
        [
            typeof(Layout),
            typeof(Home),
            typeof(Problem),
            typeof(SharePointProblem),
            typeof(EntraErrors),
            typeof(Terms),
            typeof(Glossary),
            typeof(Walk),
            typeof(Send),
            typeof(TakeAway),
            typeof(Sum),
            typeof(Consequences),
        ];

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_key_exists_in_both_languages(Type resource)
    {
        var english = WordsOf(resource, CultureInfo.InvariantCulture);
        var french = WordsOf(resource, French);

        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), french.Keys.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void No_text_is_empty(Type resource)
    {
        var texts = WordsOf(resource, CultureInfo.InvariantCulture).Concat(WordsOf(resource, French));

        Assert.DoesNotContain(texts, text => string.IsNullOrWhiteSpace(text.Value));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void The_same_values_are_filled_into_both_languages(Type resource)
    {
        var french = WordsOf(resource, French);

        foreach (var (key, text) in WordsOf(resource, CultureInfo.InvariantCulture))
            Assert.Equal((key, Placeholders(text)), (key, Placeholders(french[key])));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void French_sets_its_high_punctuation_off_with_a_blank_that_does_not_break(Type resource)
    {
        var french = WordsOf(resource, French);

        Assert.DoesNotContain(french, text => BreakingBlank().IsMatch(text.Value));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void French_has_one_word_for_one_thing(Type resource)
    {
        var french = WordsOf(resource, French);

        Assert.DoesNotContain(french, text => SecondWord().IsMatch(text.Value));
    }

    /// <summary>It stops at every step: step 1 sends two messages at one press of the button.</summary>
    [Fact]
    public void Nowhere_is_it_said_that_a_walk_stops_before_every_message()
    {
        var readmes = new[] { "README.md", "README.fr.md" }.Select(name => Source("..", name));
        var texts = new[] { CultureInfo.InvariantCulture, French }.SelectMany(culture => WordsOf(typeof(Walk), culture).Values);

        Assert.DoesNotContain(readmes.Concat(texts), text => StopBeforeEveryMessage().IsMatch(text));
    }

    [Theory]
    [MemberData(nameof(Resources))]
    public void Every_key_that_a_page_asks_for_exists(Type resource)
    {
        var words = WordsOf(resource, CultureInfo.InvariantCulture);

        var asked = PagesThatSpeak(resource).SelectMany(page => AskedKey().Matches(page)).Select(match => match.Groups[1].Value);

        Assert.DoesNotContain(asked, key => !words.ContainsKey(key));
    }

    [Theory]
    [InlineData(typeof(Layout))]
    [InlineData(typeof(Home))]
    [InlineData(typeof(Problem))]
    [InlineData(typeof(Glossary))]
    [InlineData(typeof(Sum))]
    public void Every_plain_key_is_asked_for(Type resource)
    {
        var plain = WordsOf(resource, CultureInfo.InvariantCulture).Keys.Where(key => !key.Contains('.') && !char.IsDigit(key[0]));

        var pages = string.Concat(PagesThatSpeak(resource).Append(Source("Words", "Explanation.cs")));

        Assert.DoesNotContain(plain, key => !pages.Contains($"\"{key}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_error_of_the_provider_has_a_cure()
    {
        var words = WordsOf(typeof(EntraErrors), CultureInfo.InvariantCulture);

        AssertEachHasACure(words, words.Keys);
    }

    [Fact]
    public void Every_error_of_the_provider_is_a_code_or_one_of_the_specifications_words()
    {
        var keys = WordsOf(typeof(EntraErrors), CultureInfo.InvariantCulture).Keys;

        Assert.DoesNotContain(keys, key => !ErrorKey().IsMatch(key));
    }

    [Fact]
    public void Every_check_that_can_fail_is_explained_with_a_cure()
    {
        var words = WordsOf(typeof(Problem), CultureInfo.InvariantCulture);

        var names = SourceFiles("*.cs").SelectMany(source => CheckName().Matches(source)).Select(match => match.Groups[1].Value).Distinct();

        Assert.DoesNotContain(
            names,
            name => !words.Keys.Any(key => key == $"check.{name}" || key.StartsWith($"check.{name}.", StringComparison.Ordinal))
        );
        AssertEachHasACure(words, words.Keys.Where(key => key.StartsWith("check.", StringComparison.Ordinal)));
    }

    /// <summary>What a failure says of itself is shown in every language: signs, names from the wire, and keys of sentences, but no sentences. (A reason is a key alone.)</summary>
    [Theory]
    [InlineData("Protocol")]
    [InlineData("SignIn")]
    [InlineData("Walkthrough")]
    [InlineData("Pages")]
    public void No_failure_speaks_one_language_alone(string folder)
    {
        var words = WordsOf(typeof(Problem), CultureInfo.InvariantCulture).Keys;

        var said =
            from file in Directory.EnumerateFiles(Path.Combine(App, folder), "*.cs", SearchOption.AllDirectories)
            let source = File.ReadAllText(file)
            from literal in FailureMade()
                .Matches(source)
                .SelectMany(made => Literal().Matches(Arguments(source, made.Index + made.Length)))
                .Concat(Joined().Matches(source))
            let text = Hole().Replace(literal.Groups[1].Value, "")
            where Sentence().IsMatch(text)
            where !Specification().IsMatch(text)
            where !words.Any(key => key.EndsWith($".{text}", StringComparison.Ordinal))
            select $"{Path.GetFileName(file)}: {text}";

        Assert.Empty(said);
    }

    [Fact]
    public void No_check_is_explained_that_nobody_makes()
    {
        var code = string.Concat(SourceFiles("*.cs"));

        var names = WordsOf(typeof(Problem), CultureInfo.InvariantCulture)
            .Keys.Where(key => key.StartsWith("check.", StringComparison.Ordinal) && !key.StartsWith("check.any", StringComparison.Ordinal))
            .Select(key => key.Split('.')[1]);

        Assert.DoesNotContain(names, name => !code.Contains($"\"{name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_way_in_which_an_answer_can_fail_to_come_is_explained_with_a_cure()
    {
        var problems = WordsOf(typeof(Problem), CultureInfo.InvariantCulture);
        var sharePoint = WordsOf(typeof(SharePointProblem), CultureInfo.InvariantCulture);

        foreach (var reason in Enum.GetNames<UnreachableReason>())
        {
            AssertEachHasACure(problems, [$"unreachable.{reason}"]);
            AssertEachHasACure(sharePoint, [reason]);
        }

        foreach (var party in Enum.GetNames<Party>())
            Assert.Contains($"Unreachable.{party}", problems.Keys);
    }

    [Fact]
    public void Every_dialect_has_a_name()
    {
        var words = WordsOf(typeof(Home), CultureInfo.InvariantCulture);

        Assert.All(Enum.GetNames<Dialect>(), dialect => Assert.Contains($"Dialect.{dialect}", words.Keys));
    }

    private static void AssertEachHasACure(Dictionary<string, string> words, IEnumerable<string> keys)
    {
        foreach (var key in keys.Where(key => !key.EndsWith(".cure", StringComparison.Ordinal)))
        {
            Assert.Contains(key, words.Keys);
            Assert.Contains($"{key}.cure", words.Keys);
        }
    }

    /// <summary>What stands between the parenthesis before this place and the one that closes it.</summary>
    private static string Arguments(string source, int start)
    {
        var (end, open) = (start, 1);
        while (open > 0)
            open += source[end++] switch
            {
                '(' => 1,
                ')' => -1,
                _ => 0,
            };
        return source[start..end];
    }

    private static Dictionary<string, string> WordsOf(Type resource, CultureInfo culture)
    {
        var manager = new ResourceManager(resource.FullName!, resource.Assembly);
        using var set = manager.GetResourceSet(culture, createIfNotExists: true, tryParents: false);
        Assert.NotNull(set);
        return set.Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!, StringComparer.Ordinal);
    }

    private static string Placeholders(string text) =>
        string.Join(' ', Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal));

    /// <summary>The pages whose <c>Words</c> are this resource's.</summary>
    private static IEnumerable<string> PagesThatSpeak(Type resource) =>
        SourceFiles("*.cshtml").Where(page => page.Contains($"IStringLocalizer<{resource.Name}> Words", StringComparison.Ordinal));

    private static IEnumerable<string> SourceFiles(string pattern) =>
        Directory
            .EnumerateFiles(App, pattern, SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(App, file).StartsWith("obj", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    private static string Source(params string[] path) => File.ReadAllText(Path.Combine([App, .. path]));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex(@" [:;?!»]|« ")]
    private static partial Regex BreakingBlank();

    /// <summary>A hash is une empreinte, claims are revendications, what is registered is inscrit, and the endpoint gives out des jetons.</summary>
    [GeneratedRegex("condens|hachage|ces déclarations|adresses? enregistrée|enregistrement|terminaison de jeton|^pas faite")]
    private static partial Regex SecondWord();

    [GeneratedRegex(@"stops\s+before\s+every\s+message|s[’']arrête\s+avant\s+chaque\s+message")]
    private static partial Regex StopBeforeEveryMessage();

    [GeneratedRegex(
        @"new (?:FailedCheck|Unreachable)\(|Finding\.(?:Of|Passed|Failed|Skipped)\(|(?:FailedCheck|Unreachable) \w+\([^)]*\) =>\s+new\("
    )]
    private static partial Regex FailureMade();

    /// <summary>What texts are joined with goes wherever they go.</summary>
    [GeneratedRegex(@"string\.Join\(""([^""]*)""")]
    private static partial Regex Joined();

    [GeneratedRegex(@"(?<!Reason: )""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Literal();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Hole();

    /// <summary>A word among others.</summary>
    [GeneratedRegex(@"\p{L}{2,},? +\p{L}{2,}|^ \p{L}+ $|^(none|nothing|missing)$")]
    private static partial Regex Sentence();

    [GeneratedRegex("§|^Microsoft identity platform$|^OWASP ASVS")]
    private static partial Regex Specification();

    /// <summary>A key that is written out; <c>Words[$"…"]</c> is not.</summary>
    [GeneratedRegex(@"Words\[""([^""]+)""")]
    private static partial Regex AskedKey();

    [GeneratedRegex(@"^(\d{4,9}|[a-z]+(_[a-z]+)+)(\.cure)?$")]
    private static partial Regex ErrorKey();

    /// <summary>The name in <c>new FailedCheck("name", …)</c>, and in the list of the ID token's checks.</summary>
    [GeneratedRegex(
        @"(?:new FailedCheck\(\s*|^\s*new\()""([^""]+)"",\s*""(?:OIDC|RFC|OWASP|Microsoft|Form|README)",
        RegexOptions.Multiline
    )]
    private static partial Regex CheckName();
}
