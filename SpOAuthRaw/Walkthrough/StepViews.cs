using System.Text.Json;
using Microsoft.Extensions.Options;
using SpOAuthRaw.Configuration;
using SpOAuthRaw.Protocol;
using SpOAuthRaw.Recording;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>Turns a run into pages.</summary>
public sealed class StepViews(IOptions<AzureAdOptions> provider, IOptions<SharePointOptions> site, ClientRegistration client)
{
    /// <summary>The view of a step.</summary>
    /// <param name="run">The run.</param>
    /// <param name="number">The step.</param>
    /// <param name="session">The session that this run made, while it lasts: its refresh token may be newer.</param>
    public async Task<StepView> OfAsync(Run run, int number, Session? session = null)
    {
        var edited = run.Draft is { } draft && draft.Step == number ? draft.Fields : null;
        var replay = Replay.Of(run, provider.Value.AuthorityFor(run.Pending.Dialect), client);
        var view = new StepView
        {
            Step = Lesson.Steps[number - 1],
            Run = run,
            Replay = replay,
            Session = session,
            Values = [.. TravellingValue.Of(run, replay, client, session), .. TravellingValue.In(edited ?? [])],
            Tries = [.. run.Tries.Where(each => each.Step == number).Select((each, index) => Of(each, index, replay))],
        };
        return number switch
        {
            1 => await DiscoverAsync(view),
            2 => Ask(view, edited),
            3 => Return(view),
            4 => await ExchangeAsync(view, edited),
            5 => Verify(view),
            6 => await CallAsync(view, edited),
            7 => await RefreshAsync(view, session, edited),
            _ => SignOut(view),
        };
    }

    /// <summary>A step that nobody has come to: what can be told of it without a sign-in.</summary>
    /// <param name="draft">A run of which nothing is sent.</param>
    /// <param name="number">The step.</param>
    public StepView WithoutRun(Run draft, int number) =>
        new()
        {
            Step = Lesson.Steps[number - 1],
            Run = draft,
            Replay = Replay.Of(draft, provider.Value.AuthorityFor(draft.Pending.Dialect), client),
            Values = [],
        };

    private async Task<StepView> DiscoverAsync(StepView view)
    {
        var run = view.Run;
        if (run.Metadata is null)
        {
            var document = provider.Value.AuthorityFor(run.Pending.Dialect).ConfigurationEndpoint;
            var request = await Rehearsal.OfAsync(http => new MetadataClient(http).GetAsync(document, CancellationToken.None));
            return Pending(view, "metadata", "Metadata", document, request, null) with { Follows = AtAnAddressToCome(request) };
        }

        return view with
        {
            Exchanges = Some(ExchangeView.Of("metadata", "Metadata", run.Metadata), ExchangeView.Of("keys", "Keys", run.Keys)),
            Names = NamesIn.Exchange(run.Metadata).Concat(NamesIn.Exchange(run.Keys)),
            CanSend = view.Failed && run.StepByStep,
            WasSent = true,
        };
    }

    /// <summary>A question like this one for the keys. Whom it goes to, and where there, stands in the answer that has not come.</summary>
    private static string AtAnAddressToCome(byte[] request) =>
        string.Join(
            '\n',
            WireMessage
                .TextOf(request)
                .Split('\n')
                .Skip(1)
                .Where(line => !line.StartsWith("Host:", StringComparison.Ordinal))
                .Prepend("GET {jwks_uri} HTTP/1.1")
        );

