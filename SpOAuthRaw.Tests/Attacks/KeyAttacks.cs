using System.Net;
using System.Text.Json.Nodes;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>Key sets: which key may check a signature, keys that change, and floods of made-up names. Each test has an app that knows no key yet.</summary>
public sealed class KeyAttacks
{
    private const string PersonalAccounts = "9188040d-6c67-4c5b-b112-36a304b66dad";

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task A_token_that_names_no_key_is_taken_where_there_is_one(Dialect dialect)
    {
        await using var scene = await Scene.StartAsync(Everywhere(token => token.WithoutHeader("kid")));
        using var visitor = new Visitor();

        await scene.SignInAsync(visitor, dialect);
    }

    [Fact]
    public async Task A_token_that_names_no_key_is_refused_where_there_are_several()
    {
        await using var scene = await Scene.StartAsync(
            Everywhere(token => token.WithoutHeader("kid")) with
            {
                Keys = _ => [Given.Rsa.Jwk(), Given.StrangersRsa.Jwk()],
            }
        );
        using var visitor = new Visitor();

        var today = await scene.TrySignInAsync(visitor);
        var asIn2016 = await scene.TrySignInAsync(visitor, Dialect.V1);

        today.ShouldFail("kid");
        asIn2016.ShouldFail("kid");
        Assert.Equal(0, scene.Provider.Count(AskedFor.SharePoint));
        Assert.Equal(1, scene.Provider.Count(AskedFor.Tokens));
    }

    [Fact]
    public async Task Two_keys_of_one_name_check_nothing()
    {
        await using var scene = await Scene.StartAsync(
            new Lies { Keys = _ => [Given.Rsa.Jwk(), Given.StrangersRsa.Jwk(("kid", Given.Rsa.Kid))] }
        );
        using var visitor = new Visitor();

        (await scene.TrySignInAsync(visitor)).ShouldFail("kid");
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }

    [Fact]
    public async Task A_key_for_encryption_checks_no_signature()
    {
        await using var scene = await Scene.StartAsync(
            Everywhere(token => token.ResignedBy(Given.StrangersRsa)) with
            {
                Keys = _ => [Given.Rsa.Jwk(), Given.StrangersRsa.Jwk(("use", "enc"))],
            }
        );
        using var visitor = new Visitor();

        (await scene.TrySignInAsync(visitor)).ShouldFail("kid");
        (await scene.TrySignInAsync(visitor, Dialect.V1)).ShouldFail("kid");
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Keys_that_nobody_knows_are_passed_over(Dialect dialect)
    {
        await using var scene = await Scene.StartAsync(
            new Lies
            {
                Keys = _ =>
                    [
                        new JsonObject(),
                        new JsonObject
                        {
                            ["kty"] = "oct",
                            ["k"] = "c2VjcmV0",
                            ["kid"] = Given.Rsa.Kid,
                        },
                        new JsonObject
                        {
                            ["kty"] = "OKP",
                            ["crv"] = "Ed25519",
                            ["x"] = "AAAA",
                            ["kid"] = Given.Rsa.Kid,
                        },
                        new JsonObject
                        {
                            ["kty"] = "RSA",
                            ["n"] = "not base64 ~",
                            ["e"] = "AQAB",
                            ["kid"] = Given.Rsa.Kid,
                        },
                        new JsonObject
                        {
                            ["kty"] = "EC",
                            ["crv"] = "P-256",
                            ["x"] = "AAAA",
                            ["y"] = "AAAA",
                            ["kid"] = Given.Rsa.Kid,
                        },
                        new JsonObject { ["kty"] = 7, ["kid"] = new JsonArray() },
                        Given.StrangersRsa.Jwk(("use", "enc")),
                        Given.Rsa.Jwk(),
                    ],
            }
        );
        using var visitor = new Visitor();

        await scene.SignInAsync(visitor, dialect);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task The_first_sign_in_after_the_keys_have_changed_succeeds(Dialect dialect)
    {
        await using var scene = await Scene.StartAsync();
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor, dialect);
        Assert.Equal(1, scene.Provider.Count(AskedFor.Keys));
        scene.Provider.Lies = Everywhere(token => token.ResignedBy(Given.StrangersRsa)) with
        {
            Keys = each => [scene.Provider.Jwk(Given.StrangersRsa, each)],
        };

        await scene.SignInAsync(visitor, dialect);
        await scene.SignInAsync(visitor, dialect);

        Assert.Equal(2, scene.Provider.Count(AskedFor.Keys));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("not JSON")]
    public async Task Keys_that_were_good_stay_when_what_is_fetched_after_them_is_not(string answer)
    {
        await using var scene = await Scene.StartAsync();
        using var visitor = new Visitor();
        await scene.SignInAsync(visitor);
        scene.Provider.Lies = Everywhere(token => token.ResignedBy(Given.StrangersRsa)) with { AtKeys = Answering.With(200, answer) };
        (await scene.TrySignInAsync(visitor)).ShouldFail("kid");
        scene.Provider.Lies = new Lies { AtKeys = Answering.With(500, "down") };

        await scene.SignInAsync(visitor);
    }

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public async Task Fifty_made_up_names_of_keys_are_a_handful_of_requests(Dialect dialect)
    {
        await using var scene = await Scene.StartAsync();
        var number = 0;
        scene.Provider.Lies = Everywhere(token => token.WithHeader("kid", $"made-up-{Interlocked.Increment(ref number)}"));

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 50)
                .Select(async _ =>
                {
                    using var visitor = new Visitor();
                    return await scene.TrySignInAsync(visitor, dialect);
                })
        );

