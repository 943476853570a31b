using System.Globalization;
using System.IdentityModel.Tokens.Jwt;
using System.Text.Json;
using Microsoft.IdentityModel.Tokens;

namespace SpOAuthRaw.Protocol;

/// <summary>
/// Every check of an ID token by name, in the order of OIDC Core §3.1.3.7 and §3.3.2.11, with those that Entra ID's many tenants add.
/// The first that fails ends it: nobody is signed in by a token that is right in most things.
/// </summary>
public static class IdTokenValidation
{
    private static readonly Check[] Checks =
    [
        new("iss", "OIDC Core §3.1.3.7 (2)", Issuer),
        new("tid", "Microsoft identity platform", Tenant),
        new("aud", "OIDC Core §3.1.3.7 (3)", Audience),
        new("azp", "OIDC Core §3.1.3.7 (5)", AuthorizedParty),
        new("alg", "OIDC Core §3.1.3.7 (7)", Algorithm),
        new("crit", "RFC 7515 §4.1.11", CriticalHeaders),
        new("kid", "OIDC Core §10.1", KeyId),
        new("signature", "OIDC Core §3.1.3.7 (6)", Signature),
        new("key issuer", "Microsoft identity platform", KeyIssuer),
        new("exp", "OIDC Core §3.1.3.7 (9)", Expiration),
        new("nbf", "RFC 7519 §4.1.5", NotBefore),
        new("iat", "OIDC Core §3.1.3.7 (10)", IssuedAt),
        new("nonce", "OIDC Core §3.1.3.7 (11)", Nonce),
        new("sub", "OIDC Core §2", Subject),
        new("c_hash", "OIDC Core §3.3.2.11", CodeHash),
        new("at_hash", "OIDC Core §3.1.3.8", AccessTokenHash),
    ];

    /// <summary>What a provider may sign with here, if it announces it: asymmetric, and nothing that anybody else could make (RFC 8725 §3.1, §3.2).</summary>
    private static readonly string[] AsymmetricAlgorithms =
    [
        "RS256",
        "RS384",
        "RS512",
        "PS256",
        "PS384",
        "PS512",
        "ES256",
        "ES384",
        "ES512",
    ];

    private static readonly JwtSecurityTokenHandler Handler = new() { MapInboundClaims = false };

    /// <summary>Runs the checks on the ID token that came through the browser beside a code, which must carry <c>c_hash</c>.</summary>
    public static IdTokenVerdict ValidateFrontChannel(IdToken token, IdTokenExpectations expected) =>
        Validate(token, expected, codeHashRequired: true);

    /// <summary>Runs the checks on the ID token that came from the token endpoint.</summary>
    public static IdTokenVerdict Validate(IdToken token, IdTokenExpectations expected) =>
        Validate(token, expected, codeHashRequired: false);

    /// <summary>The algorithms that a provider's tokens may be signed with here.</summary>
    public static IReadOnlyList<string> AlgorithmsOf(ProviderMetadata metadata) =>
        metadata.IdTokenSigningAlgorithms is { Count: > 0 } announced ? [.. AsymmetricAlgorithms.Intersect(announced)] : ["RS256"];

    private static IdTokenVerdict Validate(IdToken token, IdTokenExpectations expected, bool codeHashRequired)
    {
        var subject = new Examination(token, expected, codeHashRequired);
        var results = new List<CheckResult>(Checks.Length);
        FailedCheck? failure = null;

        foreach (var check in Checks)
        {
            var finding = failure is null ? check.Run(subject) : Finding.Skipped();
            results.Add(new CheckResult(check.Name, check.Specification, finding.Outcome, finding.Expected, finding.Received));
            if (finding.Outcome == CheckOutcome.Failed)
                failure = new FailedCheck(check.Name, check.Specification, finding.Expected, finding.Received);
        }

        return new IdTokenVerdict(results, failure is null ? new ValidatedIdToken(token) : failure);
    }

    /// <summary>The provider's own name, to the letter. Where it serves many tenants, the name with the token's tenant filled in.</summary>
    private static Finding Issuer(Examination it)
    {
        var expected = Filled(it.Expected.Metadata.Issuer, it.Token);
        return Finding.Of(
            expected is not null && it.Token.Text("iss") == expected,
            expected ?? it.Expected.Metadata.Issuer,
            it.Token.Text("iss")
        );
    }

