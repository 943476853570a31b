using FsCheck;
using FsCheck.Xunit;

namespace SpOAuthRaw.Tests.Properties;

/// <summary>What holds of every authorization response: one that differs in anything that matters is refused, and none breaks the app.</summary>
public sealed class GrantProperties
{
    [Property(MaxTest = 500)]
    public bool A_response_of_anything_at_all_is_refused(NonNull<string>[] names, string?[] values, bool formPost, bool v1)
    {
        var mode = formPost ? ResponseMode.FormPost : ResponseMode.Query;
        Parameter[] parameters = [.. names.Zip(values, (name, value) => new Parameter(name.Get, value ?? ""))];

        return IsRefused(new AuthorizationResponse(mode, parameters), Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2));
    }

    [Property]
    public bool A_response_with_another_state_is_refused(string? state, bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);

        return state == pending.State || IsRefused(Given.ResponseTo(pending).With("state", state), pending);
    }

    [Property(MaxTest = 500)]
    public bool A_response_whose_state_differs_in_one_character_is_refused(NonNegativeInt place, char other, bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);
        var state = pending.State.ToCharArray();
        state[place.Get % state.Length] = other;

        return new string(state) == pending.State || IsRefused(Given.ResponseTo(pending).With("state", new string(state)), pending);
    }

    [Property]
    public bool A_response_that_came_another_way_is_refused(bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);
        var response = Given.ResponseTo(pending);
        var other = response.Mode == ResponseMode.Query ? ResponseMode.FormPost : ResponseMode.Query;

        return IsRefused(response with { Mode = other }, pending);
    }

    [Property]
    public bool A_response_of_another_issuer_is_refused(NonNull<string> issuer, bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);

        return issuer.Get == Given.Metadata(pending.Dialect).Issuer
            || IsRefused(Given.ResponseTo(pending).With("iss", issuer.Get), pending);
    }

    [Property]
    public bool A_response_with_any_parameter_doubled_is_refused(NonNegativeInt which, string? value, bool atTheEnd, bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);
        var response = Given.ResponseTo(pending);
        var name = response.Parameters[which.Get % response.Parameters.Count].Name;
        var twin = new Parameter(name, value ?? "");

        return IsRefused(
            response with
            {
                Parameters = atTheEnd ? [.. response.Parameters, twin] : [twin, .. response.Parameters],
            },
            pending
        );
    }

    [Property]
    public bool A_response_without_what_was_asked_for_is_refused(NonNegativeInt which, bool empty, bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);
        string[] needed = v1 ? ["state", "code", "id_token"] : ["state", "code"];

        return IsRefused(Given.ResponseTo(pending).With(needed[which.Get % needed.Length], empty ? "" : null), pending);
    }

    [Property]
    public bool A_response_that_comes_too_late_is_refused(PositiveInt seconds, bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);
        var late = Given.Now + PendingAuthorization.Lifetime + TimeSpan.FromSeconds(seconds.Get);

        return !Accept(Given.ResponseTo(pending), pending, late).Succeeded(out _, out _);
    }

    [Property]
    public bool A_response_with_an_error_is_refused(NonNull<string> error, bool v1)
    {
        var pending = Given.PendingAuthorization(v1 ? Dialect.V1 : Dialect.V2);

        return IsRefused(Given.ResponseTo(pending).With("error", error.Get), pending);
    }

    /// <summary>In time, and also where this browser has begun nothing at all.</summary>
    private static bool IsRefused(AuthorizationResponse response, PendingAuthorization pending) =>
        !Accept(response, pending, Given.Now).Succeeded(out _, out _) && !Accept(response, null, Given.Now).Succeeded(out _, out _);

    private static Checked<AuthorizationGrant> Accept(AuthorizationResponse response, PendingAuthorization? pending, DateTimeOffset now) =>
        AuthorizationGrant.Accept(response, pending, Given.Metadata(pending?.Dialect ?? Dialect.V2), now);
}