        foreach (var answer in answers)
            answer.ShouldFail("kid");
        Assert.InRange(scene.Provider.Count(AskedFor.Keys), 2, 7); // the first, five, and a minute that may have begun
        using var honest = new Visitor();
        scene.Provider.Lies = new();
        await scene.SignInAsync(honest, dialect);
    }

    [Theory]
    [InlineData(Given.OtherTenant)]
    [InlineData(PersonalAccounts)]
    public async Task A_key_vouches_for_its_own_issuer_alone(string tenant)
    {
        await using var scene = await Scene.StartAsync();
        using var visitor = new Visitor();
        scene.Provider.Lies = new Lies { Keys = _ => [Given.Rsa.Jwk(("issuer", scene.Provider.Issuer(Dialect.V2, tenant)))] };

        var refused = await scene.TrySignInAsync(visitor);

        refused.ShouldFail("key issuer");
        Assert.Equal(0, scene.Provider.Count(AskedFor.SharePoint));
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }

    [Theory]
    [InlineData("RS512")]
    [InlineData("RSA-OAEP")]
    public async Task A_key_for_another_algorithm_checks_nothing(string algorithm)
    {
        await using var scene = await Scene.StartAsync(new Lies { Keys = _ => [Given.Rsa.Jwk(("alg", algorithm))] });
        using var visitor = new Visitor();

        (await scene.TrySignInAsync(visitor)).ShouldFail("kid");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("HS256")]
    public async Task No_promise_of_the_metadata_makes_a_weak_algorithm_good(string algorithm)
    {
        await using var scene = await Scene.StartAsync(
            Everywhere(token =>
                algorithm == "none"
                    ? token.WithoutSignature()
                    : token.SignedWithHmac(System.Text.Encoding.UTF8.GetBytes(SpOAuthRaw.Sandbox.SandboxRegistration.ClientSecret))
            ) with
            {
                Metadata = document => document["id_token_signing_alg_values_supported"] = new JsonArray(algorithm, "RS256"),
            }
        );
        using var visitor = new Visitor();

        (await scene.TrySignInAsync(visitor)).ShouldFail("alg");
        (await scene.TrySignInAsync(visitor, Dialect.V1)).ShouldFail("alg");
        await visitor.ShouldBeSignedOutAsync(scene.App);
    }

    private static Lies Everywhere(Func<IdTokenBuilder, IdTokenBuilder> lie) => new() { FrontChannelIdToken = lie, IdToken = lie };
}
