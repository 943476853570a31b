using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SpOAuthRaw.Sandbox;
using SpOAuthRaw.Tests.Hosting;

namespace SpOAuthRaw.Tests.Attacks;

/// <summary>ID tokens with one lie in them, on every way on which one arrives.</summary>
public sealed class IdTokenAttacks(Scene scene) : IClassFixture<Scene>
{
    private const int SecondsOff = 600; // twice the leeway

    private static readonly RSA PublicKey = (RSA)Given.Rsa.Key;

    /// <summary>Where the lie stands.</summary>
    public enum Way
    {
        FrontChannelV1,
        TokenEndpointV1,
        TokenEndpointV2,
    }

    /// <summary>The lie's name, the check that must find it, and the lie. A token of the wrong shape is none at all: <c>id_token</c>.</summary>
    private static readonly (string Name, string Check, Func<IdTokenBuilder, LyingProvider, IdTokenBuilder> Tell)[] Lies =
    [
        ("iss with a 1 behind it", "iss", (token, provider) => token.With("iss", provider.Issuer(Dialect.V2, Given.Tenant) + "1")),
        ("iss of another provider", "iss", (token, _) => token.With("iss", $"https://evil.example/{Given.Tenant}/v2.0")),
        ("iss with the template unfilled", "iss", (token, provider) => token.With("iss", provider.Issuer(Dialect.V2, "{tenantid}"))),
        (
            "iss that is no text",
            "id_token",
            (token, provider) => token.With("iss", new JsonArray(provider.Issuer(Dialect.V2, Given.Tenant)))
        ),
        ("no iss", "iss", (token, _) => token.Without("iss")),
        ("tid of another tenant than iss", "iss", (token, _) => token.With("tid", Given.OtherTenant)),
        ("no tid", "iss", (token, _) => token.Without("tid")),
        ("tid that is no GUID", "iss", (token, _) => token.With("tid", "common")),
        ("tid once more in capitals", "tid", (token, _) => token.With("TID", Given.OtherTenant)),
        ("sub missing", "sub", (token, _) => token.Without("sub")),
        ("sub empty", "sub", (token, _) => token.With("sub", "")),
        ("sub that is no text", "sub", (token, _) => token.With("sub", 7)),
        ("sub of 256 characters", "sub", (token, _) => token.With("sub", new string('s', 256))),
        ("aud with a 1 behind it", "aud", (token, _) => token.With("aud", SandboxRegistration.ClientId + "1")),
        ("aud of another app", "aud", (token, _) => token.With("aud", Given.ClientId)),
        ("aud in capitals", "aud", (token, _) => token.With("aud", SandboxRegistration.ClientId.ToUpperInvariant())),
        ("no aud", "aud", (token, _) => token.Without("aud")),
        ("aud of nobody", "aud", (token, _) => token.With("aud", new JsonArray())),
        ("aud with an untrusted one besides", "aud", (token, _) => token.With("aud", new JsonArray(SandboxRegistration.ClientId, "evil"))),
        ("aud with an untrusted one first", "aud", (token, _) => token.With("aud", new JsonArray("evil", SandboxRegistration.ClientId))),
        ("azp of another app", "azp", (token, _) => token.With("azp", Given.ClientId)),
        ("azp that is no text", "azp", (token, _) => token.With("azp", new JsonArray(SandboxRegistration.ClientId))),
        ("exp long past", "exp", (token, _) => token.With("exp", Seconds(-SecondsOff))),
        ("no exp", "exp", (token, _) => token.Without("exp")),
        ("exp as text", "id_token", (token, _) => token.With("exp", "never")),
        ("nbf not yet", "nbf", (token, _) => token.With("nbf", Seconds(SecondsOff))),
        ("iat in the future", "iat", (token, _) => token.With("iat", Seconds(SecondsOff))),
        ("no iat", "iat", (token, _) => token.Without("iat")),
        ("iat as text", "id_token", (token, _) => token.With("iat", "now")),
        ("nonce of another sign-in", "nonce", (token, _) => token.With("nonce", "another")),
        ("nonce empty", "nonce", (token, _) => token.With("nonce", "")),
        ("no nonce", "nonce", (token, _) => token.Without("nonce")),
        ("a signature by a stranger under our key's name", "signature", (token, _) => token.SignedInsteadBy(Given.StrangersRsa)),
        ("a signature of nothing", "signature", (token, _) => token.WithSignature([])),
        ("a signature of noise", "signature", (token, _) => token.WithSignature(new byte[256])),
        ("alg none", "alg", (token, _) => token.WithoutSignature()),
        ("alg nOnE", "alg", (token, _) => token.WithoutSignature().WithHeader("alg", "nOnE")),
        ("alg none with the signature left on", "alg", (token, _) => token.WithHeader("alg", "none")),
        ("no alg", "alg", (token, _) => token.WithoutHeader("alg")),
        (
            "HS256 with the client secret",
            "alg",
            (token, _) => token.SignedWithHmac(Encoding.UTF8.GetBytes(SandboxRegistration.ClientSecret))
        ),
        (
            "HS256 with the public key as PEM",
            "alg",
            (token, _) => token.SignedWithHmac(Encoding.UTF8.GetBytes(PublicKey.ExportSubjectPublicKeyInfoPem()))
        ),
        (
            "HS256 with the public key as PKCS 1 PEM",
            "alg",
            (token, _) => token.SignedWithHmac(Encoding.UTF8.GetBytes(PublicKey.ExportRSAPublicKeyPem()))
        ),
        ("HS256 with the public key as DER", "alg", (token, _) => token.SignedWithHmac(PublicKey.ExportSubjectPublicKeyInfo())),
        ("HS256 with the public key's modulus", "alg", (token, _) => token.SignedWithHmac(PublicKey.ExportParameters(false).Modulus!)),
        ("an algorithm that nobody announced", "alg", (token, _) => token.ResignedBy(Given.Rsa, "RS512")),
        ("a key of an algorithm that nobody announced", "alg", (token, _) => token.ResignedBy(Given.Ec)),
        ("a crit that nobody knows", "crit", (token, _) => token.WithHeader("crit", new JsonArray("b64")).WithHeader("b64", false)),
        ("a crit of nothing", "crit", (token, _) => token.WithHeader("crit", new JsonArray())),
        ("kid unknown", "kid", (token, _) => token.ResignedBy(Given.StrangersRsa)),
        ("kid in capitals", "kid", (token, _) => token.WithHeader("kid", Given.Rsa.Kid.ToUpperInvariant())),
        ("the attacker's key in jwk", "signature", (token, _) => Forged(token).WithHeader("jwk", Given.StrangersRsa.Jwk())),
        ("the attacker's keys at jku", "signature", (token, provider) => Forged(token).WithHeader("jku", provider.Elsewhere.AbsoluteUri)),
        (
            "the attacker's certificate at x5u",
            "signature",
            (token, provider) => Forged(token).WithHeader("x5u", provider.Elsewhere.AbsoluteUri)
        ),
        ("the attacker's certificate in x5c", "signature", (token, _) => Forged(token).WithHeader("x5c", new JsonArray("MIIB"))),
        (
            "the attacker's key in jwk, by its own name",
            "kid",
            (token, _) => token.ResignedBy(Given.StrangersRsa).WithHeader("jwk", Given.StrangersRsa.Jwk())
        ),
        ("the nonce twice", "id_token", (token, _) => token.WithTwice("nonce", "another")),
        ("the aud twice", "id_token", (token, _) => token.WithTwice("aud", "another")),
        ("the sub twice", "id_token", (token, _) => token.WithTwice("sub", "another")),
        ("a claim twice, spelt with an escape", "id_token", (token, _) => token.With("s\\u0075b", "another")),
        ("the alg twice", "id_token", (token, _) => token.WithHeaderTwice("alg", "none")),
        ("c_hash of another code", "c_hash", (token, _) => token.With("c_hash", IdTokenBuilder.LeftHalf("SHA256", "another"))),
        ("c_hash that is no text", "c_hash", (token, _) => token.With("c_hash", 1)),
    ];

