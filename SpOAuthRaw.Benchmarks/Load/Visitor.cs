using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using SpOAuthRaw.Benchmarks.Stub;
using SpOAuthRaw.SignIn;
using SpOAuthRaw.Walkthrough;

namespace SpOAuthRaw.Benchmarks.Load;

/// <summary>
/// One person with a browser of their own: cookies, no redirects of its own accord, no scripts. The connection is lent, as a browser keeps one.
/// Every step looks whether it got what a person would have to get, and throws where it did not.
/// </summary>
public sealed partial class Visitor(HttpClient connection, Uri site, int person)
{
    private HttpClient http = connection;
    private readonly Dictionary<string, (string Value, string Path)> cookies = new(StringComparer.Ordinal);
    private string antiforgery = "";

    /// <summary>Whose name the pages must show.</summary>
    public int Person => person;

    /// <summary>Bytes of the header that carries the cookies to the home page, without its name.</summary>
    public int CookieBytes => CookieHeader("/").Length;

    /// <summary>The same person at another connection.</summary>
    public Visitor With(HttpClient connection)
    {
        http = connection;
        return this;
    }

    /// <summary>Loads the home page, signs in, loads it again.</summary>
    /// <returns>How long the callback took.</returns>
    public async Task<TimeSpan> SignInAsync(string signInPath)
    {
        Expect(!(await PageAsync("/")).Contains("id=\"user-title\"", StringComparison.Ordinal), "a stranger's home page names nobody");

        using var sentOff = await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(site, signInPath)));
        Expect(sentOff.StatusCode == HttpStatusCode.Redirect, $"sign-in answers {sentOff.StatusCode}");
        var callback = await AtTheProviderAsync(sentOff.Headers.Location!);

        var started = Stopwatch.GetTimestamp();
        using var back = await SendAsync(callback);
        var took = Stopwatch.GetElapsedTime(started);
        Expect(back.StatusCode == HttpStatusCode.Redirect, $"the callback answers {back.StatusCode}");

        await LoadHomeAsync();
        return took;
    }

    /// <summary>Loads the signed-in home page: it must show this person and their token, and nobody else's.</summary>
    public async Task LoadHomeAsync()
    {
        var page = await PageAsync("/");
        var name = Between(page, "id=\"user-title\"", ">", "<");
        if (name != StubTokens.NameOf(person))
            throw new MixUpException($"{StubTokens.NameOf(person)} sees '{name}'");
        Expect(page.Contains(StubTokens.AccessTokenOf(person), StringComparison.Ordinal), "the page shows this person's access token");
        antiforgery = Between(page, "__RequestVerificationToken", "value=\"", "\"");
    }

    /// <summary>Deletes the recording of the sign-in, as the walkthrough's button does, and stays signed in.</summary>
    public async Task ForgetRecordingAsync()
    {
        var token = CurrentRun.FormTokenOf(cookies["SpOAuth.Run"].Value);
        var form = new FormUrlEncodedContent([new(CurrentSession.FormField, token)]);
        using var answer = await SendAsync(
            new HttpRequestMessage(HttpMethod.Post, new Uri(site, "/walkthrough/1?handler=Forget")) { Content = form }
        );
        Expect(answer.StatusCode == HttpStatusCode.Redirect, $"forgetting answers {answer.StatusCode}");
    }

    /// <summary>Signs out.</summary>
    /// <param name="alsoCopies">Whether to try a copy of the cookies afterwards: it must open nothing.</param>
    public async Task SignOutAsync(bool alsoCopies = false)
    {
        var copy = CookieHeader("/");
        var form = new FormUrlEncodedContent([new("__RequestVerificationToken", antiforgery)]);
        using var answer = await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(site, "/signout")) { Content = form });
        Expect(
            answer.StatusCode == HttpStatusCode.Redirect
                && answer.Headers.Location!.AbsolutePath.EndsWith("/logout", StringComparison.Ordinal),
            $"sign-out answers {answer.StatusCode}"
        );
        if (!alsoCopies)
            return;

        using var request = new HttpRequestMessage(HttpMethod.Get, site);
        request.Headers.TryAddWithoutValidation("Cookie", copy);
        using var response = await http.SendAsync(request);
        var page = await response.Content.ReadAsStringAsync();
        Expect(!page.Contains("id=\"user-title\"", StringComparison.Ordinal), "a copied cookie is good for nothing after sign-out");
    }

    /// <summary>The provider answers with a redirect, or with the form that the browser is to post. Its time is not counted.</summary>
    private async Task<HttpRequestMessage> AtTheProviderAsync(Uri authorize)
    {
        using var answer = await http.GetAsync(new Uri($"{authorize.AbsoluteUri}&person={person}"));
        if (answer.StatusCode == HttpStatusCode.Redirect)
            return new HttpRequestMessage(HttpMethod.Get, answer.Headers.Location);
        var form = await answer.Content.ReadAsStringAsync();
        return new HttpRequestMessage(HttpMethod.Post, new Uri(site, "/auth"))
        {
            Content = new StringContent(form, Encoding.ASCII, "application/x-www-form-urlencoded"),
        };
    }

    private async Task<string> PageAsync(string path)
    {
        using var response = await SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(site, path)));
        Expect(response.StatusCode == HttpStatusCode.OK, $"{path} answers {response.StatusCode}");
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            if (CookieHeader(request.RequestUri!.AbsolutePath) is { Length: > 0 } header)
                request.Headers.TryAddWithoutValidation("Cookie", header);
            var response = await http.SendAsync(request);
            if (response.Headers.NonValidated.TryGetValues("Set-Cookie", out var set))
                foreach (var cookie in set)
                    Keep(cookie);
            return response;
        }
    }

    private void Keep(string cookie)
    {
        var (name, value) = (cookie[..cookie.IndexOf('=', StringComparison.Ordinal)], Between(cookie + ";", "", "=", ";"));
        if (value.Length == 0 || Expired().IsMatch(cookie))
            cookies.Remove(name);
        else
            cookies[name] = (value, Path().Match(cookie) is { Success: true } path ? path.Groups[1].Value : "/");
    }

    /// <summary>A cookie goes to its path and below alone (RFC 6265 §5.1.4).</summary>
    private string CookieHeader(string path) =>
        string.Join(
            "; ",
            cookies
                .Where(cookie => path.StartsWith(cookie.Value.Path, StringComparison.Ordinal))
                .Select(cookie => $"{cookie.Key}={cookie.Value.Value}")
        );

    /// <summary>What lies between two marks behind a third; empty when it is not there.</summary>
    private static string Between(string text, string after, string left, string right)
    {
        var from = text.IndexOf(after, StringComparison.Ordinal);
        var begin = from < 0 ? -1 : text.IndexOf(left, from + after.Length, StringComparison.Ordinal);
        var end = begin < 0 ? -1 : text.IndexOf(right, begin + left.Length, StringComparison.Ordinal);
        return end < 0 ? "" : text[(begin + left.Length)..end];
    }

    private static void Expect(bool kept, string promise)
    {
        if (!kept)
            throw new InvalidOperationException($"Not so: {promise}.");
    }

    [GeneratedRegex("; *path=([^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Path();

    [GeneratedRegex("expires=[^;]* 1970 ", RegexOptions.IgnoreCase)]
    private static partial Regex Expired();
}

/// <summary>Somebody has seen another's name: the one thing that must never happen.</summary>
public sealed class MixUpException(string message) : Exception(message);
