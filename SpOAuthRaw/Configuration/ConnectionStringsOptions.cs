using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace SpOAuthRaw.Configuration;

/// <summary>The section <c>ConnectionStrings</c>.</summary>
public sealed class ConnectionStringsOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "ConnectionStrings";

    /// <summary>A Redis that several instances share; empty: sessions live in this process.</summary>
    public string Redis { get; set; } = "";
}

/// <summary>Says what can't work in <c>ConnectionStrings</c>. The value itself is not repeated: a password may be in it.</summary>
public sealed class ConnectionStringsValidation : IValidateOptions<ConnectionStringsOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ConnectionStringsOptions options) =>
        options.Redis.Length == 0 || NamesAServer(options.Redis)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                "ConnectionStrings:Redis can't be read: set it to host and port, with options after commas, such as localhost:6379 or "
                    + "redis.contoso.com:6380,ssl=true,password=…, or empty it to keep sessions in this process."
            );

    private static bool NamesAServer(string text)
    {
        try
        {
            return ConfigurationOptions.Parse(text).EndPoints.Count > 0;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return false;
        }
    }
}
