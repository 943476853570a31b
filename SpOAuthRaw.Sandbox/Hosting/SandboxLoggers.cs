using Microsoft.Extensions.Logging;

namespace SpOAuthRaw.Sandbox.Hosting;

/// <summary>
/// Hands the sandbox's log lines to the program around it, all under <c>SpOAuthRaw.Sandbox</c>. The frameworks inside are heard
/// from Warning upwards only: below that they write whole requests, with the codes and tokens in them.
/// </summary>
internal sealed class SandboxLoggers(ILoggerFactory outer) : ILoggerFactory
{
    private const string Category = "SpOAuthRaw.Sandbox";

    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(Category, StringComparison.Ordinal)
            ? outer.CreateLogger(categoryName)
            : new WarningsOnly(outer.CreateLogger($"{Category}.{categoryName}"));

    public void AddProvider(ILoggerProvider provider) { }

    // The factory belongs to the program around the sandbox.
    public void Dispose() { }

    private sealed class WarningsOnly(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
                inner.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
