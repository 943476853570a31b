using Microsoft.Extensions.Options;

namespace SpOAuthRaw.Configuration;

/// <summary>The section <c>App</c>: how browsers reach this app, where that is not simply where it listens.</summary>
public sealed class AppOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "App";

    /// <summary>The origin in the browser's address bar, such as <c>https://profile.contoso.com</c>; empty: where the app listens.</summary>
    public string PublicOrigin { get; set; } = "";
}

/// <summary>Says of every key of <c>App</c> that can't work what is wrong and how to mend it, a sentence a key.</summary>
public sealed class AppValidation : IValidateOptions<AppOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AppOptions options) =>
        options.PublicOrigin.Length == 0 || (WebAddress.TryParse(options.PublicOrigin, out var origin) && origin.AbsolutePath == "/")
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"App:PublicOrigin is '{options.PublicOrigin}', which is not an absolute https address without a path: set it to what people see "
                    + "in the address bar, such as https://profile.contoso.com (http is taken on localhost alone)."
            );
}