    /// <summary>A GUID, once, and the one in <c>iss</c>: Entra ID's own claim, without which a template could be filled with anything.</summary>
    private static Finding Tenant(Examination it)
    {
        var tenantOfIssuer = Authority.TenantOf(it.Token.Text("iss")!);
        var spellings = it.Token.Claims.EnumerateObject().Count(claim => claim.Name.Equals("tid", StringComparison.OrdinalIgnoreCase));
        if (spellings == 0 && !IsTemplate(it.Expected.Metadata.Issuer))
            return Finding.Skipped();
        return Finding.Of(spellings == 1 && it.Token.Text("tid") is { } tid && tid == tenantOfIssuer, tenantOfIssuer, it.Token.Text("tid"));
    }

    /// <summary>This app, and no one else: we trust no other party to receive a token that signs people in here.</summary>
    private static Finding Audience(Examination it)
    {
        var audiences = it.Token.Texts("aud");
        return Finding.Of(audiences.Count == 1 && audiences[0] == it.Expected.ClientId, it.Expected.ClientId, string.Join(' ', audiences));
    }

    /// <summary>Optional; whoever is named must be this app.</summary>
    private static Finding AuthorizedParty(Examination it) =>
        !it.Token.Claims.TryGetProperty("azp", out var azp)
            ? Finding.Skipped(it.Expected.ClientId)
            : Finding.Of(it.Token.Text("azp") == it.Expected.ClientId, it.Expected.ClientId, azp.ToString());

    /// <summary>Never <c>none</c>, never an HMAC: what the provider announces, as far as it is asymmetric. RS256 when it announces nothing.</summary>
    private static Finding Algorithm(Examination it)
    {
        var allowed = AlgorithmsOf(it.Expected.Metadata);
        return Finding.Of(
            it.Token.HeaderText("alg") is { } algorithm && allowed.Contains(algorithm),
            string.Join(", ", allowed),
            it.Token.HeaderText("alg")
        );
    }

    /// <summary>A header that must be understood and isn't. We understand none beyond the registered ones, so there must be no such list.</summary>
    private static Finding CriticalHeaders(Examination it) =>
        it.Token.Header.TryGetProperty("crit", out var critical) ? Finding.Failed(null, critical.ToString()) : Finding.Skipped();

    /// <summary>The provider's key by the header's name for it. Keys that the header itself brings (jwk, jku, x5u, x5c) are never looked at.</summary>
    private static Finding KeyId(Examination it)
    {
        var received = it.Token.HeaderText("kid");
        var found = it.Expected.Keys.TryFind(received, it.Token.HeaderText("alg")!, out it.Key);
        return Finding.Of(found, found ? it.Key!.Kid : string.Join(", ", it.Expected.Keys.Keys.Select(key => key.Kid)), received);
    }

    /// <summary>The signature over header and claims, by that key with that algorithm.</summary>
    private static Finding Signature(Examination it)
    {
        var expected = $"{it.Token.HeaderText("alg")}, {it.Key!.Kid}";
        try
        {
            Handler.ValidateToken(
                it.Token.Compact,
                new TokenValidationParameters
                {
                    IssuerSigningKey = it.Key.Key,
                    ValidAlgorithms = [it.Token.HeaderText("alg")!],
                    TryAllIssuerSigningKeys = true, // the one above: it was found by kid already
                    ValidateIssuer = false, // these three have checks of their own here, by name and by our clock
                    ValidateAudience = false,
                    ValidateLifetime = false,
                },
                out _
            );
            return Finding.Passed(expected, expected);
        }
        catch (Exception exception) when (exception is SecurityTokenException or ArgumentException or InvalidOperationException)
        {
            // The last one: two `actor` claims, of which the library makes identities. Nobody of ours sends any.
            return Finding.Failed(expected, exception.GetType().Name);
        }
    }

    /// <summary>Entra ID says whom a key may vouch for, so that the key for personal accounts can't sign for a company. v1's keys don't say.</summary>
    private static Finding KeyIssuer(Examination it)
    {
        if (it.Key!.Issuer is not { } issuer)
            return Finding.Skipped();
        var expected = it.Token.Text("iss");
        return Finding.Of(Filled(issuer, it.Token) == expected, expected, issuer);
    }

