using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Hears every category at every level, with scopes and values.</summary>
public sealed class CapturedLogs : ILoggerProvider
{
    private readonly ConcurrentQueue<(string Category, LogLevel Level, string Text)> entries = new();

    /// <summary>What was written.</summary>
    public IReadOnlyCollection<(string Category, LogLevel Level, string Text)> Entries => entries;

    /// <summary>Settings that open every category, as a curious administrator would.</summary>
    public static IEnumerable<(string Key, string Value)> Everything =>
        [
            ("Logging:LogLevel:Default", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore", "Trace"),
            ("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Trace"),
            ("Logging:LogLevel:Microsoft.AspNetCore.Hosting.Diagnostics", "Trace"),
            ("Logging:LogLevel:System.Net.Http", "Trace"),
        ];

    /// <summary>Listens to an app.</summary>
    public void ListenTo(IServiceCollection services) => services.AddSingleton<ILoggerProvider>(this);

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, entries);

    /// <inheritdoc />
    public void Dispose() { }

    private sealed class Logger(string category, ConcurrentQueue<(string, LogLevel, string)> entries) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            entries.Enqueue((category, LogLevel.None, Text(state)));
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => entries.Enqueue((category, logLevel, $"{formatter(state, exception)} {Text(state)} {exception}"));

        private static string Text<TState>(TState state) =>
            state is IEnumerable<KeyValuePair<string, object?>> values
                ? string.Join(", ", values.Select(each => $"{each.Key}={each.Value}"))
                : $"{state}";
    }
}
