using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SpOAuthRaw.Tests.Hosting;

/// <summary>Everything that anybody logs at any level: the message, its values, its exception and its scopes.</summary>
[ProviderAlias("Capture")]
public sealed class LogCapture : ILoggerProvider, ISupportExternalScope
{
    /// <summary>The setting that lets every level through to it, whatever other settings say.</summary>
    public static readonly (string Key, string Value) Everything = ("Logging:Capture:LogLevel:Default", "Trace");

    private readonly ConcurrentQueue<(string Category, string Text)> entries = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    /// <summary>What was logged, in order.</summary>
    public IReadOnlyList<(string Category, string Text)> Entries => [.. entries];

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(this, categoryName);

    /// <inheritdoc />
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    /// <inheritdoc />
    public void Dispose() { }

    private sealed class Logger(LogCapture capture, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => capture.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var text = new System.Text.StringBuilder($"{logLevel} {eventId} {formatter(state, exception)}");
            AppendValues(state);
            text.Append(' ').Append(exception);
            capture.scopes.ForEachScope((scope, _) => AppendValues(scope), 0);
            capture.entries.Enqueue((category, text.ToString()));

            void AppendValues(object? values)
            {
                text.Append(' ').Append(values);
                if (values is IEnumerable<KeyValuePair<string, object?>> pairs)
                    foreach (var pair in pairs)
                        text.Append(' ')
                            .Append(
                                pair.Value is System.Collections.IEnumerable and not string
                                    ? string.Join(' ', ((System.Collections.IEnumerable)pair.Value).Cast<object?>())
                                    : pair.Value
                            );
            }
        }
    }
}