    private static Finding Expiration(Examination it)
    {
        var expires = it.Token.Time("exp");
        return Finding.Of(
            expires is not null && it.Expected.Now - IdTokenExpectations.ClockSkew < expires,
            $"> {At(it.Expected.Now)}",
            At(expires)
        );
    }

    /// <summary>Optional; Entra ID sets it five minutes back.</summary>
    private static Finding NotBefore(Examination it)
    {
        if (!it.Token.Claims.TryGetProperty("nbf", out _))
            return Finding.Skipped();
        var begins = it.Token.Time("nbf");
        return Finding.Of(
            begins is not null && begins <= it.Expected.Now + IdTokenExpectations.ClockSkew,
            $"≤ {At(it.Expected.Now)}",
            At(begins)
        );
    }

    private static Finding IssuedAt(Examination it)
    {
        var issued = it.Token.Time("iat");
        return Finding.Of(
            issued is not null && issued <= it.Expected.Now + IdTokenExpectations.ClockSkew,
            $"≤ {At(it.Expected.Now)}",
            At(issued)
        );
    }

    /// <summary>The value of our request: a token stolen from another sign-in has another.</summary>
    private static Finding Nonce(Examination it) =>
        it.Expected.Nonce is not { } nonce ? Finding.Skipped() : Finding.Of(it.Token.Text("nonce") == nonce, nonce, it.Token.Text("nonce"));

    /// <summary>At most 255 characters (OIDC Core §2), and there.</summary>
    private static Finding Subject(Examination it) =>
        Finding.Of(it.Token.Text("sub") is { Length: > 0 and <= 255 }, null, it.Token.Text("sub"));

    /// <summary>Ties the code to this token. Required where both came through the browser, checked wherever it stands.</summary>
    private static Finding CodeHash(Examination it) => Hash(it, "c_hash", it.Expected.Code, it.CodeHashRequired);

    /// <summary>Ties the access token to this token. Optional in the code flow, checked wherever it stands.</summary>
    private static Finding AccessTokenHash(Examination it) => Hash(it, "at_hash", it.Expected.AccessToken, required: false);

    private static Finding Hash(Examination it, string claim, string? value, bool required)
    {
        if (value is null || (!required && !it.Token.Claims.TryGetProperty(claim, out _)))
            return Finding.Skipped();
        var expected = LeftHalfHash.Of(value, it.Token.HeaderText("alg")!);
        return Finding.Of(it.Token.Text(claim) == expected, expected, it.Token.Text(claim));
    }

    private static bool IsTemplate(string issuer) => issuer.Contains(Authority.TenantTemplate, StringComparison.Ordinal);

    /// <summary>The issuer with the token's tenant in the template's place; <c>null</c> when the token names no tenant that is a GUID.</summary>
    private static string? Filled(string issuer, IdToken token) =>
        !IsTemplate(issuer) ? issuer
        : Guid.TryParseExact(token.Text("tid"), "D", out _)
            ? issuer.Replace(Authority.TenantTemplate, token.Text("tid"), StringComparison.Ordinal)
        : null;

    private static string? At(DateTimeOffset? time) => time?.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private sealed record Check(string Name, string Specification, Func<Examination, Finding> Run);

    /// <summary>The token under examination, what it is held against, and the key once it is found.</summary>
    private sealed class Examination(IdToken token, IdTokenExpectations expected, bool codeHashRequired)
    {
        public SigningKey? Key;

        public IdToken Token => token;

        public IdTokenExpectations Expected => expected;

        public bool CodeHashRequired => codeHashRequired;
    }

    private readonly record struct Finding(CheckOutcome Outcome, string? Expected, string? Received)
    {
        public static Finding Of(bool passed, string? expected, string? received) =>
            passed ? Passed(expected, received) : Failed(expected, received);

        public static Finding Passed(string? expected, string? received) => new(CheckOutcome.Passed, expected, received);

        public static Finding Failed(string? expected, string? received) => new(CheckOutcome.Failed, expected, received);

        public static Finding Skipped(string? expected = null) => new(CheckOutcome.Skipped, expected, null);
    }
}
