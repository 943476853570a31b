using System.Net;
using Microsoft.Extensions.Options;

namespace SpOAuthRaw.Configuration;

/// <summary>The section <c>Limits</c>: how much one address may ask for.</summary>
public sealed class LimitsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Limits";

    /// <summary>How many sign-ins, callbacks and messages of walks, all together, a remote address may begin in a minute. A class of thirty behind one address fits ten times over.</summary>
    public int SignInsPerMinute { get; set; } = 600;
}

/// <summary>The section <c>Proxies</c>: whose <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c> are believed.</summary>
public sealed class ProxiesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Proxies";

    /// <summary>The proxies' IP addresses, separated by blanks or commas; empty: nobody is believed.</summary>
    public string Known { get; set; } = "";

    /// <summary>The addresses; <c>null</c> where one is none.</summary>
    public IReadOnlyList<IPAddress?> Addresses =>
        [
            .. Known
                .Split([' ', ','], StringSplitOptions.RemoveEmptyEntries)
                .Select(text => IPAddress.TryParse(text, out var address) ? address : null),
        ];
}

/// <summary>Says what can't work in <c>Limits</c> and <c>Proxies</c>, a sentence a key.</summary>
public sealed class LimitsValidation : IValidateOptions<LimitsOptions>, IValidateOptions<ProxiesOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, LimitsOptions options) =>
        options.SignInsPerMinute > 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Limits:SignInsPerMinute is {options.SignInsPerMinute}, so nobody could sign in: set it to a number above zero, such as 600."
            );

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ProxiesOptions options) =>
        options.Addresses.All(address => address is not null)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Proxies:Known is '{options.Known}', which holds something that is no IP address: set it to the proxies' addresses, such as 10.0.0.7."
            );
}
