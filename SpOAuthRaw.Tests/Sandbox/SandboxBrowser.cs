using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using SpOAuthRaw.Sandbox;
using Xunit;

namespace SpOAuthRaw.Tests.Sandbox;

/// <summary>
/// A browser and a client in one, as small as the tests of the sandbox need them: keeps cookies, follows no redirect, presses buttons
/// by their names. A request is the happy path's; a test changes what it is about, and <see langword="null"/> leaves a parameter out.
/// </summary>
internal sealed partial class SandboxBrowser(SandboxTenant tenant) : IDisposable
{
    public const string Verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"; // RFC 7636 appendix B
    public const string Adele = "adelev@contoso.example";
    public const string RedirectUri = "http://localhost:5555/auth";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true });

    public string Login { get; } = tenant.LoginUrl.GetLeftPart(UriPartial.Authority);

    public string Site { get; } = tenant.SharePointUrl.GetLeftPart(UriPartial.Authority);

    public void Dispose() => _http.Dispose();

    public Task<HttpResponseMessage> GetAsync(string url) => _http.GetAsync(new Uri(url));

    public async Task<JsonElement> GetJsonAsync(string url) => JsonDocument.Parse(await _http.GetStringAsync(new Uri(url))).RootElement;

    public async Task<HttpResponseMessage> PostAsync(string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var content = new FormUrlEncodedContent(form);
        return await _http.PostAsync(new Uri(url), content);
    }

    /// <summary>Asks, picks the person, answers the consent page, and returns what came back to the redirect URI.</summary>
    public async Task<Answer> SignInAsync(
        string? user = Adele,
        string? consent = "accept",
        bool v1 = false,
        string tenantName = "organizations",
        params (string Name, string? Value)[] changes
    )
    {
        var path = $"{Login}/{tenantName}/oauth2/{(v1 ? "" : "v2.0/")}authorize";
        var parameters = With(v1 ? AskV1() : AskV2(), changes);
        var response = await GetAsync(QueryHelpers.AddQueryString(path, parameters!));
        var page = await response.Content.ReadAsStringAsync();
        if (user is not null && page.Contains("name=\"user\""))
            (response, page) = await PressAsync(path, page, "user", user);
        if (consent is not null && page.Contains("name=\"consent\""))
            (response, page) = await PressAsync(path, page, "consent", consent);
        return new Answer(response, page);
    }

    public async Task<(HttpStatusCode Status, JsonElement Json)> RedeemAsync(
        string code,
        bool v1 = false,
        string tenantName = "organizations",
        params (string Name, string? Value)[] changes
    )
    {
        var form = With(
            new()
            {
                ["grant_type"] = "authorization_code",
                ["client_id"] = SandboxRegistration.ClientId,
                ["client_secret"] = SandboxRegistration.ClientSecret,
                ["redirect_uri"] = RedirectUri,
                ["code"] = code,
                ["code_verifier"] = Verifier,
            },
            changes
        );
        using var response = await PostAsync($"{Login}/{tenantName}/oauth2/{(v1 ? "" : "v2.0/")}token", form);
        return (response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    public Task<(HttpStatusCode Status, JsonElement Json)> RefreshAsync(string refreshToken, bool v1 = false) =>
        RedeemAsync(
            "",
            v1,
            changes:
            [
                ("grant_type", "refresh_token"),
                ("refresh_token", refreshToken),
                ("code", null),
                ("code_verifier", null),
                ("redirect_uri", null),
            ]
        );

    /// <summary>Signs in and redeems: the tokens of a person.</summary>
    public async Task<JsonElement> TokensAsync(string user = Adele, bool v1 = false, params (string Name, string? Value)[] changes)
    {
        var answer = await SignInAsync(user, v1: v1, changes: changes);
        return (await RedeemAsync(answer["code"]!, v1)).Json;
    }

    public async Task<HttpResponseMessage> SharePointAsync(
        string? token,
        string path = "/_api/SP.UserProfiles.PeopleManager/GetMyProperties",
        string? accept = "application/json;odata=nometadata"
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Site + path);
        if (token is not null)
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        if (accept is not null)
            request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _http.SendAsync(request);
    }

    private Dictionary<string, string> AskV2() =>
        new()
        {
            ["client_id"] = SandboxRegistration.ClientId,
            ["response_type"] = "code",
            ["redirect_uri"] = RedirectUri,
            ["response_mode"] = "query",
            ["scope"] = $"openid profile offline_access {Site}/User.Read.All",
            ["state"] = "s=1&<é>",
            ["nonce"] = "a nonce",
            ["code_challenge"] = Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier))),
            ["code_challenge_method"] = "S256",
        };

    private Dictionary<string, string> AskV1() =>
        With(AskV2(), [("response_type", "code id_token"), ("response_mode", "form_post"), ("resource", Site), ("scope", "openid")]);

    private async Task<(HttpResponseMessage Response, string Page)> PressAsync(string path, string page, string button, string value)
    {
        var response = await PostAsync(path, [.. Answer.Fields(page), KeyValuePair.Create(button, value)]);
        return (response, await response.Content.ReadAsStringAsync());
    }

    private static Dictionary<string, string> With(Dictionary<string, string> parameters, (string Name, string? Value)[] changes)
    {
        foreach (var (name, value) in changes)
        {
            parameters.Remove(name);
            if (value is not null)
                parameters[name] = value;
        }
        return parameters;
    }

    public static string Base64Url(byte[] bytes) => WebEncoders.Base64UrlEncode(bytes);

    /// <summary>The payload of a token, unverified.</summary>
    public static JsonElement Payload(string token) => Part(token, 1);

    public static JsonElement Header(string token) => Part(token, 0);

    private static JsonElement Part(string token, int index) =>
        JsonDocument.Parse(WebEncoders.Base64UrlDecode(token.Split('.')[index])).RootElement;

    /// <summary>An authorization response, however it travelled, or the page that came instead.</summary>
    public sealed partial record Answer(HttpResponseMessage Response, string Page)
    {
        public string? this[string parameter] => Parameters.GetValueOrDefault(parameter);

        private Dictionary<string, string> Parameters { get; } =
            Response.Headers.Location is { } location
                ? QueryHelpers
                    .ParseQuery(location.OriginalString.Split('?', '#') is [_, var query] ? query : "")
                    .ToDictionary(p => p.Key, p => p.Value.ToString())
                : Fields(Page).ToDictionary(p => p.Key, p => p.Value);

        public static List<KeyValuePair<string, string>> Fields(string page) =>
            [
                .. Hidden()
                    .Matches(page)
                    .Select(m => KeyValuePair.Create(WebUtility.HtmlDecode(m.Groups[1].Value), WebUtility.HtmlDecode(m.Groups[2].Value))),
            ];

        [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">")]
        private static partial Regex Hidden();
    }
}
