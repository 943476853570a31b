using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace SpOAuthRaw.Tests;

/// <summary>The happy path: everything that a sign-in of Adele Vance of Contoso is made of. A test takes it and changes one thing.</summary>
public static partial class Given
{
    public const string Tenant = "aaaabbbb-0000-cccc-1111-dddd2222eeee";
    public const string OtherTenant = "11112222-bbbb-3333-cccc-4444dddd5555";
    public const string ClientId = "00001111-aaaa-2222-bbbb-3333cccc4444";
    public const string ClientSecret = "FAKE~secret+of/the=app";
    public const string Code = "FAKE-AUTHORIZATION-CODE";
    public const string AccessToken = "FAKE.access.TOKEN";
    public const string RefreshToken = "FAKE-REFRESH-TOKEN";
    public const string Site = "https://contoso.sharepoint.com";

    public static readonly Uri Instance = new("https://login.microsoftonline.com/");
    public static readonly Uri RedirectUri = new("http://localhost:5555/auth");
    public static readonly DateTimeOffset Now = new(2026, 3, 14, 15, 9, 26, TimeSpan.Zero);

    public static FakeTimeProvider Clock() => new(Now);

    public static ClientRegistration Client() => new(ClientId, ClientSecret, Site, "User.Read.All");

    public static Authority Authority(Dialect dialect = Dialect.V2, string tenant = "organizations") => new(Instance, tenant, dialect);

    public static PendingAuthorization PendingAuthorization(Dialect dialect = Dialect.V2) =>
        new(
            dialect,
            RedirectUri,
            State: "FAKEstate_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            Nonce: "FAKEnonce_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            new CodeVerifier("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"), // RFC 7636 appendix B
            StartedAt: Now
        );

    /// <summary>An answer on the back channel.</summary>
    public static HttpAnswer Answer(int status, string body, params (string Name, string Value)[] headers) =>
        Answer(status, System.Text.Encoding.UTF8.GetBytes(body), headers);

    public static HttpAnswer Answer(int status, byte[] body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage((HttpStatusCode)status);
        foreach (var (name, value) in headers)
            response.Headers.TryAddWithoutValidation(name, value);
        return new HttpAnswer(new Uri("https://server.example/asked"), (HttpStatusCode)status, response.Headers, body);
    }
}
