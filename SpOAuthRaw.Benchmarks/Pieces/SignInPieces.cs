using System.Net;
using System.Text;
using BenchmarkDotNet.Attributes;
using SpOAuthRaw.Benchmarks.Stub;
using SpOAuthRaw.Protocol;

namespace SpOAuthRaw.Benchmarks.Pieces;

/// <summary>The two acts of a sign-in that are the app's own work: asking, and checking the ID token.</summary>
[MemoryDiagnoser]
public class SignInPieces
{
    private const string Address = "http://127.0.0.1:5556";
    private const string Code = "a-code";

    private readonly ClientRegistration client = new("00001111-aaaa-2222-bbbb-3333cccc4444", "secret", Address, "User.Read.All");
    private ProviderMetadata metadata = null!;
    private JsonWebKeys keys = null!;
    private string compact = "";

    /// <summary>A real token, signed with RS256, and the key set that goes with it.</summary>
    [GlobalSetup]
    public void MakeToken()
    {
        var tokens = new StubTokens(Address);
        compact = tokens.IdToken(1, client.ClientId, "nonce", Code, v1: false);
        keys = Passed(JsonWebKeys.Accept(AnswerOf(tokens.Keys)));
        metadata = new ProviderMetadata
        {
            Issuer = $"{Address}/{StubTenant.Id}/v2.0",
            AuthorizationEndpoint = new Uri($"{Address}/{StubTenant.Id}/authorize"),
            TokenEndpoint = new Uri($"{Address}/{StubTenant.Id}/token"),
            JwksUri = new Uri($"{Address}/{StubTenant.Id}/keys"),
            IdTokenSigningAlgorithms = ["RS256"],
        };
    }

    /// <summary>Step 2: three random values, the challenge, and the URL.</summary>
    [Benchmark]
    public string AuthorizeUrl()
    {
        var pending = PendingAuthorization.New(Dialect.V2, new Uri("http://localhost:5555/auth"), TimeProvider.System.GetUtcNow());
        return AuthorizationRequest.For(pending, metadata, client).Url.AbsoluteUri;
    }

    /// <summary>Step 5: taking the token apart.</summary>
    [Benchmark]
    public IdToken DecodeIdToken() => Passed(IdToken.Decode(compact));

    /// <summary>Step 5: taking it apart and all sixteen checks, the signature among them.</summary>
    [Benchmark]
    public ValidatedIdToken ValidateIdToken() =>
        Passed(
            IdTokenValidation
                .Validate(
                    DecodeIdToken(),
                    new IdTokenExpectations
                    {
                        Metadata = metadata,
                        Keys = keys,
                        ClientId = client.ClientId,
                        Nonce = "nonce",
                        Code = Code,
                        Now = TimeProvider.System.GetUtcNow(),
                    }
                )
                .Result
        );

    private static HttpAnswer AnswerOf(string json)
    {
        using var response = new HttpResponseMessage();
        return new HttpAnswer(new Uri(Address), HttpStatusCode.OK, response.Headers, Encoding.UTF8.GetBytes(json));
    }

    private static T Passed<T>(Checked<T> checkedValue) =>
        checkedValue.Succeeded(out var value, out var failure) ? value : throw new InvalidOperationException(failure.ToString());
}
