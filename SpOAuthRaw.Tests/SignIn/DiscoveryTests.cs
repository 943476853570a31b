using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Tests;

public sealed class DiscoveryTests : IDisposable
{
    private readonly Provider provider = new();

    public void Dispose() => provider.Dispose();

    [Fact]
    public async Task Metadata_and_keys_are_fetched_once()
    {
        var first = await provider.DiscoveredAsync();
        var second = await provider.DiscoveredAsync();

        Assert.Same(first, second);
        Assert.Equal((1, 1), (provider.MetadataRequests, provider.KeysRequests));
    }

    [Theory]
    [InlineData("max-age=3600", 3600)]
    [InlineData("max-age=86400, private", 86_400)] // Entra ID's own
    [InlineData("max-age=31536000", 86_400)] // never longer than a day
    [InlineData(null, 86_400)]
    [InlineData("max-age=0", 30)] // never shorter than half a minute
    [InlineData("no-store", 30)]
    [InlineData("no-cache", 30)]
    [InlineData("no-store, max-age=3600", 30)]
    public async Task They_are_kept_as_long_as_the_provider_allows_within_reason(string? cacheControl, int seconds)
    {
        provider.MetadataAnswer = () => Provider.Json(Given.MetadataDocument().ToJsonString(), cacheControl);
        provider.KeysAnswer = () => Provider.Json(Given.Jwks(), cacheControl);

        await provider.DiscoveredAsync();
        provider.Clock.Advance(TimeSpan.FromSeconds(seconds) - TimeSpan.FromTicks(1));
        await provider.DiscoveredAsync();
        Assert.Equal(1, provider.MetadataRequests);

        provider.Clock.Advance(TimeSpan.FromTicks(1));
        await provider.DiscoveredAsync();
        Assert.Equal(2, provider.MetadataRequests);
    }

    [Fact]
    public async Task The_shorter_of_the_two_lives_counts()
    {
        provider.KeysAnswer = () => Provider.Json(Given.Jwks(), "max-age=60");

        await provider.DiscoveredAsync();
        provider.Clock.Advance(TimeSpan.FromSeconds(60));
        await provider.DiscoveredAsync();

        Assert.Equal(2, provider.MetadataRequests);
    }

    [Fact]
    public async Task Everyone_who_waits_waits_for_the_same_request()
    {
        var gate = new TaskCompletionSource();
        provider.Gate = gate.Task;

        var waiting = Enumerable.Range(0, 50).Select(_ => Task.Run(provider.DiscoveredAsync)).ToArray();
        gate.SetResult();
        await Task.WhenAll(waiting);

        Assert.Equal((1, 1), (provider.MetadataRequests, provider.KeysRequests));
    }

    [Fact]
    public async Task One_who_goes_away_takes_nothing_from_the_others()
    {
        var gate = new TaskCompletionSource();
        provider.Gate = gate.Task;
        using var goesAway = new CancellationTokenSource();

        var first = provider.Discovery.GetAsync(Dialect.V2, goesAway.Token);
        var second = provider.Discovery.GetAsync(Dialect.V2, default);
        await goesAway.CancelAsync();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        (await second).ShouldPass();
        Assert.Equal(1, provider.MetadataRequests);
    }

    [Fact]
    public async Task A_provider_that_is_down_is_asked_again_and_found_when_it_is_up()
    {
        var good = provider.MetadataAnswer;
        provider.MetadataAnswer = Provider.Down;

        var down = (await provider.Discovery.GetAsync(Dialect.V2, default)).ShouldBeUnreachable();
        provider.MetadataAnswer = good;

        Assert.Equal(UnreachableReason.NoConnection, down.Reason);
        (await provider.Discovery.GetAsync(Dialect.V2, default)).ShouldPass();
    }

    [Fact]
    public async Task A_provider_in_another_s_name_is_refused()
    {
        var document = Given.MetadataDocument();
        document["issuer"] = "https://evil.example/";
        provider.MetadataAnswer = () => Provider.Json(document.ToJsonString());

        var result = await provider.Discovery.GetAsync(Dialect.V2, default);

        Assert.Equal("issuer", result.ShouldFail().Name);
        Assert.Equal(0, provider.KeysRequests);
    }

