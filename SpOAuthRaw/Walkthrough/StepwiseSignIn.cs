using System.Text;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>
/// Goes through a sign-in one step at a time: each act sends the step's request (step 1 asks for the keys after it), which the person may
/// have changed, and gives what came of it, for <see cref="With"/> to put into the run as it is by then. What the messages mean is
/// <see cref="Replay"/>'s to say, by the same functions that judge a sign-in made in one go.
/// </summary>
/// <remarks>What has gone out can't be taken back: whoever asked for it, nobody but a client's own time limit ends the wait for its answer.</remarks>
public sealed class StepwiseSignIn(
    Discovery discovery,
    TokenEndpointClient tokenEndpoint,
    UserProfileClient sharePoint,
    ClientRegistration client,
    IOptions<SharePointOptions> site,
    IOptions<AzureAdOptions> provider,
    Recorder recorder,
    TimeProvider clock
)
{
    /// <summary>Of a run that strangers can have kept as often as they like, the most of an answer. Entra ID's keys have some twenty thousand.</summary>
    private const int LongestUnbegun = 64 * 1024; // bytes

    /// <summary>Step 1: asks the provider who it is, however fresh what we know of it may be.</summary>
    public async Task<Run> DiscoverAsync(Dialect dialect, Uri redirectUri, CancellationToken cancellationToken)
    {
        using var heard = recorder.Begin();
        await discovery.AskAnewAsync(dialect, cancellationToken);
        return Heard(dialect, redirectUri, heard.Exchanges) with { StepByStep = true };
    }

    /// <summary>The run of a sign-in in one go that ended before it began, because of what the provider said of itself, or did not say.</summary>
    public Run Unbegun(Dialect dialect, Uri redirectUri)
    {
        var run = Heard(dialect, redirectUri, []);
        return run with { Metadata = run.Metadata?.CutTo(LongestUnbegun), Keys = run.Keys?.CutTo(LongestUnbegun) };
    }

    /// <summary>What the provider was just asked or, where it was not, what it said last to whoever asked.</summary>
    private Run Heard(Dialect dialect, Uri redirectUri, IReadOnlyList<Exchange> heard)
    {
        var run = new Run
        {
            Pending = PendingAuthorization.New(dialect, redirectUri, clock.GetUtcNow()),
            Metadata = LastFrom(provider.Value.AuthorityFor(dialect).ConfigurationEndpoint),
        };
        return Judge(run).Metadata is { JwksUri: var keys } ? run with { Keys = LastFrom(keys) } : run;

        Exchange? LastFrom(Uri address) => heard.LastOrDefault(exchange => exchange.Address == address) ?? recorder.Latest(address);
    }

    /// <summary>Step 2: the browser is about to be sent off. A run whose browser was sent off before begins anew, because a state is good once.</summary>
    /// <param name="run">The run; its provider must be known.</param>
    /// <param name="edited">The parameters, when the person has changed any.</param>
    public Run Ask(Run run, IReadOnlyList<Parameter>? edited)
    {
        var pending = NextPending(run) with { StartedAt = clock.GetUtcNow() };
        var planned = Planned(pending, run);
        var sent = edited is null ? planned : Renewed(run, pending, edited);
        return new Run
        {
            StepByStep = true,
            Metadata = run.Metadata,
            Keys = run.Keys,
            Pending = pending,
            AskedAt = clock.GetUtcNow(),
            Asked = sent,
            Edits = Edit.Between(2, planned, sent),
        };
    }

    /// <summary>Keeps what the person has written, to be looked at before it is sent. What needs new values has them from now on: what is shown is what will be sent.</summary>
    public Run Draft(Run run, int step, IReadOnlyList<Parameter> edited)
    {
        if (step != 2)
            return run with { Draft = new Draft(step, edited, null) };
        var pending = NextPending(run);
        return run with { Draft = new Draft(step, Renewed(run, pending, edited), pending) };
    }

    /// <summary>A state is good once.</summary>
    private PendingAuthorization NextPending(Run run) =>
        run.Draft?.Pending is { } drafted ? drafted
        : run.AskedAt is null ? run.Pending
        : PendingAuthorization.New(run.Pending.Dialect, run.Pending.RedirectUri, clock.GetUtcNow());

    /// <summary>What the person left as it was on the page takes its new value.</summary>
    private Parameter[] Renewed(Run run, PendingAuthorization pending, IReadOnlyList<Parameter> edited)
    {
        var (former, planned) = (Planned(run.Draft?.Pending ?? run.Pending, run).ToList(), Planned(pending, run));
        return [.. edited.Select(parameter => former.IndexOf(parameter) is var index and >= 0 ? planned[index] : parameter)];
    }

    private IReadOnlyList<Parameter> Planned(PendingAuthorization of, Run run) =>
        AuthorizationRequest.For(of, Judge(run).Metadata!, client).Parameters;

    /// <summary>Step 3: the browser is back.</summary>
    public Run Returned(Run run, AuthorizationResponse response) => run with { Response = response, ReturnedAt = clock.GetUtcNow() };

    /// <summary>Step 4: sends the code, and whatever else the form holds, to the token endpoint.</summary>
    public async Task<Try> ExchangeAsync(Run run, IReadOnlyList<Parameter>? edited)
    {
        var request = ExchangeOf(run);
        var sent = edited ?? request.Parameters;
        var exchange = await HearAsync(() => tokenEndpoint.SendAsync(request.Endpoint, sent, CancellationToken.None));
        return new Try(4, exchange, Edit.Between(4, request.Parameters, sent));
    }

    /// <summary>
    /// What came of the very message of step 4 that is about to be sent, where it went out after the page was made that it is sent from: the second
    /// click of two. A code is good once, and a provider may take its tokens back when it comes twice (RFC 6749 §4.1.2).
    /// </summary>
    /// <param name="run">The run.</param>
    /// <param name="edited">The parameters, when the person has changed any.</param>
    /// <param name="seen">When the last message was sent that the page showed; <c>null</c> when it showed none.</param>
    public Exchange? AlreadySent(Run run, IReadOnlyList<Parameter>? edited, DateTimeOffset? seen)
    {
        var form = Encoding.ASCII.GetBytes($"\r\n\r\n{(edited ?? ExchangeOf(run).Parameters).ToFormUrlEncoded()}");
        return run.MessagesOf(4)
            .FirstOrDefault(each => each.SentAt is { } at && !(at <= seen) && each.Attempts[^1].Request.AsSpan().EndsWith(form));
    }

    private AccessTokenRequest ExchangeOf(Run run)
    {
        var replay = Judge(run);
        return AccessTokenRequest.For(replay.Grant!, replay.Metadata!, client);
    }

    /// <summary>Step 6: asks SharePoint.</summary>
    public async Task<Try> CallAsync(Run run, UserProfileRequest? edited)
    {
        var planned = UserProfileRequest.For(site.Value.Site, Judge(run).Tokens!.AccessToken);
        var sent = edited ?? planned;
        var exchange = await HearAsync(() => sharePoint.SendAsync(sent, CancellationToken.None));
        return new Try(6, exchange, Edit.Between(6, EditableRequest.FieldsOf(planned), EditableRequest.FieldsOf(sent)));
    }

    /// <summary>Step 7: asks for a new access token.</summary>
    /// <param name="run">The run.</param>
    /// <param name="refreshToken">The refresh token to use; it may be newer than the run's first.</param>
    /// <param name="edited">The parameters, when the person has changed any.</param>
    public async Task<Try> RefreshAsync(Run run, string refreshToken, IReadOnlyList<Parameter>? edited)
    {
        var request = RefreshRequest.For(refreshToken, run.Pending.Dialect, Judge(run).Metadata!, client);
        var sent = edited ?? request.Parameters;
        var exchange = await HearAsync(() => tokenEndpoint.SendAsync(request.Endpoint, sent, CancellationToken.None));
        return new Try(7, exchange, Edit.Between(7, request.Parameters, sent));
    }

    /// <summary>The run as it is now with what was sent: the sign-in goes on with the first good answer of each step, and the rest is kept beside it.</summary>
    public Run With(Run latest, Try sent)
    {
        var replay = Judge(latest);
        var goodBefore = sent.Step switch
        {
            4 => replay.Tokens is not null,
            6 => replay.Profile is { } profile && profile.Succeeded(out _, out _),
            _ => false,
        };
        return latest.With(sent, goodBefore);
    }

    /// <summary>A <c>kid</c> that is not among the keys may be new: they are fetched once more, as in a sign-in made in one go.</summary>
    /// <returns>How they were fetched; <c>null</c> when the run's own will do.</returns>
    public async Task<Exchange?> NewerKeysAsync(Run run)
    {
        var replay = Judge(run);
        if (
            (replay.Tokens?.IdToken ?? run.Response?.IdToken) is not { } compact
            || !IdToken.Decode(compact).Succeeded(out var token, out _)
            || replay is not { Metadata: { } metadata, Keys: { } keys }
            || (token.HeaderText("kid"), token.HeaderText("alg")) is not ({ } kid, { } algorithm)
            || keys.TryFind(kid, algorithm, out _)
        )
            return null;
        var authority = provider.Value.AuthorityFor(run.Pending.Dialect);
        var known = await discovery.KeysForAsync(token, new Discovered(authority, metadata, keys), CancellationToken.None);
        return known.TryFind(kid, algorithm, out _) ? recorder.Latest(metadata.JwksUri) : null;
    }

    /// <summary>The fields of the question to SharePoint as this app would ask it.</summary>
    public IReadOnlyList<Parameter> FieldsOf(Run run) =>
        EditableRequest.FieldsOf(UserProfileRequest.For(site.Value.Site, Judge(run).Tokens!.AccessToken));

    /// <summary>What a run's messages mean.</summary>
    public Replay Judge(Run run) => Replay.Of(run, provider.Value.AuthorityFor(run.Pending.Dialect), client);

    /// <summary>The values that travel in a run.</summary>
    public IReadOnlyList<TravellingValue> ValuesOf(Run run) => TravellingValue.Of(run, Judge(run), client);

    private async Task<Exchange> HearAsync(Func<Task> send)
    {
        using var heard = recorder.Begin();
        await send();
        return heard.Exchanges[^1];
    }
}
