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

    /// <summary>The session that this run made, while it lasts.</summary>
    public Session? Session { get; init; }

    /// <summary>Whether this run signed somebody in here.</summary>
    public bool WasSignedIn => Session is not null || Run.SignedInAt is not null;

    /// <summary>The messages of this step.</summary>
    public IReadOnlyList<ExchangeView> Exchanges { get; init; } = [];

    /// <summary>The message that is sent after the one that waits, as far as it is known by now; <c>null</c> where none is.</summary>
    public string? Follows { get; init; }

    /// <summary>What was sent besides, and what it was answered: the sign-in did not go on with it.</summary>
    public IReadOnlyList<TryView> Tries { get; init; } = [];

    /// <summary>The values that have a colour.</summary>
    public required IReadOnlyList<TravellingValue> Values { get; init; }

    /// <summary>Those that stand in this step's messages, once each.</summary>
    public IReadOnlyList<TravellingValue> ValuesHere
    {
        get
        {
            var messages = string.Join('\n', Exchanges.SelectMany(each => each.Attempts).Select(each => each.Request + each.Response));
            var text = messages + IdToken?.Claims.GetRawText();
            return [.. Piece.Cut(text, Values).Select(piece => piece.Value).OfType<TravellingValue>().DistinctBy(value => value.Name)];
        }
    }

    /// <summary>The names that the catalogue does not know: the provider's own, another specification's, or somebody's invention.</summary>
    public IReadOnlyList<string> Unexplained =>
        [.. Names.Where(name => Catalogue.Find(name.Term, name.Name) is null).Select(name => name.Name).Distinct()];

    /// <summary>The names in these messages, each of which the page explains.</summary>
    public IEnumerable<(Term Term, string Name)> Names { get; init; } = [];

    /// <summary>The explanations, once each and in order of appearance. A name that the catalogue does not know has none.</summary>
    public IReadOnlyList<Entry> Explained =>
        [.. Names.Select(name => Catalogue.Find(name.Term, name.Name)).OfType<Entry>().Distinct().Select(SeenHere)];

    /// <summary>The only token that a step takes apart is the ID token, which SharePoint never sees, and which in 2016's way the browser carries too.</summary>
    private Entry SeenHere(Entry entry) =>
        entry.Term != Term.Claim
            ? entry
            : entry with
            {
                SeenBy = Witness.App | Witness.Provider | (Run.Pending.Dialect == Dialect.V1 ? Witness.Browser : Witness.None),
            };

    /// <summary>The checks of the authorization response, where this step made them.</summary>
    public IReadOnlyList<CheckResult> ResponseChecks { get; init; } = [];

    /// <summary>The checks of an ID token, where this step made some.</summary>
    public IReadOnlyList<CheckResult> Checks { get; init; } = [];

    /// <summary>The ID token that this step decoded.</summary>
    public IdToken? IdToken { get; init; }

    /// <summary>The key that the token names, as it stands in the provider's set.</summary>
    public string? SigningKey { get; init; }

    /// <summary>The fields that can be changed before they are sent; <c>null</c> where there is nothing to send now.</summary>
    public IReadOnlyList<Parameter>? Fields { get; init; }

    /// <summary>Whether this step's message can be sent now.</summary>
    public bool CanSend { get; init; }

    /// <summary>Whether it has been sent before, so that sending it would be once more.</summary>
    public bool WasSent { get; init; }

    /// <summary>Whether the browser was sent off and has not come back.</summary>
    public bool IsWaiting => Run is { AskedAt: not null, Response: null };

    /// <summary>Whether nothing came with the address because the answer was asked for behind the <c>#</c>, which no server sees (RFC 3986 §3.5).</summary>
    public bool IsBehindFragment =>
        Run.Response is { Parameters.Count: 0 } && Run.Edits.Any(edit => edit.Name is "response_mode" or "response_type");

    /// <summary>What the person has changed in a message that is not sent yet; <c>null</c> when they are changing none.</summary>
    public IReadOnlyList<Edit>? DraftEdits { get; init; }

    /// <summary>What the person changed in the message that is shown.</summary>
    public IReadOnlyList<Edit> Edits => DraftEdits ?? [.. Run.Edits.Where(edit => edit.Step == Step.Number)];

    /// <summary>What the person changed in the messages before this step's.</summary>
    public IReadOnlyList<Edit> EarlierEdits => [.. Run.Edits.Where(edit => edit.Step < Step.Number)];

    /// <summary>Whether this is the step that failed.</summary>
    public bool Failed => Replay.FailedStep == Step.Number;
}

/// <summary>A message that was sent beside those that the sign-in went on with.</summary>
/// <param name="Exchange">The message and its answer.</param>
/// <param name="Edits">What the person had changed.</param>
/// <param name="Failure">Why the answer is no good; <c>null</c> when it is good.</param>
public sealed record TryView(ExchangeView Exchange, IReadOnlyList<Edit> Edits, Failure? Failure);
