using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RichardSzalay.MockHttp;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

/// <summary>The outside world of a sign-in: a provider and a SharePoint that answer well until a test says otherwise, a clock, and counts of what was asked.</summary>
public sealed class Provider : IDisposable
{
    private readonly Dialect dialect;
    private readonly MockHttpMessageHandler http = new();
    private readonly MockedRequest metadata;
    private readonly MockedRequest keys;
    private readonly MockedRequest token;
    private readonly MockedRequest profile;

    public Provider(Dialect dialect = Dialect.V2)
    {
        this.dialect = dialect;
        MetadataAnswer = () => Json(Given.MetadataDocument(dialect).ToJsonString(), "max-age=86400, private");
        KeysAnswer = () => Json(Given.Jwks(dialect), "max-age=86400, private");
        TokenAnswer = () => Json(Given.TokenAnswerTo(Given.PendingAuthorization(dialect)).ToJsonString());
        ProfileAnswer = () => Json(Given.Profile);

        var document = Given.MetadataDocument(dialect);
        metadata = http.When(HttpMethod.Get, Given.Authority(dialect).ConfigurationEndpoint.AbsoluteUri);
        metadata.Respond(_ => MayAnswer(MetadataAnswer));
        keys = http.When(HttpMethod.Get, document["jwks_uri"]!.ToString());
        keys.Respond(_ => MayAnswer(KeysAnswer));
        token = http.When(HttpMethod.Post, document["token_endpoint"]!.ToString());
        token.Respond(_ => TokenAnswer());
        profile = http.When(HttpMethod.Get, UserProfileRequest.AddressBelow(new Uri(Given.Site)).AbsoluteUri);
        profile.Respond(_ => ProfileAnswer());
        http.Fallback.Respond(Unforeseen);

        var azureAd = Options.Create(new AzureAdOptions { ClientId = Given.ClientId, ClientSecret = Given.ClientSecret });
        Discovery = new Discovery(new MetadataClient(Client()), azureAd, Clock);
        Flow = new SignInFlow(
            Discovery,
            new TokenEndpointClient(Client()),
            new UserProfileClient(Client()),
            Given.Client(),
            Options.Create(new SharePointOptions { SiteUrl = Given.Site }),
            Clock
        );
    }

    public FakeTimeProvider Clock { get; } = Given.Clock();

    public Discovery Discovery { get; }

    public SignInFlow Flow { get; }

    public Func<HttpResponseMessage> MetadataAnswer { get; set; }

    public Func<HttpResponseMessage> KeysAnswer { get; set; }

    public Func<HttpResponseMessage> TokenAnswer { get; set; }

    public Func<HttpResponseMessage> ProfileAnswer { get; set; }

    /// <summary>Metadata and keys are answered once this is done, so that a test can make everyone wait.</summary>
    public Task Gate { get; set; } = Task.CompletedTask;

    public int MetadataRequests => http.GetMatchCount(metadata);

    public int KeysRequests => http.GetMatchCount(keys);

    public int TokenRequests => http.GetMatchCount(token);

    public int ProfileRequests => http.GetMatchCount(profile);

    public async Task<Discovered> DiscoveredAsync() => (await Discovery.GetAsync(dialect, default)).ShouldPass();

    public static HttpResponseMessage Json(string body, string? cacheControl = null)
    {
        var response = new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (cacheControl is not null)
            response.Headers.TryAddWithoutValidation("Cache-Control", cacheControl);
        return response;
    }

    /// <summary>No connection.</summary>
    public static HttpResponseMessage Down() => new(PulledOut);

    public void Dispose() => http.Dispose();

    private HttpClient Client() => new(new Wire(http), disposeHandler: false);

    private async Task<HttpResponseMessage> MayAnswer(Func<HttpResponseMessage> answer)
    {
        await Gate;
        return answer();
    }

    private const HttpStatusCode PulledOut = (HttpStatusCode)598;
    private const HttpStatusCode Unforeseen = (HttpStatusCode)599;

    /// <summary>MockHttp never ends a request whose answer is an exception, so exceptions are made here, of two statuses that nobody sends.</summary>
    private sealed class Wire(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await base.SendAsync(request, cancellationToken);
            return response.StatusCode switch
            {
                PulledOut => throw new HttpRequestException(HttpRequestError.ConnectionError),
                Unforeseen => throw new InvalidOperationException($"Nobody foresaw {request.Method} {request.RequestUri}."),
                _ => response,
            };
        }
    }
}
