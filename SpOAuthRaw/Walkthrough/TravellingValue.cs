using SpOAuthRaw.Protocol;
using SpOAuthRaw.SignIn;

namespace SpOAuthRaw.Walkthrough;

/// <summary>A value that appears on several pages and keeps one colour on all of them.</summary>
/// <param name="Kind">Its colour: state, nonce, pkce, code, token or secret.</param>
/// <param name="Name">What it is called on the wire.</param>
/// <param name="Value">The value itself.</param>
public sealed record TravellingValue(string Kind, string Name, string Value)
{
    /// <summary>Whether it is masked while secrets are hidden.</summary>
    public bool IsSecret => Kind is "code" or "token" or "secret" || Name.Equals("code_verifier", StringComparison.OrdinalIgnoreCase);

    /// <summary>The colour of a name's values; <c>null</c> for a name that no travelling value has.</summary>
    public static string? KindOf(string name) =>
        name.ToLowerInvariant() switch
        {
            "state" => "state",
            "nonce" => "nonce",
            "code" => "code",
            "code_verifier" or "code_challenge" => "pkce",
            "id_token" or "id_token_hint" or "access_token" or "token" or "authorization" => "token",
            "refresh_token"
            or "client_secret"
            or "client_assertion"
            or "assertion"
            or "subject_token"
            or "actor_token"
            or "device_code"
            or "password"
            or "cookie"
            or "set-cookie" => "secret",
            _ => null,
        };

    /// <summary>Without the value.</summary>
    public override string ToString() => Name;

    /// <summary>The values of a run.</summary>
    public static IReadOnlyList<TravellingValue> Of(Run run, Replay replay, ClientRegistration client, Session? session = null)
    {
        TravellingValue?[] all =
        [
            new("state", "state", run.Pending.State),
            new("nonce", "nonce", run.Pending.Nonce),
            new("pkce", "code_verifier", run.Pending.CodeVerifier.Value),
            new("pkce", "code_challenge", run.Pending.CodeVerifier.Challenge),
            Named("code", "code", run.Response?.Code),
            Named("token", "id_token", run.Response?.IdToken),
            Named("token", "id_token", replay.Tokens?.IdToken),
            Named("token", "access_token", replay.Tokens?.AccessToken),
            Named("secret", "refresh_token", replay.Tokens?.RefreshToken),
            Named("token", "access_token", session?.AccessToken),
            Named("secret", "refresh_token", session?.RefreshToken),
            Named("secret", "client_secret", client.ClientSecret),
        ];
        IEnumerable<Parameter> carried = [.. run.Asked, .. run.Response?.Parameters ?? []];
        return [.. all.OfType<TravellingValue>().Concat(run.OwnExchanges.SelectMany(SecretsIn.Exchange)).Concat(In(carried)).Distinct()];
    }

    /// <summary>The values in parameters, which somebody may have changed: beside the one that was meant travels the one that was sent.</summary>
    public static IEnumerable<TravellingValue> In(IEnumerable<Parameter> parameters)
    {
        Parameter[] all = [.. parameters];
        return all.Select(each => KindOf(each.Name) is { } kind ? Named(kind, each.Name, each.Value) : null)
            .OfType<TravellingValue>()
            .Where(value => !value.IsSecret)
            .Concat(SecretsIn.Fields(all));
    }

    /// <summary>The secrets of a session.</summary>
    public static IReadOnlyList<TravellingValue> Of(Session session, ClientRegistration client)
    {
        TravellingValue?[] all =
        [
            Named("token", "access_token", session.AccessToken),
            Named("secret", "refresh_token", session.RefreshToken),
            Named("secret", "client_secret", client.ClientSecret),
        ];
        return [.. all.OfType<TravellingValue>()];
    }

    private static TravellingValue? Named(string kind, string name, string? value) =>
        value is { Length: > 0 } ? new(kind, name, value) : null;
}
