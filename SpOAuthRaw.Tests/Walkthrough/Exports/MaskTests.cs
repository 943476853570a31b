using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using FsCheck;
using FsCheck.Xunit;
using SpOAuthRaw.Walkthrough;
using SpOAuthRaw.Walkthrough.Exports;

namespace SpOAuthRaw.Tests.Walkthrough.Exports;

/// <summary>What is left out of a message: by its place, by its value, by its shape.</summary>
public sealed class MaskTests
{
    /// <summary>A secret with everything in it that some encoding changes. Its middle is looked for, so that no half of it may remain.</summary>
    private const string Odd = "a b+c/CANARY=\"é'&<f>%41~\\;#€";

    public static TheoryData<string> Spellings =>
        [
            Odd,
            Uri.EscapeDataString(Odd),
            WebUtility.UrlEncode(Odd),
            Uri.EscapeDataString(Odd).ToLowerInvariant().Replace("canary", "CANARY", StringComparison.Ordinal),
            Uri.EscapeDataString(Uri.EscapeDataString(Odd)),
            JsonEncodedText.Encode(Odd).ToString(),
            JsonEncodedText.Encode(Odd, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
            JsonEncodedText.Encode(Odd).ToString().Replace("/", "\\/", StringComparison.Ordinal),
            WebUtility.HtmlEncode(Odd),
            HtmlEncoder.Default.Encode(Odd),
        ];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void A_secret_is_found_in_every_spelling(string spelled)
    {
        var message = Made.Message(
            body: $"client_id=x&client_secret={Uri.EscapeDataString(Odd)}",
            answer: $"they said <<{spelled}>> twice: {spelled}"
        );

        var text = Mask.Text(Mask.Over([message], []).ResponseBody(message)!);

        Assert.Equal("they said <<***client_secret***>> twice: ***client_secret***", text);
    }

    [Theory]
    [InlineData("client_secret", "wrong")]
    [InlineData("client_secret", "x")]
    [InlineData("client%5Fsecret", "a+very%20odd+one")]
    [InlineData("Code_Verifier", "abc?d=e")]
    [InlineData("code", "")]
    [InlineData("password", "p%26w")]
    public void A_field_with_a_secrets_name_is_covered_whatever_is_in_it(string name, string value)
    {
        var body = $"client_id=visible&{name}={value}&scope=openid&{name}={value}";
        var message = Made.Message(url: $"http://localhost/x?{name}={value}&client_id=visible", body: body);
        var mask = Mask.Over([message], []);

        var (url, form) = (Mask.Text(mask.Url(message)), Mask.Text(mask.RequestBody(message)!));

        var decoded = WebUtility.UrlDecode(name).ToLowerInvariant();
        var covered = value.Length == 0 ? "" : $"***{decoded}***";
        Assert.Equal($"http://localhost/x?{name}={covered}&client_id=visible", url);
        Assert.Equal($"client_id=visible&{name}={covered}&scope=openid&{name}={covered}", form);
    }

    [Fact]
    public void An_edited_value_is_covered_where_an_error_echoes_it_as_a_word()
    {
        var message = Made.Message(body: "client_secret=wrong", answer: "'wrong' is wrongly typed: secret%3Dwrong, \\u0022wrong\\u0022");

        var text = Mask.Text(Mask.Over([message], []).ResponseBody(message)!);

        Assert.Equal("'***client_secret***' is wrongly typed: secret%3D***client_secret***, \\u0022***client_secret***\\u0022", text);
    }

    [Theory]
    [InlineData("""{"access_token":"CANARY""", """{"access_token":"***access_token***""")] // broken off
    [InlineData("""{"access_token" : "CANARY\"x","n":1}""", """{"access_token" : "***access_token***","n":1}""")]
    [InlineData("""{"a":"{\"refresh_token\":\"CANARY\"}"}""", """{"a":"{\"refresh_token\":\"***refresh_token***\"}"}""")]
    [InlineData("see http://x/?code=CANARY&state=1.", "see http://x/?code=***code***&state=1.")]
    [InlineData("was eyJhbGciOiJub25lIn0.CANARY.sig, you see", "was ***token***, you see")]
    public void An_answer_need_not_be_well_formed(string answer, string expected)
    {
        var message = Made.Message(answer: answer, status: 200);

        Assert.Equal(expected, Mask.Text(Mask.Over([message], []).ResponseBody(message)!));
    }

    [Theory]
    [InlineData("Authorization", "Bearer CANARY", "Bearer ***access_token***")]
    [InlineData("Authorization", "Basic CANARY=", "Basic ***authorization***")]
    [InlineData("Cookie", "a=CANARY; b=CANARY2", "a=***cookie***; b=***cookie***")]
    [InlineData("Set-Cookie", "a=CANARY; path=/; HttpOnly", "a=***cookie***; path=/; HttpOnly")]
    [InlineData("Location", "http://x/auth?code=CANARY&state=s", "http://x/auth?code=***code***&state=s")]
    [InlineData("Accept", "application/json", "application/json")]
    public void Headers_are_covered_by_what_they_are_for(string name, string value, string expected)
    {
        var header = KeyValuePair.Create(name, value);

        Assert.Equal(expected, Mask.Text(Mask.Over([], []).Header(header)));
    }

    [Property]
    public bool Cut_into_pieces_a_text_is_still_the_text(NonNull<string> text, NonNull<string> secret)
    {
        var message = Made.Message(body: $"code={Uri.EscapeDataString(secret.Get)}&x={text.Get}", answer: text.Get + secret.Get + text.Get);
        var mask = Mask.Over([message], []);

        return string.Concat((mask.RequestBody(message) ?? []).Select(piece => piece.Text))
                == (ExportedMessage.TextOf(message.RequestBody) ?? "")
            && string.Concat((mask.ResponseBody(message) ?? []).Select(piece => piece.Text))
                == (ExportedMessage.TextOf(message.ResponseBody) ?? "");
    }

    [Fact]
    public void A_text_that_was_made_to_take_long_does_not()
    {
        var tokens = string.Concat(Enumerable.Repeat("eyJhbGciOiJ", 12_000));
        var members = string.Concat(Enumerable.Repeat("\"code\":\"\\", 12_000)) + string.Concat(Enumerable.Repeat("code=&%25+\\", 8_000));
        var message = Made.Message(
            body: $"client_secret={Uri.EscapeDataString(Odd)}",
            answer: tokens + members,
            headers: [new("Cookie", new string(' ', 60_000)), new("X", new string(';', 60_000))]
        );
        var clock = Stopwatch.StartNew();

        HarExport.Write([message], Mask.Over([message], []));

        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 10); // a second here; hours, where each character is looked at from each other
    }