    private StepView Ask(StepView view, IReadOnlyList<Parameter>? edited)
    {
        if (view.Replay is not { Metadata: { } metadata, Keys: not null })
            return view;
        var planned = AuthorizationRequest.For(view.Run.Draft?.Pending ?? view.Run.Pending, metadata, client);
        var wasSent = view.Run.AskedAt is not null;
        var shown = edited is null && wasSent ? view.Run.Asked : edited ?? planned.Parameters;
        var message = ExchangeView.Front("authorize", "Authorize", planned.Endpoint.WithQuery(shown), ExchangeView.Lines(shown));
        var isPending = !wasSent || edited is not null;
        var sentOff = isPending ? null : view.Run.SentOff;
        return view with
        {
            Exchanges = Some(ExchangeView.Heard("sent-off", "SentOff", sentOff), message with { IsPending = isPending }),
            Names = NamesIn.Parameters(shown).Concat(NamesIn.Headers(sentOff)),
            Fields = edited ?? planned.Parameters,
            DraftEdits = edited is null ? null : Edit.Between(2, planned.Parameters, edited),
            CanSend = true,
            WasSent = wasSent,
        };
    }

    private static StepView Return(StepView view)
    {
        if (view.Run.Response is not { } response)
            return view;
        return view with
        {
            Exchanges = Some(ExchangeView.Heard("callback", "Callback", view.Run.CameBack, ExchangeView.Lines(response.Parameters))),
            Names = NamesIn.Parameters(response.Parameters).Concat(NamesIn.Headers(view.Run.CameBack)),
            ResponseChecks = ResponseChecks.Of(view.Run, view.Replay),
            Checks = view.Replay.FrontChannel?.Checks ?? [],
        };
    }

    private async Task<StepView> ExchangeAsync(StepView view, IReadOnlyList<Parameter>? edited)
    {
        if (view.Replay is not { Grant: { } grant, Metadata: { } metadata })
            return view;
        var planned = AccessTokenRequest.For(grant, metadata, client);
        return await FormAsync(view, "token", "Token", view.Run.Token, planned.Endpoint, planned.Parameters, edited);
    }

    private static StepView Verify(StepView view) =>
        view with
        {
            Checks = view.Replay.Verdict?.Checks ?? [],
            IdToken = view.Replay.IdToken,
            SigningKey = view.Replay.IdToken is { } token ? KeyOf(token, view.Run.Keys) : null,
            Names = NamesIn.Token(view.Replay.IdToken),
        };

    private async Task<StepView> CallAsync(StepView view, IReadOnlyList<Parameter>? edited)
    {
        if (view.Replay is not { FailedStep: null, Verdict: not null, Tokens: { } tokens })
            return view;
        var planned = UserProfileRequest.For(site.Value.Site, tokens.AccessToken);
        var fields = edited ?? EditableRequest.FieldsOf(planned);
        var open = view with
        {
            Fields = fields,
            DraftEdits = edited is null ? null : Edit.Between(6, EditableRequest.FieldsOf(planned), edited),
            CanSend = true,
            WasSent = view.Run.Profile is not null,
        };
        if (open.WasSent && edited is null)
            return open with
            {
                Exchanges = Some(ExchangeView.Of("profile", "Profile", view.Run.Profile)),
                Names = NamesIn.Exchange(view.Run.Profile),
            };

        if (!EditableRequest.From(fields, site.Value.Site).Succeeded(out var question, out _))
            return open;
        var request = await Rehearsal.OfAsync(http => new UserProfileClient(http).SendAsync(question, CancellationToken.None));
        return Pending(open, "profile", "Profile", question.Address, request, fields);
    }

    private async Task<StepView> RefreshAsync(StepView view, Session? session, IReadOnlyList<Parameter>? edited)
    {
        if (view.Replay is not { FailedStep: null, Verdict: not null, Metadata: { } metadata })
            return view;
        if ((session?.RefreshToken ?? view.Replay.LatestRefreshToken) is not { } refreshToken)
            return view with
            {
                Exchanges = Some(ExchangeView.Of("refresh", "Refresh", view.Run.Refresh)),
                Names = NamesIn.Exchange(view.Run.Refresh),
            };
        var planned = RefreshRequest.For(refreshToken, view.Run.Pending.Dialect, metadata, client);
        return await FormAsync(view, "refresh", "Refresh", view.Run.Refresh, planned.Endpoint, planned.Parameters, edited);
    }

