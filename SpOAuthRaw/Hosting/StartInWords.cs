using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace SpOAuthRaw.Hosting;

/// <summary>Starts the app; what keeps it from starting is said in a sentence each, without a stack trace.</summary>
public static class StartInWords
{
    /// <summary>Whether the configuration can work; says of each key that can't what is wrong. Before anything reads it.</summary>
    public static bool IsConfigured(this WebApplication app)
    {
        try
        {
            app.Services.GetRequiredService<IStartupValidator>().Validate();
            return true;
        }
        catch (Exception exception) when (Sentences(exception, static _ => null) is { Count: > 0 } sentences)
        {
            Say(sentences);
            return false;
        }
    }

    /// <summary>Runs the app until it is stopped.</summary>
    /// <param name="app">The app.</param>
    /// <param name="explain">The sentence for a failure that only the caller knows; <c>null</c> for any other.</param>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunInWordsAsync(this WebApplication app, Func<Exception, string?> explain)
    {
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (Exception exception) when (Sentences(exception, explain) is { Count: > 0 } sentences)
        {
            Say(sentences);
            return 1;
        }
    }

    private static void Say(List<string> sentences)
    {
        foreach (var sentence in sentences)
            Console.Error.WriteLine(sentence);
    }

    private static List<string> Sentences(Exception exception, Func<Exception, string?> explain) =>
        exception switch
        {
            AggregateException aggregate => [.. aggregate.InnerExceptions.SelectMany(inner => Sentences(inner, explain))],
            OptionsValidationException invalid => [.. invalid.Failures],
            IOException { InnerException: AddressInUseException } taken =>
            [
                $"{AddressIn(taken.Message)} is taken: end the program that listens there, or choose another address with --urls http://localhost:5560.",
            ],
            _ => explain(exception) is { } sentence ? [sentence] : [],
        };

    /// <summary>Kestrel names the address in the middle of its message, and nowhere else.</summary>
    private static string AddressIn(string message) =>
        message.Split(' ').FirstOrDefault(word => word.Contains("://", StringComparison.Ordinal))?.TrimEnd(':', '.') ?? "The app's address";
}
