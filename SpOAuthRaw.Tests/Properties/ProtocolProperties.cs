using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Microsoft.AspNetCore.WebUtilities;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests.Properties;

/// <summary>What holds of the protocol's messages whatever is in them.</summary>
public sealed class ProtocolProperties
{
    // Made once: there is a signature among them.
    private static readonly byte[][] Documents =
    [
        .. new[]
        {
            Given.MetadataDocument().ToJsonString(),
            Given.Jwks(),
            Given.TokenAnswerTo(Given.PendingAuthorization(Dialect.V1)).ToJsonString(),
            Given.Profile,
            """{"error":"invalid_grant","error_description":"AADSTS54005: … Trace ID: x","error_codes":[54005],"claims":"{}"}""",
            """{"odata.error":{"code":"-1, E","message":{"lang":"en-US","value":"No."}}}""",
            """<?xml version="1.0"?><m:error xmlns:m="urn:m"><m:code>-1</m:code><m:message>No.</m:message></m:error>""",
        }.Select(Encoding.UTF8.GetBytes),
    ];

    [Property]
    public bool Parameters_come_out_of_a_form_as_they_went_in(NonNull<string>[] names, NonNull<string>[] values)
    {
        Parameter[] sent = [.. names.Zip(values, (name, value) => new Parameter(WellFormed(name.Get), WellFormed(value.Get)))];

        var read = new List<Parameter>();
        foreach (var pair in new QueryStringEnumerable(sent.ToFormUrlEncoded()))
            read.Add(new Parameter(pair.DecodeName().ToString(), pair.DecodeValue().ToString()));

        return sent.Where(each => each.Name.Length + each.Value.Length > 0)
            .SequenceEqual(read.Where(each => each.Name.Length + each.Value.Length > 0));
    }

    [Property]
    public bool Parameters_come_out_of_a_url_as_they_went_in(NonNull<string> value)
    {
        var sent = new Parameter("state", WellFormed(value.Get));

        var url = new Uri("https://login.example/authorize?tenant=one").WithQuery([sent]);

        var query = QueryHelpers.ParseQuery(url.Query);
        return query["tenant"] == "one" && query["state"] == sent.Value && url.Fragment.Length == 0;
    }

    [Property]
    public bool Parameters_print_no_value(NonNull<string> value) => $"{new Parameter("code", value.Get)}" == "code";

    [Property]
    public bool A_request_prints_none_of_its_values(Guid value)
    {
        var secret = value.ToString("N");
        var pending = Given.PendingAuthorization() with { State = secret, Nonce = secret, CodeVerifier = new CodeVerifier(secret) };
        var response = new AuthorizationResponse(ResponseMode.Query, [new("state", secret), new("code", secret)]);
        var grant = AuthorizationGrant.Accept(response, pending, Given.Metadata(), Given.Now).ShouldPass();
        var client = Given.Client() with { ClientSecret = secret };
        var answer = Given.Answer(
            200,
            $$"""{"access_token":"{{secret}}","token_type":"Bearer","refresh_token":"{{secret}}","id_token":"{{secret}}"}"""
        );
        object[] printed =
        [
            pending,
            response,
            grant,
            client,
            answer,
            AuthorizationRequest.For(pending, Given.Metadata(), client),
            AccessTokenRequest.For(grant, Given.Metadata(), client),
            RefreshRequest.For(secret, Dialect.V2, Given.Metadata(), client),
            AccessTokenResponse.Accept(answer),
        ];

        return printed.All(each => !$"{each}".Contains(secret, StringComparison.Ordinal));
    }

    [Property(MaxTest = 300)]
    public bool No_bytes_break_a_reader(byte[] bytes, PositiveInt status) => Survives(status.Get, bytes);