    [Fact]
    public void An_errors_own_code_can_be_read()
    {
        var message = Made.Message(answer: """{"error":{"code":"-1, Microsoft.Thing","message":"no"}}""", status: 403);

        Assert.Contains("-1, Microsoft.Thing", Mask.Text(Mask.Over([message], []).ResponseBody(message)!), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_values_of_one_name_are_two_variables()
    {
        var (callback, token) = (Made.Message(url: "http://localhost/auth?code=first-code"), Made.Message(body: "code=another-code"));
        var mask = Mask.Over([callback, token], []);

        Assert.Equal("http://localhost/auth?code=***code***", Mask.Text(mask.Url(callback)));
        Assert.Equal("code=***code_2***", Mask.Text(mask.RequestBody(token)!));
    }

    [Fact]
    public void What_is_no_text_is_left_out_where_secrets_are()
    {
        var message = Made.Message() with { Status = 200, ResponseBody = Encoding.Unicode.GetBytes("client_secret=CANARY") };

        var masked = Taken.Entries(HarExport.Write([message], Mask.Over([message], [])))[0].GetProperty("response").GetProperty("content");
        var whole = Taken.Entries(HarExport.Write([message], Mask.Nothing))[0].GetProperty("response").GetProperty("content");

        Assert.False(masked.TryGetProperty("text", out _));
        Assert.Equal("base64", whole.Text("encoding"));
        Assert.Equal(message.ResponseBody, Convert.FromBase64String(whole.Text("text")));
        Assert.DoesNotContain("CANARY", MarkdownExport.Write([message], Mask.Over([message], [])), StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_travel_are_covered_without_standing_in_a_place_of_their_own()
    {
        var message = Made.Message(answer: "verifier v-e-r-i-f-i-e-r of state the-state");
        var mask = Mask.Over(
            [message],
            [new TravellingValue("pkce", "code_verifier", "v-e-r-i-f-i-e-r"), new("state", "state", "the-state")]
        );

        Assert.Equal("verifier ***code_verifier*** of state the-state", Mask.Text(mask.ResponseBody(message)!));
    }
}