    [Theory]
    [InlineData("nonsense", null)]
    [InlineData(null, "nonsense")]
    [InlineData(null, """{"keys":[]}""")]
    public async Task A_bad_answer_never_takes_the_place_of_a_good_one(string? badMetadata, string? badKeys)
    {
        var good = await provider.DiscoveredAsync();
        var (goodMetadata, goodKeys) = (provider.MetadataAnswer, provider.KeysAnswer);
        provider.MetadataAnswer = () => badMetadata is null ? goodMetadata() : Provider.Json(badMetadata);
        provider.KeysAnswer = () => badKeys is null ? goodKeys() : Provider.Json(badKeys);
        provider.Clock.Advance(Discovery.LongestKept);

        var afterwards = await provider.DiscoveredAsync();

        Assert.Same(good, afterwards);
        Assert.Equal(2, provider.MetadataRequests);
    }

    [Fact]
    public async Task After_a_bad_answer_it_is_tried_again_soon_and_not_at_once()
    {
        await provider.DiscoveredAsync();
        provider.MetadataAnswer = Provider.Down;
        provider.Clock.Advance(Discovery.LongestKept);
        await provider.DiscoveredAsync();

        await provider.DiscoveredAsync();
        Assert.Equal(2, provider.MetadataRequests);

        provider.Clock.Advance(Discovery.ShortestKept);
        await provider.DiscoveredAsync();
        Assert.Equal(3, provider.MetadataRequests);
    }

    [Fact]
    public async Task A_known_kid_asks_for_nothing()
    {
        var discovered = await provider.DiscoveredAsync();

        await KeysForAsync(Token(Given.Rsa), discovered);

        Assert.Equal(1, provider.KeysRequests);
    }

    [Fact]
    public async Task A_rotated_key_is_fetched_and_found()
    {
        var discovered = await provider.DiscoveredAsync();
        provider.KeysAnswer = () => Provider.Json(Given.JwksOf(Given.StrangersRsa.Jwk()));

        var keys = await KeysForAsync(Token(Given.StrangersRsa), discovered);

        Assert.True(keys.TryFind(Given.StrangersRsa.Kid, "RS256", out _));
        Assert.Equal(2, provider.KeysRequests);
        Assert.Same(keys, (await provider.DiscoveredAsync()).Keys);
    }

    [Fact]
    public async Task A_kid_that_stays_unknown_is_asked_for_once()
    {
        var discovered = await provider.DiscoveredAsync();

        var keys = await KeysForAsync(Token(Given.StrangersRsa), discovered);

        Assert.False(keys.TryFind(Given.StrangersRsa.Kid, "RS256", out _));
        Assert.Equal(2, provider.KeysRequests);
        Assert.Equal(1, provider.MetadataRequests);
    }

    [Fact]
    public async Task A_token_that_names_no_key_asks_for_nothing_and_uses_nothing_up()
    {
        var discovered = await provider.DiscoveredAsync();
        var token = Given.IdTokenFor(Given.PendingAuthorization());

        for (var number = 0; number < 10; number++)
            foreach (
                var pointless in new[] { token.WithoutHeader("kid"), Unknown("none"), Unknown("HS256"), Unknown("ES256"), Unknown("") }
            )
                await KeysForAsync(pointless.Decoded(), discovered);
        Assert.Equal(1, provider.KeysRequests);

        await KeysForAsync(Token(Given.StrangersRsa), discovered);
        Assert.Equal(2, provider.KeysRequests);

        IdTokenBuilder Unknown(string algorithm) => token.WithHeader("kid", "made up").WithHeader("alg", algorithm);
    }

