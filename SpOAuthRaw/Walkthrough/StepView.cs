using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>A step of a run as its page shows it.</summary>
public sealed record StepView
{
    /// <summary>The step.</summary>
    public required Step Step { get; init; }

    /// <summary>The run.</summary>
    public required Run Run { get; init; }

    /// <summary>What the run's messages mean.</summary>
    public required Replay Replay { get; init; }

    /// <summary>The messages of this step.</summary>
    public required IReadOnlyList<ExchangeView> Exchanges { get; init; }

    /// <summary>The values that have a colour.</summary>
    public required IReadOnlyList<TravellingValue> Values { get; init; }

    /// <summary>The names in these messages, each of which the page explains.</summary>
    public IEnumerable<(Term Term, string Name)> Names { get; init; } = [];

    /// <summary>The explanations, once each and in order of appearance. A name that the catalogue does not know has none.</summary>
    public IReadOnlyList<Entry> Explained => [.. Names.Select(name => Catalogue.Find(name.Term, name.Name)).OfType<Entry>().Distinct()];

    /// <summary>The checks of an ID token, where this step made some.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>The ID token that this step decoded.</summary>
    public IdToken? IdToken { get; init; }

    /// <summary>Whether this is the step that failed.</summary>
    public bool Failed => Replay.FailedStep == Step.Number;
}

/// <summary>Turns a run into pages.</summary>
public sealed class StepViews(IOptions<AzureAdOptions> provider, ClientRegistration client)
{
    /// <summary>The view of a step.</summary>
    public StepView Of(Run run, int number)
    {
        var replay = Replay.Of(run, provider.Value.AuthorityFor(run.Pending.Dialect), client);
        var view = new StepView
        {
            Step = Lesson.Steps[number - 1],
            Run = run,
            Replay = replay,
            Values = TravellingValue.Of(run, replay, client),
            Exchanges = [],
        };
        return number switch
        {
            1 => view with
            {
                Exchanges = Some(ExchangeView.Of("metadata", "Metadata", run.Metadata), ExchangeView.Of("keys", "Keys", run.Keys)),
                Names = NamesIn.Exchange(run.Metadata).Concat(NamesIn.Exchange(run.Keys)),
            },
            2 => Ask(view),
            3 => Return(view),
            4 => view with { Exchanges = Some(ExchangeView.Of("token", "Token", run.Token)), Names = NamesIn.Exchange(run.Token) },
            5 => Verify(view),
            6 => view with { Exchanges = Some(ExchangeView.Of("profile", "Profile", run.Profile)), Names = NamesIn.Exchange(run.Profile) },
            7 => Refresh(view),
            _ => SignOut(view),
        };
    }

    private static StepView Ask(StepView view)
    {
        if (view.Replay.Metadata is not { } metadata)
            return view;
        var address = metadata.AuthorizationEndpoint.WithQuery(view.Run.Asked);
        return view with
        {
            Exchanges = [ExchangeView.Front("authorize", "Authorize", ExchangeView.Get(address), ExchangeView.Lines(view.Run.Asked))],
            Names = NamesIn.Parameters(view.Run.Asked),
        };
    }

    private static StepView Return(StepView view)
    {
        if (view.Run.Response is not { } response)
            return view;
        var callback = view.Run.Pending.RedirectUri;
        var request =
            response.Mode == ResponseMode.FormPost
                ? ExchangeView.Post(callback, response.Encoded)
                : ExchangeView.Get(new Uri($"{callback.AbsoluteUri}?{response.Encoded}"));
        return view with
        {
            Exchanges = [ExchangeView.Front("callback", "Callback", request, ExchangeView.Lines(response.Parameters))],
            Names = NamesIn.Parameters(response.Parameters),
            Checks = view.Replay.FrontChannel?.Checks ?? [],
        };
    }

    private static StepView Verify(StepView view) =>
        view with
        {
            Checks = view.Replay.Verdict?.Checks ?? [],
            IdToken = view.Replay.IdToken,
            Names = NamesIn.Token(view.Replay.IdToken),
        };

    private StepView Refresh(StepView view)
    {
        if (view.Run.Refresh is not null)
            return view with { Exchanges = Some(ExchangeView.Of("refresh", "Refresh", view.Run.Refresh)) };
        if (view.Replay is not { Metadata: { } metadata, Tokens.RefreshToken: { } refreshToken })
            return view;
        var request = RefreshRequest.For(refreshToken, view.Run.Pending.Dialect, metadata, client);
        return view with
        {
            Exchanges =
            [
                new(
                    "refresh",
                    "Refresh",
                    "back",
                    [
                        new(
                            1,
                            ExchangeView.Post(request.Endpoint, request.Parameters.ToFormUrlEncoded()),
                            null,
                            ExchangeView.Lines(request.Parameters),
                            null,
                            null,
                            null,
                            null
                        ),
                    ]
                ),
            ],
            Names = NamesIn.Parameters(request.Parameters),
        };
    }

    private StepView SignOut(StepView view)
    {
        if (
            view.Replay.Metadata is not { } metadata
            || LogoutRequest.For(metadata, client, new Uri(view.Run.Pending.RedirectUri, "/")) is not { } request
        )
            return view;
        return view with
        {
            Exchanges = [ExchangeView.Front("logout", "Logout", ExchangeView.Get(request.Url), ExchangeView.Lines(request.Parameters))],
            Names = NamesIn.Parameters(request.Parameters),
        };
    }

    private static ExchangeView[] Some(params ExchangeView?[] exchanges) => [.. exchanges.OfType<ExchangeView>()];
}