    public static TheoryData<string, Way> Everywhere
    {
        get
        {
            var data = new TheoryData<string, Way>();
            foreach (var lie in Lies)
            foreach (var way in Enum.GetValues<Way>())
                data.Add(lie.Name, way);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Everywhere))]
    public async Task An_ID_token_with_a_lie_signs_nobody_in(string name, Way way)
    {
        var (_, check, tell) = Lies.Single(lie => lie.Name == name);
        IdTokenBuilder Tell(IdTokenBuilder token) => tell(token, scene.Provider);

        await (
            way == Way.FrontChannelV1
                ? scene.ShouldRefuseSignInAsync(check, tokenRequests: 0, Dialect.V1, new Lies { FrontChannelIdToken = Tell })
                : scene.ShouldRefuseSignInAsync(
                    check,
                    tokenRequests: 1,
                    way == Way.TokenEndpointV1 ? Dialect.V1 : Dialect.V2,
                    new Lies { IdToken = Tell }
                )
        );
    }

    [Fact]
    public Task A_front_channel_ID_token_must_vouch_for_the_code() =>
        scene.ShouldRefuseSignInAsync("c_hash", 0, Dialect.V1, new Lies { FrontChannelIdToken = token => token.Without("c_hash") });

    [Theory]
    [InlineData(Dialect.V2)]
    [InlineData(Dialect.V1)]
    public Task An_ID_token_that_vouches_for_another_access_token_is_refused(Dialect dialect) =>
        scene.ShouldRefuseSignInAsync(
            "at_hash",
            1,
            dialect,
            new Lies { IdToken = token => token.With("at_hash", IdTokenBuilder.LeftHalf("SHA256", "another")) }
        );

    [Fact]
    public Task Both_ID_tokens_speak_of_one_person() =>
        scene.ShouldRefuseSignInAsync("sub", 1, Dialect.V1, new Lies { IdToken = token => token.With("sub", "somebody else") });

    [Fact]
    public Task Both_ID_tokens_come_from_one_issuer() =>
        scene.ShouldRefuseSignInAsync(
            "iss",
            1,
            Dialect.V1,
            new Lies
            {
                IdToken = token => token.With("iss", scene.Provider.Issuer(Dialect.V1, Given.OtherTenant)).With("tid", Given.OtherTenant),
            }
        );

    [Theory]
    [InlineData("", "id_token")]
    [InlineData("no token", "id_token")]
    [InlineData("a.b.c", "id_token")]
    [InlineData("..", "id_token")]
    [InlineData("e30.e30.", "iss")]
    [InlineData("a.b.c.d.e", "id_token")]
    public async Task What_is_no_ID_token_is_refused(string text, string check)
    {
        await scene.ShouldRefuseSignInAsync(check, 1, Dialect.V2, new Lies { Tokens = answer => answer["id_token"] = text });
        await scene.ShouldRefuseAsync(
            check,
            0,
            new Lies(),
            visitor => scene.TrySignInAsync(visitor, Dialect.V1, answer => answer.With("id_token", text))
        );
    }

    [Fact]
    public Task An_ID_token_of_100_kB_is_refused() =>
        scene.ShouldRefuseSignInAsync("id_token", 1, Dialect.V2, new Lies { IdToken = token => token.With("x", new string('x', 100_000)) });

    private static IdTokenBuilder Forged(IdTokenBuilder token) => token.SignedInsteadBy(Given.StrangersRsa);

    private static long Seconds(int fromNow) => DateTimeOffset.UtcNow.ToUnixTimeSeconds() + fromNow;
}