    private StepView SignOut(StepView view)
    {
        if (
            view.Replay.Metadata is not { } metadata
            || LogoutRequest.For(metadata, client, new Uri(view.Run.Pending.RedirectUri, "/")) is not { } request
        )
            return view;
        var names = NamesIn.Parameters(request.Parameters).Concat(NamesIn.Headers(view.Run.SignedOut));
        if (!view.WasSignedIn)
            return view with { Names = names }; // there is nothing to sign out of; what each name is for can be told all the same
        var message = ExchangeView.Front("logout", "Logout", request.Url, ExchangeView.Lines(request.Parameters));
        return view with
        {
            Exchanges = Some(
                ExchangeView.Heard("sign-out", "SignedOut", view.Run.SignedOut),
                message with
                {
                    IsPending = view.Run.SignedOutAt is null,
                }
            ),
            Names = names,
            WasSent = view.Run.SignedOutAt is not null,
        };
    }

    private static string? KeyOf(IdToken token, Exchange? keys) =>
        Replay.Answer(keys)?.Json() is { } set && set.TryGetProperty("keys", out var list) && list.ValueKind == JsonValueKind.Array
            ? list.EnumerateArray()
                .Where(key =>
                    key.ValueKind == JsonValueKind.Object
                    && key.TryGetProperty("kid", out var kid)
                    && kid.ValueKind == JsonValueKind.String
                    && kid.ValueEquals(token.HeaderText("kid"))
                )
                .Select(key => AttemptView.Json(key.GetRawText()))
                .FirstOrDefault()
            : null;

    /// <summary>A form for the token endpoint: as it was sent or, where it was not or somebody is changing it, as it would be.</summary>
    private static async Task<StepView> FormAsync(
        StepView view,
        string id,
        string title,
        Exchange? sent,
        Uri endpoint,
        IReadOnlyList<Parameter> planned,
        IReadOnlyList<Parameter>? edited
    )
    {
        var fields = edited ?? planned;
        var open = view with
        {
            Fields = fields,
            DraftEdits = edited is null ? null : Edit.Between(view.Step.Number, planned, edited),
            CanSend = true,
            WasSent = sent is not null,
        };
        if (sent is not null && edited is null)
            return open with { Exchanges = Some(ExchangeView.Of(id, title, sent)), Names = NamesIn.Exchange(sent) };

        var request = await Rehearsal.OfAsync(http => new TokenEndpointClient(http).SendAsync(endpoint, fields, CancellationToken.None));
        return Pending(open, id, title, endpoint, request, fields);
    }

    private static StepView Pending(
        StepView view,
        string id,
        string title,
        Uri address,
        byte[] request,
        IReadOnlyList<Parameter>? fields
    ) =>
        view with
        {
            Exchanges = [ExchangeView.Pending(id, title, address, request)],
            Names = NamesIn.Message(request),
            Fields = fields,
            CanSend = true,
        };

    private TryView Of(Try it, int index, Replay replay)
    {
        var failure = it.Step switch
        {
            4 => Replay.Answer(it.Exchange) is { } answer
                ? Failure(AccessTokenResponse.Accept(answer))
                : Replay.Silence(it.Exchange, Party.Provider),
            6 => Replay.Answer(it.Exchange) is { } answer
                ? Failure(UserProfile.Accept(answer, it.Exchange.Attempts[^1].SentAt))
                : Replay.Silence(it.Exchange, Party.SharePoint),
            _ => Failure(replay.Judge(it.Exchange, client)),
        };
        return new TryView(ExchangeView.Of($"try-{it.Step}-{index + 1}", "Try", it.Exchange)!, it.Edits, failure);
    }

    private static Failure? Failure<T>(Checked<T> judged)
        where T : notnull => judged.Succeeded(out _, out var failure) ? null : failure;

    private static ExchangeView[] Some(params ExchangeView?[] exchanges) => [.. exchanges.OfType<ExchangeView>()];
}