    [Fact]
    public async Task Many_unknown_kids_at_once_are_one_request()
    {
        var discovered = await provider.DiscoveredAsync();
        var gate = new TaskCompletionSource();
        provider.Gate = gate.Task;

        var waiting = Enumerable
            .Range(0, 50)
            .Select(number =>
                provider.Discovery.KeysForAsync(Token(Given.StrangersRsa with { Kid = $"made up {number}" }), discovered, default)
            )
            .ToArray();
        gate.SetResult();
        await Task.WhenAll(waiting);

        Assert.Equal(2, provider.KeysRequests);
    }

    [Fact]
    public async Task A_flood_of_unknown_kids_is_five_requests_and_then_one_a_minute()
    {
        var discovered = await provider.DiscoveredAsync();

        for (var number = 0; number < 20; number++)
            await KeysForAsync(Token(Given.StrangersRsa with { Kid = $"made up {number}" }), discovered);
        Assert.Equal(1 + 5, provider.KeysRequests);

        provider.Clock.Advance(TimeSpan.FromMinutes(1));
        await KeysForAsync(Token(Given.StrangersRsa), discovered);
        await KeysForAsync(Token(Given.StrangersRsa), discovered);
        Assert.Equal(1 + 5 + 1, provider.KeysRequests);
    }

    [Fact]
    public async Task A_bad_key_set_never_takes_the_place_of_a_good_one()
    {
        var discovered = await provider.DiscoveredAsync();
        provider.KeysAnswer = Provider.Down;

        var keys = await KeysForAsync(Token(Given.StrangersRsa), discovered);

        Assert.Same(discovered.Keys, keys);
    }

    private Task<JsonWebKeys> KeysForAsync(IdToken token, Discovered discovered) =>
        provider.Discovery.KeysForAsync(token, discovered, default);

    private static IdToken Token(TestKey key) => Given.IdTokenFor(Given.PendingAuthorization()).ResignedBy(key).Decoded();

    [Fact]
    public async Task Who_can_go_on_with_what_is_known_waits_a_moment_only()
    {
        var known = await provider.DiscoveredAsync();
        provider.Clock.Advance(Discovery.LongestKept);
        var gate = new TaskCompletionSource();
        provider.Gate = gate.Task;

        var waiting = provider.DiscoveredAsync();
        Assert.False(waiting.IsCompleted);
        provider.Clock.Advance(Discovery.Patience);
        Assert.Same(known, await waiting.WaitAsync(TimeSpan.FromSeconds(10)));

        var late = provider.Discovery.AskAnewAsync(Dialect.V2, default);
        gate.SetResult();
        await late; // it counts
        Assert.NotSame(known, await provider.DiscoveredAsync());
        Assert.Equal(2, provider.MetadataRequests);
    }

    [Fact]
    public async Task Who_wants_to_see_the_question_makes_nobody_else_wait()
    {
        var known = await provider.DiscoveredAsync();
        provider.Gate = new TaskCompletionSource().Task;

        var wish = provider.Discovery.AskAnewAsync(Dialect.V2, default);

        Assert.Same(known, await provider.DiscoveredAsync());
        Assert.False(wish.IsCompleted);
    }

    [Fact]
    public async Task A_flood_of_such_wishes_is_sixty_questions_and_then_one_a_second()
    {
        await provider.DiscoveredAsync();
        for (var i = 0; i < 100; i++)
            await provider.Discovery.AskAnewAsync(Dialect.V2, default);
        Assert.Equal(1 + 60, provider.MetadataRequests);

        provider.Clock.Advance(TimeSpan.FromSeconds(2));
        for (var i = 0; i < 100; i++)
            await provider.Discovery.AskAnewAsync(Dialect.V2, default);
        Assert.Equal(1 + 62, provider.MetadataRequests);
    }

    [Fact]
    public async Task A_bad_answer_to_such_a_wish_makes_what_is_known_no_older()
    {
        await provider.DiscoveredAsync();
        provider.MetadataAnswer = () => Provider.Json("{}", null);
        await provider.Discovery.AskAnewAsync(Dialect.V2, default);

        provider.Clock.Advance(Discovery.ShortestKept + Discovery.ShortestKept);
        await provider.DiscoveredAsync();

        Assert.Equal(2, provider.MetadataRequests);
    }
}
