using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace SpOAuthRaw.Hosting;

/// <summary>Starts the app; what keeps it from starting is said in a sentence each, without a stack trace.</summary>
public static class StartInWords
{
    /// <summary>What can't work in the configuration, a sentence a key; empty when all is well. Asked before anything reads a setting.</summary>
    public static string[] WrongSettings(WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return [];
        }
        catch (Exception exception) when (Sentences(exception, _ => null) is { Count: > 0 } sentences)
        {
            return [.. sentences];
        }
    }

    /// <summary>Runs the app until it is stopped.</summary>
    /// <param name="app">The app.</param>
    /// <param name="explain">The sentence for a failure that only the caller knows; <c>null</c> for any other.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunInWordsAsync(this WebApplication app, Func<Exception, string?> explain)
    {
        var configured = app.Configuration["urls"] ?? ""; // afterwards nobody can ask for it
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception)
            when (Sentences(exception, each => explain(each) ?? Taken(each, configured)) is { Count: > 0 } sentences)
        {
            return Say([.. sentences]);
        }
    }

    /// <summary>The sentence for a failure; <c>null</c> when there is none.</summary>
    public static string? SentenceFor(Exception exception) => Sentences(exception, _ => null).FirstOrDefault();

    /// <summary>Says what keeps the app from starting.</summary>
    /// <returns>The exit code of a program that has failed.</returns>
    public static int Say(params string[] sentences)
    {
        foreach (var sentence in sentences)
            Console.Error.WriteLine(sentence);
        return 1;
    }

    private static List<string> Sentences(Exception exception, Func<Exception, string?> explain) =>
        exception switch
        {
            AggregateException aggregate => [.. aggregate.InnerExceptions.SelectMany(inner => Sentences(inner, explain))],
            OptionsValidationException invalid => [.. invalid.Failures],
            // The configuration binder's, where a number or a yes-or-no is something else. It names value and key in its message alone.
            InvalidOperationException { InnerException: FormatException or ArgumentException, Message: { } message }
                when message.StartsWith("Failed to convert configuration value", StringComparison.Ordinal) =>
            [
                $"{message.Split(" to type ")[0].Replace("Failed to convert configuration value", "The configuration's value", StringComparison.Ordinal)} is of the wrong kind: set it as README.md's table says.",
            ],
            FormatException { Message: { } message } when message.StartsWith("Invalid url", StringComparison.Ordinal) =>
            [
                $"The address to listen on is none ({message.TrimEnd('.')}): set --urls or ASPNETCORE_URLS to one such as http://localhost:5555.",
            ],
            InvalidOperationException { Message: { } message }
                when message.StartsWith("Unable to configure HTTPS endpoint", StringComparison.Ordinal) =>
            [
                "There is no certificate to listen on https with: run 'dotnet dev-certs https', or end TLS at a proxy and set App:PublicOrigin.",
            ],
            _ => explain(exception) is { } sentence ? [sentence] : [],
        };

    private static string? Taken(Exception exception, string configured) =>
        exception is IOException { InnerException: AddressInUseException }
            ? $"{AsConfigured(AddressIn(exception.Message), configured)} is taken: end the program that listens there, or choose another address with --urls http://localhost:5560."
            : null;

    /// <summary>An address as the person wrote it: Kestrel makes two of each <c>localhost</c>, and names the one that it could not have.</summary>
    private static string AsConfigured(string taken, string configured) =>
        Uri.TryCreate(taken, UriKind.Absolute, out var bound)
            ? configured
                .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .FirstOrDefault(address => BindingAddress.Parse(address).Port == bound.Port, taken)
            : taken;

    /// <summary>Kestrel names the address in the middle of its message, and nowhere else.</summary>
    private static string AddressIn(string message) =>
        message.Split(' ').FirstOrDefault(word => word.Contains("://", StringComparison.Ordinal))?.TrimEnd(':', '.') ?? "The app's address";
}