    /// <summary>Random bytes are hardly ever JSON: here they are good documents with a few bytes changed.</summary>
    [Property(MaxTest = 1000, StartSize = 5000, EndSize = 5000)]
    public bool No_damaged_document_breaks_a_reader(NonNegativeInt document, NonNegativeInt place, byte replacement, bool asError)
    {
        byte[] bytes = [.. Documents[document.Get % Documents.Length]];
        bytes[place.Get % bytes.Length] = replacement;

        return Survives(asError ? 400 : 200, bytes);
    }

    [Property(MaxTest = 500)]
    public bool No_header_breaks_the_reader_of_challenges(NonNull<string> noise, NonNull<string> more)
    {
        var parts = new[]
        {
            noise.Get,
            $"Bearer {noise.Get}",
            $"Bearer realm=\"{noise.Get}, error={more.Get}",
            $"{more.Get} Bearer error=\"a\\",
        };
        return parts.All(part =>
            BearerChallenge.From([part, more.Get]) is not { } challenge || challenge is { Claims: _, Error: _, Realm: _ }
        );
    }

    [Property]
    public bool An_allowance_is_never_exceeded(PositiveInt most, PositiveInt[] waits)
    {
        var (limit, every) = (most.Get % 5 + 1, TimeSpan.FromSeconds(60));
        var (allowance, now, taken) = (new Allowance(limit, every), Given.Now, new List<DateTimeOffset>());
        foreach (var wait in waits)
        {
            now += TimeSpan.FromSeconds(wait.Get);
            if (allowance.TryTake(now))
                taken.Add(now);
        }

        // In any stretch of time: what is there at its start, and one for each interval that passed.
        return taken
            .Select(
                (start, first) =>
                    taken.Skip(first).Select((end, more) => more + 1 <= limit + (end - start) / every + 1e-6).All(fits => fits)
            )
            .All(fits => fits);
    }

    [Property]
    public bool A_clock_that_is_set_back_takes_nothing_away(PositiveInt seconds)
    {
        var allowance = new Allowance(2, TimeSpan.FromSeconds(60));

        return allowance.TryTake(Given.Now) && allowance.TryTake(Given.Now - TimeSpan.FromSeconds(seconds.Get));
    }

    [Property]
    public async Task A_state_is_spent_once_in_its_lifetime(NonNull<string>[] states, PositiveInt[] seconds)
    {
        var clock = Given.Clock();
        var spent = new SpentStatesInMemory(clock);
        var known = new Dictionary<string, DateTimeOffset>();
        foreach (var (state, wait) in states.Zip(seconds))
        {
            clock.Advance(TimeSpan.FromSeconds(wait.Get % 600));
            var isKnown = known.TryGetValue(state.Get, out var until) && clock.GetUtcNow() <= until;

            Assert.Equal(!isKnown, await spent.TrySpendAsync(state.Get));

            if (!isKnown)
                known[state.Get] = clock.GetUtcNow() + PendingAuthorization.Lifetime;
        }
    }

    [Fact]
    public async Task A_state_that_many_spend_at_once_is_spent_once()
    {
        var spent = new SpentStatesInMemory(Given.Clock());

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 1000).Select(number => Task.Run(() => spent.TrySpendAsync($"state {number % 50}")))
        );

        Assert.Equal(50, answers.Count(answer => answer));
    }

    /// <summary>Half of a surrogate pair is no text, and has no form on the wire.</summary>
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static bool Survives(int status, byte[] bytes)
    {
        var answer = Given.Answer(status % 1000, bytes);
        object?[] read =
        [
            ProviderMetadata.Accept(answer, Given.Authority()),
            ProviderMetadata.Accept(answer, Given.Authority(Dialect.V1, Given.Tenant)),
            JsonWebKeys.Accept(answer),
            AccessTokenResponse.Accept(answer),
            UserProfile.Accept(answer, Given.Now),
            ProtectedResourceError.From(answer, Given.Now),
            ErrorResponse.From(answer),
            ErrorResponse.FromText(Encoding.UTF8.GetString(bytes)),
            IdToken.Decode(Encoding.UTF8.GetString(bytes)),
            $"{answer}",
        ];
        return read.Length > 0;
    }
}
